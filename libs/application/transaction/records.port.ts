import type { WorkingDayTable } from '#libs/calendar';
import type { AccountRecords } from '../accounts/accounts.port.js';
import type { AttemptRecords } from '../accounts/attempts.port.js';
import type { OneTimeRecords } from '../accounts/one-time.port.js';
import type { SecondFactorRecords } from '../accounts/second-factor.port.js';
import type { SessionRecords } from '../accounts/sessions.port.js';
import type { TokenRecords } from '../accounts/tokens.port.js';
import type { AuditTrail } from '../audit/audit.port.js';
import type { BatchRecords } from '../batches/batches.port.js';
import type { CalendarRecords } from '../calendar/calendar.port.js';
import type { CommandRecords } from '../commands/commands.port.js';
import type { CounterRecords } from '../counters/counters.port.js';
import type { CycleRecords } from '../cycles/cycles.port.js';
import type { CorrectionRecords } from '../decisions/corrections.port.js';
import type { DecisionRecords } from '../decisions/decisions.port.js';
import type { DocumentRecords } from '../documents/documents.port.js';
import type { EvidenceRecords } from '../evidence/evidence.port.js';
import type { ExtensionRecords } from '../extensions/extensions.port.js';
import type { FreezeRecords } from '../freezes/freezes.port.js';
import type { HolidayRecords } from '../holidays/holidays.port.js';
import type { MessageOutbox } from '../mail/outbox.port.js';
import type { MigrationRecords } from '../migration/migrations.port.js';
import type { OfficeRecords } from '../offices/offices.port.js';
import type { OversightRecords } from '../oversight/oversight.port.js';
import type { PaperRecords } from '../papers/papers.port.js';
import type { PresentedDraftRecords } from '../presenting/presented-drafts.port.js';
import type { RegisterRecords } from '../registers/registers.port.js';
import type { RehearsalRecords } from '../rehearsal/rehearsal.port.js';
import type { RehearsedYearRecords } from '../rehearsal/rehearsed-year.port.js';
import type { ReminderRecords } from '../reminders/reminders.port.js';
import type { FigureRecords } from '../reports/figures.port.js';
import type { ChoiceRecords } from '../scoring/choices.port.js';
import type { UnitYearRecords } from '../unit-years/unit-years.port.js';
import type { UnitRecords } from '../units/units.port.js';
import type { WaitingRecords } from '../waiting/waiting.port.js';
import type { RequestRecords } from './requests.port.js';
import type { CommandStep } from './steps.port.js';

/**
 * The records as one transaction sees them. Lock order: key of the request, batch, rules, unit year, key of a command, counters
 * (sorted), cycle row, changes of the cycle, audit.
 */
export interface Records {
  /** Database clock, ISO 8601 in milliseconds. */
  now(): Promise<string>;
  /**
   * Does a part of the work that may be given up: where a lock is not had within `ms` the part is undone, and the
   * transaction goes on without it. Where it was done, the transaction waits no longer than that for any further lock.
   *
   * @returns what the part returned; undefined where it was given up
   */
  unlessLocked<T>(ms: number, work: () => Promise<T>): Promise<T | undefined>;
  /** Tells whoever measures that this part of a command is done; the commit tells itself. */
  stepDone(step: Exclude<CommandStep, 'commit'>): void;
  /** Which days are worked in a province, as its tables of days off stand. */
  workingDays(provinceCode: string): Promise<WorkingDayTable>;
  readonly accounts: AccountRecords;
  readonly sessions: SessionRecords;
  readonly tokens: TokenRecords;
  readonly attempts: AttemptRecords;
  readonly oneTime: OneTimeRecords;
  readonly secondFactors: SecondFactorRecords;
  readonly cycles: CycleRecords;
  readonly units: UnitRecords;
  readonly unitYears: UnitYearRecords;
  readonly commands: CommandRecords;
  readonly offices: OfficeRecords;
  readonly papers: PaperRecords;
  readonly presentedDrafts: PresentedDraftRecords;
  readonly extensions: ExtensionRecords;
  readonly decisions: DecisionRecords;
  readonly corrections: CorrectionRecords;
  readonly evidence: EvidenceRecords;
  readonly choices: ChoiceRecords;
  readonly messages: MessageOutbox;
  readonly reminders: ReminderRecords;
  readonly oversight: OversightRecords;
  readonly counters: CounterRecords;
  readonly calendar: CalendarRecords;
  readonly figures: FigureRecords;
  readonly freezes: FreezeRecords;
  readonly holidays: HolidayRecords;
  readonly documents: DocumentRecords;
  readonly registers: RegisterRecords;
  readonly rehearsal: RehearsalRecords;
  readonly rehearsedYears: RehearsedYearRecords;
  readonly batches: BatchRecords;
  readonly migrations: MigrationRecords;
  readonly requests: RequestRecords;
  readonly waiting: WaitingRecords;
  readonly audit: AuditTrail;
}

/** Some of the records, as a use case or a helper asks for them. */
export type Stores<Name extends keyof Records> = Pick<Records, Name>;
