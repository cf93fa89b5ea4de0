import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import {
  CommandDispatcher,
  ConfirmFigure,
  CycleRules,
  ImportUnits,
  MoveClock,
  OpenCycle,
  PlanRestart,
  Reconciler,
  RegisterCommand,
  SaveDraft,
  SubmitCommand,
  VerifyAudit,
} from '#libs/application';
import type { Config } from '#libs/config';
import { FaultPointSwitch, type Logger } from '#libs/observability';
import {
  type Database,
  PostgresReadModel,
  PostgresTokenStore,
  PostgresUnitOfWork,
  WorkerBeats,
} from '#libs/persistence';
import { type TemporalClient, TemporalProbe, TemporalRuns } from '#libs/temporal';
import { TokenGuard } from './auth/token.guard.js';
import { CONFIG, LOGGER, READ_MODEL, UNIT_OF_WORK } from './edge/injection-tokens.js';
import { inputPipe } from './edge/input.js';
import { ProblemFilter } from './edge/problems.js';
import { CommandsController } from './routes/commands.controller.js';
import { CyclesController } from './routes/cycles.controller.js';
import { HealthController } from './routes/health.controller.js';
import { MessagesController } from './routes/messages.controller.js';
import { PoliciesController } from './routes/policies.controller.js';
import { UnitYearsController } from './routes/unit-years.controller.js';
import { UnitsController } from './routes/units.controller.js';
import { CycleReader } from './services/cycle-reader.service.js';
import { DispatcherService } from './services/dispatcher.service.js';
import { HealthService } from './services/health.service.js';
import { UnitYearReader } from './services/unit-year-reader.service.js';

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
    const runs = new TemporalRuns(client);
    const faults = new FaultPointSwitch(config.faults);
    const dispatcher = new CommandDispatcher(unitOfWork, runs, {
      warn: (event, detail) => {
        logger.warn(detail, event);
      },
    });
    const register = new RegisterCommand(unitOfWork, rules);
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
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: UNIT_OF_WORK, useValue: unitOfWork },
        { provide: READ_MODEL, useValue: readModel },
        { provide: TemporalProbe, useValue: new TemporalProbe(client, config.temporal.namespace) },
        { provide: PostgresTokenStore, useValue: new PostgresTokenStore(source) },
        { provide: WorkerBeats, useValue: new WorkerBeats(source) },
        { provide: CycleRules, useValue: rules },
        { provide: CommandDispatcher, useValue: dispatcher },
        { provide: SubmitCommand, useValue: new SubmitCommand(register, dispatcher, unitOfWork, faults) },
        { provide: OpenCycle, useValue: new OpenCycle(unitOfWork, runs) },
        { provide: MoveClock, useValue: new MoveClock(unitOfWork) },
        { provide: ConfirmFigure, useValue: new ConfirmFigure(unitOfWork) },
        { provide: PlanRestart, useValue: new PlanRestart(unitOfWork, rules) },
        { provide: SaveDraft, useValue: new SaveDraft(unitOfWork, rules) },
        { provide: ImportUnits, useValue: new ImportUnits(unitOfWork) },
        { provide: Reconciler, useValue: new Reconciler(unitOfWork, runs, rules) },
        { provide: VerifyAudit, useValue: new VerifyAudit(readModel) },
        CycleReader,
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
