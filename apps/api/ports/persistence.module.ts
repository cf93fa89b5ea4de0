import { type DynamicModule, Module } from '@nestjs/common';
import { Callers, presentSight } from '#libs/application';
import {
  AuditFeed,
  eachCallScoped,
  PostgresCertificationModel,
  PostgresReadModel,
  PostgresSessionStore,
  PostgresTokenStore,
  PostgresUnitOfWork,
  PostgresWatchModel,
  ReadingUnitOfWork,
  ScopedReads,
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
    const reading = new ScopedReads(reads, presentSight);
    const exporting = new ScopedReads(exports, presentSight);
    const providers = [
      bind(UNIT_OF_WORK, () => new PostgresUnitOfWork(commands, messageIdDomain, onStep)),
      bind(READING, () => new ReadingUnitOfWork(reading, messageIdDomain)),
      bind(EXPORTING, () => new ReadingUnitOfWork(exporting, messageIdDomain)),
      bind(UPKEEP, () => new PostgresUnitOfWork(upkeep, messageIdDomain)),
      bind(READ_MODEL, () => eachCallScoped(reading, PostgresReadModel)),
      bind(EXPORT_MODEL, () => eachCallScoped(exporting, PostgresReadModel)),
      bind(WATCH_MODEL, () => eachCallScoped(reading, PostgresWatchModel)),
      bind(CERTIFICATION_MODEL, () => eachCallScoped(reading, PostgresCertificationModel)),
      bind(DECISION_MODEL, () => eachCallScoped(reading, PostgresCertificationModel)),
      bind(EXCLUSION_MODEL, () => eachCallScoped(reading, PostgresWatchModel)),
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
