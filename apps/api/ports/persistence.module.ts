import { type DynamicModule, Module } from '@nestjs/common';
import { Callers } from '#libs/application';
import {
  AuditFeed,
  PostgresCertificationModel,
  PostgresReadModel,
  PostgresSessionStore,
  PostgresTokenStore,
  PostgresUnitOfWork,
  PostgresWatchModel,
  type StepObserver,
  WorkerBeats,
} from '#libs/persistence';
import type { Pools } from './pools.js';
import { bind, provide } from './provide.js';
import {
  AUDIT_FEED,
  CERTIFICATION_MODEL,
  DECISION_MODEL,
  EXCLUSION_MODEL,
  EXPORT_MODEL,
  EXPORTING,
  READ_MODEL,
  READING,
  SESSION_STORE,
  TOKEN_STORE,
  UNIT_OF_WORK,
  UPKEEP,
  WATCH_MODEL,
} from './tokens.js';

/** What reads and writes PostgreSQL. */
@Module({})
export class PersistenceModule {
  static of(
    { commands, reads, exports, upkeep }: Pools,
    messageIdDomain: string,
    onStep: StepObserver,
  ): DynamicModule {
    const providers = [
      bind(UNIT_OF_WORK, () => new PostgresUnitOfWork(commands, messageIdDomain, onStep)),
      bind(READING, () => new PostgresUnitOfWork(reads, messageIdDomain)),
      bind(EXPORTING, () => new PostgresUnitOfWork(exports, messageIdDomain)),
      bind(UPKEEP, () => new PostgresUnitOfWork(upkeep, messageIdDomain)),
      bind(READ_MODEL, () => new PostgresReadModel(reads)),
      bind(EXPORT_MODEL, () => new PostgresReadModel(exports)),
      bind(WATCH_MODEL, () => new PostgresWatchModel(reads)),
      bind(CERTIFICATION_MODEL, () => new PostgresCertificationModel(reads)),
      bind(DECISION_MODEL, () => new PostgresCertificationModel(reads)),
      bind(EXCLUSION_MODEL, () => new PostgresWatchModel(reads)),
      bind(AUDIT_FEED, () => new AuditFeed(reads)),
      bind(TOKEN_STORE, () => new PostgresTokenStore(upkeep)),
      bind(SESSION_STORE, () => new PostgresSessionStore(upkeep)),
      provide(Callers, TOKEN_STORE, SESSION_STORE),
      { provide: WorkerBeats, useFactory: () => new WorkerBeats(upkeep) },
    ];
    return {
      module: PersistenceModule,
      global: true,
      providers,
      exports: providers.map((each) => each.provide),
    };
  }
}
