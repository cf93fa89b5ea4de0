import type { CommandBody, MailRelay } from '#libs/contracts';
import type { ActorRole, ManagementLevel, PolicyPack, UnitKind, UnitProfile } from '#libs/policy';
import type { Fact, OnBehalf, UnitYearState } from '#libs/unit-year';
import type { Identity, Scope } from './identity.js';

/** Runs work in one database transaction; everything the work wrote is there afterwards, or nothing is. */
export interface UnitOfWork {
  inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /** One unchanging view of everything, for comparing; nothing may be written. */
  inSnapshot<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** The records as one transaction sees them. Lock order: unit year, counters (sorted), audit. */
export interface Records {
  /** Database clock, ISO 8601 in milliseconds. */
  now(): Promise<string>;
  readonly cycles: CycleRecords;
  readonly units: UnitRecords;
  readonly unitYears: UnitYearRecords;
  readonly commands: CommandRecords;
  readonly papers: PaperRecords;
  readonly messages: MessageOutbox;
  readonly counters: CounterRecords;
  readonly audit: AuditTrail;
}

export type ClockKind = 'calendar' | 'rehearsal';

export interface Cycle {
  readonly id: string;
  readonly provinceCode: string;
  readonly year: number;
  readonly clockKind: ClockKind;
  readonly label?: string | undefined;
  /** Now of a rehearsal; absent on a calendar cycle, whose now is the database clock. */
  readonly clockAt?: string | undefined;
  readonly packId: string;
  readonly packHash: string;
  readonly state: 'opening' | 'open' | 'closed';
  readonly unitsTotal: number;
  readonly createdAt: string;
  readonly openedAt?: string | undefined;
}

export interface CycleRecords {
  find(cycleId: string): Promise<Cycle | undefined>;
  lock(cycleId: string): Promise<Cycle | undefined>;
  /** Inserts unless the id is there already; tells which. */
  insertOnce(cycle: Omit<Cycle, 'createdAt' | 'openedAt'>): Promise<'inserted' | 'existing'>;
  setClock(cycleId: string, instant: string): Promise<void>;
  markOpen(cycleId: string, openedAt: string): Promise<void>;
  /** Cycles whose opening was recorded some seconds ago and is not done. */
  waitingToOpen(): Promise<readonly Cycle[]>;
  savePack(hash: string, pack: PolicyPack): Promise<void>;
  packOf(hash: string): Promise<PolicyPack>;
  /** Figures of the cycle that an administrator confirmed with a document. */
  confirmations(cycleId: string): Promise<readonly Confirmation[]>;
  confirm(cycleId: string, confirmation: Confirmation, by: Identity, at: string): Promise<void>;
}

export interface Confirmation {
  /** What is confirmed: `classes` for the class bands. */
  readonly figure: string;
  readonly number: string;
  /** Date of the document, YYYY-MM-DD. */
  readonly date: string;
}

export interface Unit extends UnitProfile {
  readonly id: string;
  readonly name: string;
  readonly communeCode: string;
  readonly communeName: string;
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

export type NewUnit = Omit<Unit, 'id' | 'communeName' | 'provinceCode'> & {
  readonly id?: string | undefined;
};

export interface UnitRecords {
  find(unitId: string): Promise<Unit | undefined>;
  /** Units of a province after `afterId` in the order of their ids. */
  page(provinceCode: string, afterId: string | undefined, limit: number): Promise<readonly Unit[]>;
  countOf(provinceCode: string): Promise<number>;
  communes(provinceCode?: string): Promise<readonly { readonly code: string; readonly name: string }[]>;
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
  office(code: string): Promise<
    | {
        readonly code: string;
        readonly name: string;
        readonly areaCode?: string | undefined;
        readonly email?: string | undefined;
      }
    | undefined
  >;
}

export interface UnitYear {
  readonly cycleId: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly communeCode: string;
  readonly provinceCode: string;
  readonly unitKind: UnitKind;
  readonly managedBy: ManagementLevel;
  readonly standing: 'inside' | 'outside';
  readonly standingReason?: string | undefined;
  readonly state: UnitYearState;
}

export interface UnitYearRecords {
  find(cycleId: string, unitId: string): Promise<UnitYear | undefined>;
  lock(cycleId: string, unitId: string): Promise<UnitYear | undefined>;
  save(cycleId: string, unitId: string, state: UnitYearState): Promise<void>;
  /** Inserts those not there yet and tells which they were. */
  insertNew(rows: readonly Omit<UnitYear, 'unitName'>[]): Promise<readonly string[]>;
  /** Units of the cycle inside the standard after `afterId`, in the order of their ids. */
  pageInside(cycleId: string, afterId: string | undefined, limit: number): Promise<readonly UnitYear[]>;
  appendFact(fact: FactRecord): Promise<void>;
  /** Facts of several units, each unit's in the order of their versions. */
  facts(cycleId: string, unitIds: readonly string[]): Promise<readonly FactRecord[]>;
}

export interface FactRecord {
  readonly cycleId: string;
  readonly unitId: string;
  readonly version: number;
  readonly round: number;
  readonly commandId: string;
  readonly fact: Fact;
  readonly recordedAt: string;
  readonly actorName?: string | undefined;
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
  readonly version: number;
  readonly late?: boolean | undefined;
}

export interface CommandRecords {
  find(commandId: string): Promise<Command | undefined>;
  findByKey(tokenId: string, key: string): Promise<Command | undefined>;
  lock(commandId: string): Promise<Command | undefined>;
  /** Inserts unless the actor used the key before; tells which. */
  insertOnce(command: Command): Promise<'inserted' | 'existing'>;
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
}

export interface DecisionRecord {
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly round: number;
  readonly recognised: boolean;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly officeCode?: string | undefined;
  readonly classKey?: string | undefined;
  readonly total?: number | undefined;
  readonly excluded?: boolean | undefined;
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

export interface PaperRecords {
  insertSubmission(submission: SubmissionRecord): Promise<void>;
  insertDecision(decision: DecisionRecord): Promise<void>;
  /** Sheet of the round, else of the latest round before it. */
  latestSheet(cycleId: string, unitId: string, round: number): Promise<SheetRecord | undefined>;
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
  /** Commands of accepted submissions whose receipt is not in the outbox. */
  submissionsWithoutReceipt(cycleId: string): Promise<readonly string[]>;
}

export interface CounterCell {
  readonly cycleId: string;
  readonly communeCode: string;
  readonly unitKind: UnitKind;
  readonly level: ManagementLevel;
  readonly stage: string;
  /** Last day in force with any grace, YYYY-MM-DD; empty where the stage has none. */
  readonly dueDay: string;
  readonly status: string;
}

export interface CounterRecords {
  /** Adds to each cell, in sorted order so that two transactions never wait for each other in a ring. */
  add(changes: readonly (CounterCell & { readonly by: number })[]): Promise<void>;
  all(cycleId: string): Promise<readonly (CounterCell & { readonly n: number })[]>;
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
}

/** Row scope as a question about one unit year. */
export function isInScope(
  scope: Scope,
  unit: { readonly unitId: string; readonly communeCode: string; readonly provinceCode: string },
): boolean {
  switch (scope.level) {
    case 'unit':
      return unit.unitId === scope.unitId;
    case 'xa':
      return unit.communeCode === scope.communeCode;
    case 'tinh':
      return unit.provinceCode === scope.provinceCode;
  }
}
