import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { Config } from '#libs/config';
import type { Logger, Metrics } from '#libs/observability';
import type { PackCatalogue } from '#libs/policy';
import type { TemporalClient } from '#libs/temporal';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BatchesModule } from './batches/batches.module.js';
import { CertificationModule } from './certification/certification.module.js';
import { CommandsModule } from './commands/commands.module.js';
import { CyclesModule } from './cycles/cycles.module.js';
import { DeadlinesModule } from './deadlines/deadlines.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { inputPipe } from './edge/input.js';
import { ProblemFilter } from './edge/problems.js';
import { EvidenceModule } from './evidence/evidence.module.js';
import { ExtensionsModule } from './extensions/extensions.module.js';
import { FreezesModule } from './freezes/freezes.module.js';
import { GuidanceModule } from './guidance/guidance.module.js';
import { HealthModule } from './health/health.module.js';
import { HolidaysModule } from './holidays/holidays.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { MigrationsModule } from './migrations/migrations.module.js';
import { OfficesModule } from './offices/offices.module.js';
import { PaperEntriesModule } from './paper-entries/paper-entries.module.js';
import { PoliciesModule } from './policies/policies.module.js';
import { PersistenceModule } from './ports/persistence.module.js';
import type { Pools } from './ports/pools.js';
import { ProcessModule } from './ports/process.module.js';
import { RunsModule } from './ports/runs.module.js';
import { PresentingModule } from './presenting/presenting.module.js';
import { RegistersModule } from './registers/registers.module.js';
import { RehearsalModule } from './rehearsal/rehearsal.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { ReportFormsModule } from './report-forms/report-forms.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ScoringModule } from './scoring/scoring.module.js';
import { UnitYearsModule } from './unit-years/unit-years.module.js';
import { UnitsModule } from './units/units.module.js';
import { WatchModule } from './watch/watch.module.js';

export interface ApiParts {
  readonly config: Config;
  readonly pools: Pools;
  readonly client: TemporalClient;
  readonly logger: Logger;
  readonly packs: PackCatalogue;
  readonly metrics: Metrics;
}

/** One module for each subject. */
export const SUBJECTS = [
  AccountsModule,
  AuditModule,
  BatchesModule,
  CertificationModule,
  CommandsModule,
  CyclesModule,
  DeadlinesModule,
  DocumentsModule,
  EvidenceModule,
  ExtensionsModule,
  FreezesModule,
  GuidanceModule,
  HealthModule,
  HolidaysModule,
  MessagesModule,
  MigrationsModule,
  OfficesModule,
  PaperEntriesModule,
  PoliciesModule,
  PresentingModule,
  RegistersModule,
  RehearsalModule,
  RemindersModule,
  ReportFormsModule,
  ReportsModule,
  ScoringModule,
  UnitYearsModule,
  UnitsModule,
  WatchModule,
];

/** The API: ports bound once, what holds for every route, and one module for each subject. */
@Module({})
export class AppModule {
  static of({ config, pools, client, logger, packs, metrics }: ApiParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ProcessModule.of(config, logger, packs),
        PersistenceModule.of(pools, config.mail.messageIdDomain, (done) => metrics.stepDone(done)),
        RunsModule.of(client, config.temporal.namespace),
        ...SUBJECTS,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: inputPipe },
      ],
    };
  }
}
