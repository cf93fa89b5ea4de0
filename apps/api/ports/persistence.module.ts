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
import {
  AUDIT_FEED,
  CERTIFICATION_MODEL,
  DECISION_MODEL,
  EXCLUSION_MODEL,
  READ_MODEL,
  TOKEN_STORE,
  UNIT_OF_WORK,
  WATCH_MODEL,
} from './tokens.js';

/** What reads and writes PostgreSQL. */
@Module({})
export class PersistenceModule {
  static of(source: Database, messageIdDomain: string): DynamicModule {
    const providers = [
      bind(UNIT_OF_WORK, () => new PostgresUnitOfWork(source, messageIdDomain)),
      bind(READ_MODEL, () => new PostgresReadModel(source)),
      bind(WATCH_MODEL, () => new PostgresWatchModel(source)),
      bind(CERTIFICATION_MODEL, () => new PostgresCertificationModel(source)),
      bind(DECISION_MODEL, () => new PostgresCertificationModel(source)),
      bind(EXCLUSION_MODEL, () => new PostgresWatchModel(source)),
      bind(AUDIT_FEED, () => new AuditFeed(source)),
      bind(TOKEN_STORE, () => new PostgresTokenStore(source)),
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
