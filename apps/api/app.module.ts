import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import {
  AddEvidence,
  AdvanceRehearsal,
  AmendDeadline,
  CommandDispatcher,
  ComposeDocument,
  ConfirmFigure,
  CycleRules,
  EditHolidays,
  ImportEntries,
  ImportUnits,
  ListFigures,
  ListLate,
  ListReports,
  MigrateCycle,
  MintRehearsalAccounts,
  MoveClock,
  OpenCycle,
  PlanRestart,
  PlanResult,
  PreviewReminders,
  ReadEvidence,
  ReadHolidays,
  ReadScoringRecords,
  Reconciler,
  RecordChoice,
  RecordDecision,
  RecordEntry,
  RegisterCommand,
  ReopenRegisters,
  SaveDraft,
  ShowTargets,
  SubmitCommand,
  Upcoming,
  VerifyAudit,
  VerifyScores,
  WithdrawEvidence,
} from '#libs/application';
import type { Config } from '#libs/config';
import { PaperRenderer } from '#libs/documents';
import { FaultPointSwitch, type Logger } from '#libs/observability';
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
import { DiskStorage } from '#libs/storage';
import { type TemporalClient, TemporalProbe, TemporalRuns } from '#libs/temporal';
import { TokenGuard } from './auth/token.guard.js';
import { mintToken } from './auth/tokens.js';
import { CertificationController } from './certification/certification.controller.js';
import { CertificationReader } from './certification/certification-reader.service.js';
import { CommandsController } from './commands/commands.controller.js';
import { DispatcherService } from './commands/dispatcher.service.js';
import { CycleReader } from './cycles/cycle-reader.service.js';
import { CyclesController } from './cycles/cycles.controller.js';
import { DeadlineReader } from './deadlines/deadline-reader.service.js';
import { DeadlinesController } from './deadlines/deadlines.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import {
  CERTIFICATION_MODEL,
  CONFIG,
  FILE_STORAGE,
  LOGGER,
  READ_MODEL,
  UNIT_OF_WORK,
  WATCH_MODEL,
} from './edge/injection-tokens.js';
import { inputPipe } from './edge/input.js';
import { ProblemFilter } from './edge/problems.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { HolidaysController } from './holidays/holidays.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { MigrationsController } from './migrations/migrations.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { RegisterReader } from './registers/register-reader.service.js';
import { RegistersController } from './registers/registers.controller.js';
import { RehearsalController } from './rehearsal/rehearsal.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { ScoringController } from './scoring/scoring.controller.js';
import { UnitYearReader } from './unit-years/unit-year-reader.service.js';
import { UnitYearsController } from './unit-years/unit-years.controller.js';
import { UnitsController } from './units/units.controller.js';
import { BoardReader } from './watch/board-reader.service.js';
import { CycleEvents } from './watch/cycle-events.service.js';
import { WatchController } from './watch/watch.controller.js';

export interface ApiParts {
  readonly config: Config;
  readonly source: Database;
  readonly client: TemporalClient;
  readonly logger: Logger;
}

/** Puts ports, use cases and routes of the API together. */
@Module({})
export class AppModule {
  static of({ config, source, client, logger }: ApiParts): DynamicModule {
    const unitOfWork = new PostgresUnitOfWork(source, config.mail.messageIdDomain);
    const readModel = new PostgresReadModel(source);
    const rules = new CycleRules();
    const storage = new DiskStorage(config.filesDir);
    const runs = new TemporalRuns(client);
    const faults = new FaultPointSwitch(config.faults);
    const dispatcher = new CommandDispatcher(unitOfWork, runs, {
      warn: (event, detail) => {
        logger.warn(detail, event);
      },
    });
    const register = new RegisterCommand(unitOfWork, rules);
    const recording = new RecordEntry(unitOfWork, rules);
    return {
      module: AppModule,
      controllers: [
        HealthController,
        CyclesController,
        UnitYearsController,
        CommandsController,
        UnitsController,
        MessagesController,
        PoliciesController,
        WatchController,
        RehearsalController,
        DeadlinesController,
        HolidaysController,
        ScoringController,
        DocumentsController,
        MigrationsController,
        EvidenceController,
        CertificationController,
        ReportsController,
        RegistersController,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: UNIT_OF_WORK, useValue: unitOfWork },
        { provide: READ_MODEL, useValue: readModel },
        { provide: WATCH_MODEL, useValue: new PostgresWatchModel(source) },
        { provide: CERTIFICATION_MODEL, useValue: new PostgresCertificationModel(source) },
        { provide: AuditFeed, useValue: new AuditFeed(source) },
        { provide: TemporalProbe, useValue: new TemporalProbe(client, config.temporal.namespace) },
        { provide: PostgresTokenStore, useValue: new PostgresTokenStore(source) },
        { provide: WorkerBeats, useValue: new WorkerBeats(source) },
        { provide: CycleRules, useValue: rules },
        { provide: CommandDispatcher, useValue: dispatcher },
        { provide: SubmitCommand, useValue: new SubmitCommand(register, dispatcher, unitOfWork, faults) },
        { provide: OpenCycle, useValue: new OpenCycle(unitOfWork, runs) },
        { provide: MoveClock, useValue: new MoveClock(unitOfWork, runs) },
        { provide: AdvanceRehearsal, useValue: new AdvanceRehearsal(unitOfWork, runs) },
        { provide: MintRehearsalAccounts, useValue: new MintRehearsalAccounts(unitOfWork, rules, mintToken) },
        { provide: AmendDeadline, useValue: new AmendDeadline(unitOfWork, runs, rules) },
        { provide: ConfirmFigure, useValue: new ConfirmFigure(unitOfWork, rules) },
        { provide: EditHolidays, useValue: new EditHolidays(unitOfWork, runs, rules) },
        { provide: ReadHolidays, useValue: new ReadHolidays(unitOfWork) },
        { provide: ListReports, useValue: new ListReports(unitOfWork, rules) },
        { provide: ListLate, useValue: new ListLate(unitOfWork, rules) },
        { provide: ShowTargets, useValue: new ShowTargets(unitOfWork, rules) },
        { provide: ListFigures, useValue: new ListFigures(unitOfWork, rules) },
        { provide: MigrateCycle, useValue: new MigrateCycle(unitOfWork, runs, rules, faults) },
        { provide: RecordDecision, useValue: new RecordDecision(unitOfWork, rules) },
        { provide: PlanResult, useValue: new PlanResult(unitOfWork, rules) },
        { provide: PlanRestart, useValue: new PlanRestart(unitOfWork, rules) },
        { provide: SaveDraft, useValue: new SaveDraft(unitOfWork, rules) },
        { provide: ImportUnits, useValue: new ImportUnits(unitOfWork) },
        { provide: RecordEntry, useValue: recording },
        { provide: ReopenRegisters, useValue: new ReopenRegisters(unitOfWork, rules) },
        { provide: ImportEntries, useValue: new ImportEntries(unitOfWork, rules, recording) },
        { provide: Upcoming, useValue: new Upcoming(unitOfWork, rules) },
        { provide: PreviewReminders, useValue: new PreviewReminders(unitOfWork, rules) },
        {
          provide: ComposeDocument,
          useValue: new ComposeDocument(unitOfWork, rules, new PaperRenderer()),
        },
        { provide: Reconciler, useValue: new Reconciler(unitOfWork, runs, rules) },
        { provide: RecordChoice, useValue: new RecordChoice(unitOfWork, runs, rules) },
        { provide: ReadScoringRecords, useValue: new ReadScoringRecords(unitOfWork, rules) },
        { provide: FILE_STORAGE, useValue: storage },
        { provide: AddEvidence, useValue: new AddEvidence(unitOfWork, storage, rules) },
        { provide: WithdrawEvidence, useValue: new WithdrawEvidence(unitOfWork, rules) },
        { provide: ReadEvidence, useValue: new ReadEvidence(unitOfWork, storage) },
        { provide: VerifyScores, useValue: new VerifyScores(unitOfWork, readModel, rules) },
        { provide: VerifyAudit, useValue: new VerifyAudit(readModel) },
        CycleReader,
        CertificationReader,
        BoardReader,
        CycleEvents,
        DeadlineReader,
        RegisterReader,
        UnitYearReader,
        HealthService,
        DispatcherService,
        { provide: APP_GUARD, useClass: TokenGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: inputPipe },
      ],
    };
  }
}
