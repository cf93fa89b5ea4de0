import { type DynamicModule, Module } from '@nestjs/common';
import {
  AuditFeed,
  type Database,
  PostgresCertificationModel,
  PostgresReadModel,
  PostgresTokenStore,
  PostgresUnitOfWork,
  PostgresWatchModel,
  WorkerBeats,
} from '#libs/persistence';
import { bind } from './provide.js';
import { CERTIFICATION_MODEL, READ_MODEL, UNIT_OF_WORK, WATCH_MODEL } from './tokens.js';

/** What reads and writes PostgreSQL. */
@Module({})
export class PersistenceModule {
  static of(source: Database, messageIdDomain: string): DynamicModule {
    const providers = [
      bind(UNIT_OF_WORK, () => new PostgresUnitOfWork(source, messageIdDomain)),
      bind(READ_MODEL, () => new PostgresReadModel(source)),
      bind(WATCH_MODEL, () => new PostgresWatchModel(source)),
      bind(CERTIFICATION_MODEL, () => new PostgresCertificationModel(source)),
      { provide: AuditFeed, useFactory: () => new AuditFeed(source) },
      { provide: PostgresTokenStore, useFactory: () => new PostgresTokenStore(source) },
      { provide: WorkerBeats, useFactory: () => new WorkerBeats(source) },
    ];
    return {
      module: PersistenceModule,
      global: true,
      providers,
      exports: providers.map((each) => each.provide),
    };
  }
}
