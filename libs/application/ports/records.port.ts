import type { WorkingDayTable } from '#libs/calendar';
import type { HeadTerm } from '#libs/certification';
import type { CommandBody, MailRelay, ReportFigures } from '#libs/contracts';
import type { ActorRole, ManagementLevel, UnitProfile } from '#libs/policy';
import type { OnBehalf } from '#libs/unit-year';
import type { CalendarRecords } from './calendar.port.js';
import type { CycleRecords } from './cycle.port.js';
import type { DecisionRecords } from './decisions.port.js';
import type { ChoiceRecords, EvidenceRecords } from './evidence.port.js';
import type { FigureRecords } from './figures.port.js';
import type { HolidayRecords } from './holiday.port.js';
import type { Scope } from './identity.js';
import type { MigrationRecords } from './migration.port.js';
import type { RegisterRecords } from './registers.port.js';
import type { RehearsalRecords } from './rehearsal.port.js';
import type { ReminderRecords } from './reminders.port.js';
import type { SubjectKind, UnitYear, UnitYearRecords } from './unit-year.port.js';

export type * from './cycle.port.js';
export type * from './evidence.port.js';
export type * from './migration.port.js';
export type * from './unit-year.port.js';

/** Runs work in one database transaction; everything the work wrote is there afterwards, or nothing is. */
export interface UnitOfWork {
  inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /** One unchanging view of everything, for comparing; nothing may be written. */
  inSnapshot<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** The records as one transaction sees them. Lock order: rules, unit year, counters (sorted), cycle row, audit. */
export interface Records {
  /** Database clock, ISO 8601 in milliseconds. */
  now(): Promise<string>;
  /** Which days are worked in a province, as its tables of days off stand. */
  workingDays(provinceCode: string): Promise<WorkingDayTable>;
  readonly cycles: CycleRecords;
  readonly units: UnitRecords;
  readonly unitYears: UnitYearRecords;
  readonly commands: CommandRecords;
  readonly papers: PaperRecords;
  readonly decisions: DecisionRecords;
  readonly evidence: EvidenceRecords;
  readonly choices: ChoiceRecords;
  readonly messages: MessageOutbox;
  readonly reminders: ReminderRecords;
  readonly counters: CounterRecords;
  readonly calendar: CalendarRecords;
  readonly figures: FigureRecords;
  readonly holidays: HolidayRecords;
  readonly documents: DocumentRecords;
  readonly registers: RegisterRecords;
  readonly rehearsal: RehearsalRecords;
  readonly migrations: MigrationRecords;
  readonly audit: AuditTrail;
}

export interface Unit extends UnitProfile {
  readonly id: string;
  readonly name: string;
  readonly communeCode: string;
  readonly communeName: string;
  /** The district that the commune lies in, where the area has districts. */
  readonly districtCode?: string | undefined;
  readonly provinceCode: string;
  readonly subunits: number;
  readonly headcount: number;
  readonly students: number;
  readonly email?: string | undefined;
  readonly contacts: readonly Contact[];
}

export interface Contact {
  readonly role: 'officer' | 'second' | 'head';
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

export type NewUnit = Omit<Unit, 'id' | 'communeName' | 'districtCode' | 'provinceCode'> & {
  readonly id?: string | undefined;
};

/** An office; some owe papers of their own and are subjects of a cycle like units. */
export interface Office {
  readonly code: string;
  /** What it is, by the pack's bodies, e.g. `commune-committee`. */
  readonly kind: string;
  readonly name: string;
  readonly areaCode?: string | undefined;
  /** The district that its area is or lies in, where the area has districts. */
  readonly districtCode?: string | undefined;
  /** Last day (YYYY-MM-DD) on which its area is in force. */
  readonly validTo?: string | undefined;
  readonly email?: string | undefined;
}

/** A place with the days it is in force on, YYYY-MM-DD; open where absent. */
export interface AreaInTime {
  readonly code: string;
  readonly kind: ManagementLevel;
  readonly name: string;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
  /** The area whose offices act for it once it is not in force any more. */
  readonly successor?:
    | { readonly code: string; readonly kind: ManagementLevel; readonly name: string }
    | undefined;
}

export interface Commune {
  readonly code: string;
  readonly name: string;
  /** Where the province had districts when the commune was in force. */
  readonly districtCode?: string | undefined;
}

/** What a cycle covers: a province, or some communes of it. */
export interface Area {
  readonly provinceCode: string;
  readonly communes?: readonly string[] | undefined;
}

export interface MisplacedUnit {
  readonly id: string;
  readonly name: string;
  readonly managedBy: ManagementLevel;
  /** Name and last day (YYYY-MM-DD) of its commune, where that has ended. */
  readonly ended?: { readonly commune: string; readonly validTo: string } | undefined;
}

/** A unit that comes to another commune or under another level. */
export interface UnitMove {
  readonly unitId: string;
  readonly before: Pick<Unit, 'communeCode' | 'managedBy'>;
  readonly after: Pick<Unit, 'communeCode' | 'managedBy'>;
}

export interface UnitRecords {
  find(unitId: string): Promise<Unit | undefined>;
  /** Units by their ids, in any order. */
  several(unitIds: readonly string[]): Promise<readonly Unit[]>;
  /** Units of an area after `afterId` in the order of their ids. */
  page(area: Area, afterId: string | undefined, limit: number): Promise<readonly Unit[]>;
  countOf(area: Area): Promise<number>;
  /** Units of an area that no level of `levels` manages, or whose commune had ended before `day` (YYYY-MM-DD), by id. */
  misplaced(area: Area, levels: readonly ManagementLevel[], day: string): Promise<readonly MisplacedUnit[]>;
  /** Moves units in the list of the province; where it says otherwise than `before` it was changed since and stays. */
  move(moves: readonly UnitMove[]): Promise<void>;
  /** Codes of the communes of a province that have units, in the order of the codes. */
  communesWithUnits(provinceCode: string): Promise<readonly string[]>;
  /** Offices of these kinds in an area, those of its districts and of its province too, in the order of their codes. */
  officesOf(area: Area, kinds: readonly string[]): Promise<readonly Office[]>;
  communes(provinceCode?: string): Promise<readonly Commune[]>;
  /** Names of areas by their codes, each with what it is: `Tỉnh Quảng Ngãi`. */
  areaNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Inserts or updates by id; a unit without an id is found by name in its commune, else gets the next code. A code
   * that another province uses is left alone and listed as `taken`. One import at a time.
   */
  upsert(
    provinceCode: string,
    units: readonly NewUnit[],
    options: { readonly dryRun: boolean },
  ): Promise<{
    readonly inserted: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly taken: readonly string[];
  }>;
  office(code: string): Promise<Office | undefined>;
  area(code: string): Promise<AreaInTime | undefined>;
}

export type CommandStatus = 'received' | 'applied' | 'refused';

export interface Command {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly updateName: string;
  readonly body: CommandBody;
  readonly actor: CommandActor;
  readonly receivedAt: string;
  readonly effectiveAt: string;
  readonly status: CommandStatus;
  readonly outcome?: CommandOutcome | undefined;
  readonly decidedAt?: string | undefined;
  /** Names the Update that carries the command: one more for each Update that failed. */
  readonly attempt: number;
}

export interface CommandActor {
  readonly tokenId: string;
  readonly name: string;
  readonly role: ActorRole;
  readonly officeCode?: string | undefined;
}

export interface CommandOutcome {
  /** Vietnamese name of the stage the command was for. */
  readonly stageName?: string | undefined;
  /** Refusal code; absent when applied. */
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly problems?:
    | readonly { readonly code: string; readonly place: string; readonly message: string }[]
    | undefined;
  readonly warnings?: readonly string[] | undefined;
  /** Vietnamese: what should be added and may be left out. */
  readonly remarks?: readonly string[] | undefined;
  readonly version: number;
  readonly late?: boolean | undefined;
  /** Items of a dossier that are missing, in Vietnamese. */
  readonly missing?: readonly string[] | undefined;
}

export interface CommandRecords {
  find(commandId: string): Promise<Command | undefined>;
  findByKey(tokenId: string, key: string): Promise<Command | undefined>;
  lock(commandId: string): Promise<Command | undefined>;
  /** Inserts unless the actor used the key before; tells which. */
  insertOnce(command: Command): Promise<'inserted' | 'existing'>;
  /** Commands that were applied with their record; their runs are still to adopt them. */
  insertApplied(commands: readonly Command[]): Promise<void>;
  /** Inserts new commands, due for delivery at once. */
  insertAll(commands: readonly Command[]): Promise<void>;
  /** Those of the units that have a command without an outcome. */
  unitsPending(cycleId: string, unitIds: readonly string[]): Promise<ReadonlySet<string>>;
  finish(
    commandId: string,
    status: 'applied' | 'refused',
    outcome: CommandOutcome,
    at: string,
  ): Promise<void>;
  /**
   * Claims commands that are due for another delivery, the oldest of each unit only, so that they arrive in order:
   * those without an outcome, and those applied of which it is not known that their run adopted them.
   * Postpones the next delivery, a little longer each time.
   */
  claimDue(limit: number): Promise<readonly Command[]>;
  /** Notes that the runs of these commands have their outcomes, so that they are not delivered again. */
  noteCarried(commandIds: readonly string[]): Promise<void>;
  /** The oldest command of a unit that has no outcome yet. */
  oldestPending(cycleId: string, unitId: string): Promise<Command | undefined>;
  /** Keeps the error; where the Update itself failed, the next delivery goes under a new attempt. */
  noteFailure(commandId: string, error: string, updateFailed: boolean): Promise<void>;
  /** Commands without an outcome for longer than this. */
  stuck(cycleId: string, olderThanSeconds: number): Promise<readonly Command[]>;
}

/** One line of one column as it was handed in. */
export interface SheetLine {
  readonly criterion: string;
  readonly points?: number | undefined;
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
  readonly awards?: { readonly collectives: number; readonly persons: number } | undefined;
  readonly measure?:
    | readonly { readonly group: string; readonly done: number; readonly of: number }[]
    | undefined;
  readonly gradeYear?: number | undefined;
  /** Ids of evidence and register entries that the points rest on. */
  readonly cites?: readonly string[] | undefined;
  /** The unit's explanation of a line that was returned. */
  readonly answer?: string | undefined;
}

/** The two columns of one round. */
export interface SheetRecord {
  readonly cycleId: string;
  readonly unitId: string;
  readonly round: number;
  readonly self?: readonly SheetLine[] | undefined;
  readonly higher?: readonly SheetLine[] | undefined;
  readonly gapChoices: Readonly<Record<string, string>>;
  /** The unit as it was when it was scored; a later change of the roster does not change a score. */
  readonly profile: UnitProfile;
  readonly ownRecordsNote?: string | undefined;
  readonly provisionalTotal?: number | undefined;
  readonly finalTotal?: number | undefined;
  /** Vietnamese, by gap: on whose recorded decision a choice rests; what the sheet itself chose is not among them. */
  readonly choiceBasis?: Readonly<Record<string, string>> | undefined;
  /** Pack that the totals were computed by; absent on sheets of before it was kept. */
  readonly packHash?: string | undefined;
  /** What the final total was computed with, and the key of the class that followed. */
  readonly finalRecognition?: 'recognised' | 'notRecognised' | undefined;
  readonly finalClass?: string | undefined;
}

export interface SubmissionRecord {
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly round: number;
  readonly content: unknown;
  readonly onBehalf?: OnBehalf | undefined;
  readonly effectiveAt: string;
  readonly late: boolean;
  /** Numbers that the report of a body stood on when it was handed in. */
  readonly figures?: ReportFigures | undefined;
}

/** A document about a result: the decision, or what changed it afterwards. */
export interface DecisionRecord {
  readonly kind: 'decision' | 'appeal' | 'revocation';
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly round: number;
  readonly recognised: boolean;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly certificate?: string | undefined;
  readonly officeCode?: string | undefined;
  readonly classKey?: string | undefined;
  readonly total?: number | undefined;
  readonly excluded?: boolean | undefined;
}

/** Who headed a unit from when to when, as recorded by one command; the latest record counts. */
export interface HeadsRecord {
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly heads: readonly HeadTerm[];
}

export interface Draft {
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly body: unknown;
  readonly version: number;
  readonly updatedBy: string;
  readonly updatedAt: string;
}

/** A report that was handed in, and over whom it counts: an area, all of the cycle, or one unit. */
export interface ReportPaper {
  readonly commandId: string;
  readonly areaCode?: string | undefined;
  readonly unitId?: string | undefined;
}

export interface ReportRecord {
  readonly commandId: string;
  readonly effectiveAt: string;
  readonly late: boolean;
  readonly figures?: ReportFigures | undefined;
  /** Facts and register entries of the units it counts that were recorded after it, and the latest of them. */
  readonly since: number;
  readonly lastAt?: string | undefined;
}

export interface PaperRecords {
  insertSubmission(submission: SubmissionRecord): Promise<void>;
  insertDecision(decision: DecisionRecord): Promise<void>;
  /** Numbers that the latest paper of a stage stood on. */
  figuresOf(cycleId: string, unitId: string, stage: string): Promise<ReportFigures | undefined>;
  /** What reports were handed in by these commands, and what was recorded of their units since. */
  reports(cycleId: string, papers: readonly ReportPaper[]): Promise<readonly ReportRecord[]>;
  /** Body of the submission of a command, as it was handed in. */
  contentOf(commandId: string): Promise<unknown>;
  insertHeads(heads: HeadsRecord): Promise<void>;
  /** Sheets of several units, each of its round, else of the latest round before it. */
  latestSheets(
    cycleId: string,
    units: readonly { readonly unitId: string; readonly round: number }[],
  ): Promise<readonly SheetRecord[]>;
  /** Sheet of the round, else of the latest round before it. */
  latestSheet(cycleId: string, unitId: string, round: number): Promise<SheetRecord | undefined>;
  /** Sheets of every round of several units, each unit's in the order of the rounds. */
  sheetsOf(cycleId: string, unitIds: readonly string[]): Promise<readonly SheetRecord[]>;
  saveSheet(sheet: SheetRecord): Promise<void>;
  draft(cycleId: string, unitId: string, stage: string): Promise<Draft | undefined>;
  /** Saves over version `expected` (0 for the first); false when somebody else was quicker. */
  saveDraft(draft: Omit<Draft, 'version' | 'updatedAt'>, expected: number): Promise<Draft | undefined>;
}

export interface NewMessage {
  /** What makes this mail unique; a second one with the same key is not queued. */
  readonly key: string;
  readonly relay: MailRelay;
  readonly cycleId: string;
  readonly unitId?: string | undefined;
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
  readonly recipient: string;
}

export interface MessageOutbox {
  enqueue(message: NewMessage): Promise<void>;
  /** Queues several at once; answers the id of the message under each key, be it new or queued before. */
  enqueueAll(messages: readonly NewMessage[]): Promise<ReadonlyMap<string, string>>;
  /** Takes back mails that nobody has begun to send; the caller holds their locks. */
  cancel(messageIds: readonly string[], reason: string): Promise<void>;
  /** Those of the keys that are used already. */
  taken(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Commands of accepted submissions whose receipt is not in the outbox. */
  submissionsWithoutReceipt(cycleId: string): Promise<readonly string[]>;
}

export interface CounterCell {
  readonly cycleId: string;
  readonly communeCode: string;
  readonly unitKind: SubjectKind;
  readonly level: ManagementLevel;
  readonly stage: string;
  /** Last day in force with any grace, YYYY-MM-DD; empty where the stage has none. */
  readonly dueDay: string;
  /** Status of the stage; `closed` where the year was closed before the stage was done. */
  readonly status: string;
}

export interface CounterRecords {
  /** Adds to each cell, in sorted order so that two transactions never wait for each other in a ring. */
  add(changes: readonly (CounterCell & { readonly by: number })[]): Promise<void>;
  all(cycleId: string): Promise<readonly (CounterCell & { readonly n: number })[]>;
  /** Sets every counter of a cycle to 0, for one who adds all of them anew and lets nobody else. */
  clear(cycleId: string): Promise<void>;
  /** Counts one stage of one level anew from the years, with this last day where no grace is later. */
  recount(cycleId: string, stage: string, level: ManagementLevel, lastDay: string): Promise<void>;
}

export interface AuditEntry {
  readonly cycleId: string;
  /** Commune of the unit, or the province for what concerns the whole cycle. */
  readonly areaCode: string;
  readonly actorId: string;
  readonly actorRole: string;
  readonly action: string;
  readonly object: string;
  readonly detail: unknown;
}

export interface AuditTrail {
  /** Appends one row to the area's chain; takes its lock, so it comes last in a transaction. */
  append(entry: AuditEntry): Promise<void>;
  /** Appends several, each to the chain of its area and the chains in order. */
  appendAll(entries: readonly AuditEntry[]): Promise<void>;
}

/** What papers are composed from, read in one snapshot; offices apart from units. */
export interface DocumentRecords {
  /**
   * Units of the cycle, those outside the standard too, by the names of commune and unit: of these communes where they
   * are named, else of the whole cycle.
   */
  units(cycleId: string, communes?: readonly string[]): Promise<readonly CycleUnit[]>;
  unit(cycleId: string, unitId: string): Promise<CycleUnit | undefined>;
  /** Offices that owe papers of their own. */
  bodies(cycleId: string, communes?: readonly string[]): Promise<readonly CycleBody[]>;
  /** The latest sheet of each of the units. */
  sheets(cycleId: string, unitIds: readonly string[]): Promise<readonly SheetRecord[]>;
  /** Decisions by the commands that brought them. */
  decisions(commandIds: readonly string[]): Promise<readonly DecisionRecord[]>;
  /** Heads by the latest list of each unit, in the order of units and days. */
  heads(cycleId: string, unitIds: readonly string[]): Promise<readonly HeadLine[]>;
  /** What was asked for by commands that were applied. */
  bodiesOf(commandIds: readonly string[]): Promise<ReadonlyMap<string, CommandBody>>;
}

/** A head of a unit as its latest list has it. */
export interface HeadLine extends HeadTerm {
  readonly unitId: string;
}

export interface CycleUnit {
  readonly year: UnitYear;
  readonly unit: Unit;
}

export interface CycleBody extends UnitYear {
  readonly communeName: string;
}

/** Row scope as a question about one unit year. */
export function isInScope(
  scope: Scope,
  unit: Pick<UnitYear, 'unitId' | 'communeCode' | 'districtCode' | 'provinceCode'>,
): boolean {
  switch (scope.level) {
    case 'unit':
      return unit.unitId === scope.unitId;
    case 'xa':
      return unit.communeCode === scope.communeCode;
    case 'huyen':
      return unit.districtCode === scope.districtCode;
    case 'tinh':
      return unit.provinceCode === scope.provinceCode;
  }
}
