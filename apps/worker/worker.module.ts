import { type DynamicModule, Module } from '@nestjs/common';
import {
  CalendarActivitiesProvider,
  MailActivitiesProvider,
  OpeningActivitiesProvider,
  RecordsActivitiesProvider,
  RehearsalActivitiesProvider,
  RemindersActivitiesProvider,
} from '#activities';
import {
  ActOnCalendar,
  ApplyCommand,
  CarryReminders,
  CloseYears,
  CycleRules,
  DeliverMail,
  DriveRehearsedYear,
  FAULT_POINT_NAMES,
  LinkAddresses,
  LoadUnitYear,
  MintRehearsalAccounts,
  mintToken,
  OneTimeSecrets,
  OpenUnits,
  PlanReminders,
  StepRehearsal,
  TellOverseers,
  YearOpener,
} from '#libs/application';
import { type Config, installationKey } from '#libs/config';
import { SmtpSender, TemplateRenderer } from '#libs/mail';
import { FaultPointSwitch, type Logger, type Metrics } from '#libs/observability';
import { type Database, PostgresMailQueue, PostgresUnitOfWork } from '#libs/persistence';
import { type TemporalClient, TemporalRuns } from '#libs/temporal';
import { ApiYearDriver } from './rehearsed-year/api-year-driver.js';

export interface WorkerParts {
  readonly config: Config;
  readonly source: Database;
  readonly client: TemporalClient;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Puts the activities of both task queues together; a worker process registers those of its own queue. */
@Module({})
export class WorkerModule {
  static of({ config, source, client, logger, metrics }: WorkerParts): DynamicModule {
    const unitOfWork = new PostgresUnitOfWork(source, config.mail.messageIdDomain, (done) => {
      metrics.stepDone(done);
    });
    const rules = new CycleRules();
    const runs = new TemporalRuns(client);
    const faults = new FaultPointSwitch(FAULT_POINT_NAMES, config.faults);
    const opener = new YearOpener(unitOfWork, runs, rules, faults);
    const queue = new PostgresMailQueue(source);
    const sender = new SmtpSender(config.mail);
    const secrets = new OneTimeSecrets(() => installationKey(config.dataDir, config.accountsKey));
    const addresses = new LinkAddresses(secrets, config.api.publicUrl ?? config.api.url);
    const log = {
      info: (event: string, detail: Record<string, unknown>) => {
        logger.info(detail, event);
      },
      warn: (event: string, detail: Record<string, unknown>) => {
        logger.warn(detail, event);
      },
    };
    return {
      module: WorkerModule,
      providers: [
        { provide: LoadUnitYear, useValue: new LoadUnitYear(unitOfWork, rules) },
        { provide: ApplyCommand, useValue: new ApplyCommand(unitOfWork, rules, faults, log) },
        { provide: OpenUnits, useValue: new OpenUnits(unitOfWork, runs, rules, faults) },
        { provide: ActOnCalendar, useValue: new ActOnCalendar(unitOfWork, rules, opener) },
        { provide: CloseYears, useValue: new CloseYears(unitOfWork, runs, rules) },
        {
          provide: PlanReminders,
          useValue: new PlanReminders(unitOfWork, rules, faults, new TellOverseers(unitOfWork, faults)),
        },
        { provide: CarryReminders, useValue: new CarryReminders(unitOfWork, rules, faults) },
        { provide: StepRehearsal, useValue: new StepRehearsal(unitOfWork, runs) },
        {
          provide: DriveRehearsedYear,
          useValue: new DriveRehearsedYear(
            unitOfWork,
            new MintRehearsalAccounts(unitOfWork, rules, mintToken),
            new ApiYearDriver(config.api.url),
          ),
        },
        {
          provide: DeliverMail,
          useValue: new DeliverMail(
            queue,
            new TemplateRenderer(config.api.publicUrl ?? config.api.url),
            sender,
            faults,
            log,
            addresses,
          ),
        },
        { provide: PostgresMailQueue, useValue: queue },
        { provide: SmtpSender, useValue: sender },
        RecordsActivitiesProvider,
        OpeningActivitiesProvider,
        CalendarActivitiesProvider,
        RemindersActivitiesProvider,
        RehearsalActivitiesProvider,
        MailActivitiesProvider,
      ],
    };
  }
}
