import type { DataSource, EntityManager } from 'typeorm';
import { type Records, type UnitOfWork, workingDaysBy } from '#libs/application';
import { PostgresAccountRecords } from './accounts/account.repository.js';
import { PostgresAttemptRecords } from './accounts/attempt.repository.js';
import { PostgresOneTimeRecords } from './accounts/one-time.repository.js';
import { PostgresTokenRecords } from './accounts/own-token.repository.js';
import { PostgresSecondFactorRecords } from './accounts/second-factor.repository.js';
import { PostgresSessionRecords } from './accounts/session.repository.js';
import { PostgresAuditTrail } from './audit/audit.repository.js';
import { PostgresBatchRecords } from './batches/batch.repository.js';
import { PostgresCalendarRecords } from './calendar/calendar.repository.js';
import { PostgresCommandRecords } from './commands/command.repository.js';
import { PostgresCounterRecords } from './counters/counter.repository.js';
import { PostgresCycleRecords } from './cycles/cycle.repository.js';
import { databaseNow } from './database-clock.js';
import { PostgresCorrectionRecords } from './decisions/correction.repository.js';
import { PostgresDecisionRecords } from './decisions/decision.repository.js';
import { PostgresDocumentRecords } from './documents/document.repository.js';
import { PostgresEvidenceRecords } from './evidence/evidence.repository.js';
import { PostgresExtensionRecords } from './extensions/extension-request.repository.js';
import { PostgresFreezeRecords } from './freezes/freeze.repository.js';
import { PostgresHolidayRecords } from './holidays/holiday.repository.js';
import { PostgresMessageOutbox } from './mail/message-outbox.repository.js';
import { PostgresMigrationRecords } from './migration/migration.repository.js';
import { PostgresOfficeRecords } from './offices/office.repository.js';
import { PostgresOversightRecords } from './oversight/oversight.repository.js';
import { PostgresPaperRecords } from './papers/paper.repository.js';
import { PostgresPresentedDraftRecords } from './presenting/presented-draft.repository.js';
import { PostgresRegisterRecords } from './registers/register.repository.js';
import { PostgresRehearsalRecords } from './rehearsal/rehearsal.repository.js';
import { PostgresRehearsedYearRecords } from './rehearsal/rehearsed-year.repository.js';
import { PostgresReminderRecords } from './reminders/reminder.repository.js';
import { PostgresFigureRecords } from './reports/figure.repository.js';
import { PostgresRequestRecords } from './requests/request.repository.js';
import type { ScopedReads } from './scoped-reads.js';
import { PostgresChoiceRecords } from './scoring/choice.repository.js';
import { type StepObserver, StepWatch } from './step-watch.js';
import { PostgresUnitYearRecords } from './unit-years/unit-year.repository.js';
import { PostgresUnitRecords } from './units/unit.repository.js';
import { PostgresWaitingRecords } from './waiting/waiting.repository.js';

/** Serialisation failure and deadlock: the transaction did nothing and may be run again. */
const RETRYABLE = new Set(['40001', '40P01']);
const TRIES = 4;
const LOCK_NOT_HAD = '55P03';

/** One transaction per piece of work on PostgreSQL; deadlocks are retried a few times, anything else goes through. */
export class PostgresUnitOfWork implements UnitOfWork {
  constructor(
    private readonly source: DataSource,
    private readonly messageIdDomain: string,
    private readonly onStep: StepObserver = () => undefined,
  ) {}

  inSnapshot<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.source.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      return work(recordsOf(manager, this.messageIdDomain));
    });
  }

  async inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.transact(work);
      } catch (error) {
        if (attempt >= TRIES || !RETRYABLE.has(sqlStateOf(error))) throw error;
      }
    }
  }

  private async transact<T>(work: (records: Records) => Promise<T>): Promise<T> {
    let steps: StepWatch | undefined;
    const done = await this.source.transaction((manager) => {
      steps = new StepWatch(manager.queryRunner, this.onStep);
      return work(recordsOf(manager, this.messageIdDomain, steps));
    });
    steps?.committed();
    return done;
  }
}

/** Reads alone, with the sight of who asks. */
export class ReadingUnitOfWork implements UnitOfWork {
  constructor(
    private readonly reads: ScopedReads,
    private readonly messageIdDomain: string,
  ) {}

  inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.reads.read((manager) => work(recordsOf(manager, this.messageIdDomain)));
  }

  inSnapshot<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.reads.snapshot((manager) => work(recordsOf(manager, this.messageIdDomain)));
  }
}

function recordsOf(manager: EntityManager, messageIdDomain: string, steps?: StepWatch): Records {
  const holidays = new PostgresHolidayRecords(manager);
  return {
    stepDone: (step) => steps?.done(step),
    now: () => databaseNow(manager),
    unlessLocked: (ms, work) => unlessLocked(manager, ms, work),
    workingDays: async (provinceCode) => workingDaysBy(await holidays.inForce(provinceCode)),
    accounts: new PostgresAccountRecords(manager),
    sessions: new PostgresSessionRecords(manager),
    tokens: new PostgresTokenRecords(manager),
    attempts: new PostgresAttemptRecords(manager),
    oneTime: new PostgresOneTimeRecords(manager),
    secondFactors: new PostgresSecondFactorRecords(manager),
    cycles: new PostgresCycleRecords(manager),
    units: new PostgresUnitRecords(manager),
    unitYears: new PostgresUnitYearRecords(manager),
    commands: new PostgresCommandRecords(manager),
    offices: new PostgresOfficeRecords(manager),
    papers: new PostgresPaperRecords(manager),
    presentedDrafts: new PostgresPresentedDraftRecords(manager),
    extensions: new PostgresExtensionRecords(manager),
    decisions: new PostgresDecisionRecords(manager),
    corrections: new PostgresCorrectionRecords(manager),
    evidence: new PostgresEvidenceRecords(manager),
    choices: new PostgresChoiceRecords(manager),
    messages: new PostgresMessageOutbox(manager, messageIdDomain),
    reminders: new PostgresReminderRecords(manager),
    oversight: new PostgresOversightRecords(manager),
    counters: new PostgresCounterRecords(manager),
    calendar: new PostgresCalendarRecords(manager),
    figures: new PostgresFigureRecords(manager),
    freezes: new PostgresFreezeRecords(manager),
    holidays,
    documents: new PostgresDocumentRecords(manager),
    registers: new PostgresRegisterRecords(manager),
    rehearsal: new PostgresRehearsalRecords(manager),
    rehearsedYears: new PostgresRehearsedYearRecords(manager),
    batches: new PostgresBatchRecords(manager),
    migrations: new PostgresMigrationRecords(manager),
    requests: new PostgresRequestRecords(manager),
    waiting: new PostgresWaitingRecords(manager),
    audit: new PostgresAuditTrail(manager),
  };
}

/**
 * PostgreSQL undoes the shorter wait together with the part. Where the part is done nothing is sent: the commit releases the
 * savepoint, and who holds what neighbours share is not asked once more.
 */
async function unlessLocked<T>(
  manager: EntityManager,
  ms: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  await manager.query(`SAVEPOINT part; SET LOCAL lock_timeout = ${ms}`);
  try {
    return await work();
  } catch (error) {
    if (sqlStateOf(error) !== LOCK_NOT_HAD) throw error;
    await manager.query('ROLLBACK TO SAVEPOINT part');
    return undefined;
  }
}

function sqlStateOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
