import type { DeadlineChangeAnswer, GuidanceAnswer } from '#libs/contracts';
import type { DayChange, FigureConfirmation, PolicyPack } from '#libs/policy';

export type ClockKind = 'calendar' | 'rehearsal';

export interface Cycle {
  readonly id: string;
  readonly provinceCode: string;
  readonly year: number;
  readonly clockKind: ClockKind;
  readonly label?: string;
  /** Now of a rehearsal; absent on a calendar cycle, whose now is the database clock. */
  readonly clockAt?: string;
  readonly packId: string;
  readonly packHash: string;
  readonly state: 'opening' | 'open' | 'closed';
  readonly unitsTotal: number;
  readonly createdAt: string;
  readonly openedAt?: string;
  /** Codes of the communes a rehearsal is limited to; absent for the whole province. */
  readonly communes?: readonly string[];
  /** Number of the last amendment or migration, 0 while there is none. */
  readonly rulesVersion: number;
  /** Database clock when something last changed that the calendar or the reminders must look at. */
  readonly changedAt: string;
  readonly calendar: TurnMark;
  readonly reminders: TurnMark;
  /** The cycle's own now when it was closed. */
  readonly closedAt?: string;
  /**
   * Day since which the changes of the counters are kept by day (YYYY-MM-DD), where an older version opened the cycle and
   * its facts did not tell them; absent where they are known from the opening on.
   */
  readonly pastKnownFrom?: string;
  /** The cycle's own now when it last came under another pack: nothing due before it is sent or acted at any more. */
  readonly migratedAt?: string;
}

/** How far the calendar, or the reminders, of a cycle have come. */
export interface TurnMark {
  /** Database clock at the start of the last turn, ISO 8601. */
  readonly plannedAt?: string;
  /** The cycle's own instant up to which was acted. */
  readonly through?: string;
  /** The cycle's own instant at which there is next something to do; absent where nothing is left. */
  readonly nextAt?: string;
}

/** What acts by itself in a running cycle. */
export type Turn = 'calendar' | 'reminders';

/** A day of a running cycle moved by a document. */
export interface Amendment extends DayChange {
  readonly id: string;
  readonly cycleId: string;
  /** The cycle's rules version from this amendment on. */
  readonly version: number;
  readonly reason: string;
  readonly actorId: string;
  /** The cycle's own now when it came into force. */
  readonly effectiveAt: string;
  /** Whether those who had been told the old day were told the new one. */
  readonly corrected: boolean;
}

/** What a cycle is made of; the rest comes by itself. */
export type NewCycle = Omit<
  Cycle,
  | 'createdAt'
  | 'openedAt'
  | 'rulesVersion'
  | 'changedAt'
  | 'calendar'
  | 'reminders'
  | 'closedAt'
  | 'pastKnownFrom'
  | 'migratedAt'
>;

export interface CycleRecords {
  find(cycleId: string): Promise<Cycle | undefined>;
  lock(cycleId: string): Promise<Cycle | undefined>;
  /** Inserts unless the id is there already; tells which. */
  insertOnce(cycle: NewCycle): Promise<'inserted' | 'existing'>;
  setClock(cycleId: string, instant: string): Promise<void>;
  markOpen(cycleId: string, openedAt: string): Promise<void>;
  /** Closes the cycle at the cycle's own now. */
  markClosed(cycleId: string, closedAt: string): Promise<void>;
  /**
   * Notes that something changed which the calendar and the reminders must look at; see `needingWake`. Those who note
   * do not wait for one another.
   */
  touch(cycleId: string): Promise<void>;
  /**
   * Locks the cycle once whoever has noted a change of it has committed: what a turn reads after it holds every change
   * that was noted before the lock was asked for.
   */
  lockForTurn(cycleId: string): Promise<Cycle | undefined>;
  /**
   * Notes what a turn has come to. Its `plannedAt` must have been read in a transaction of its own, before it took
   * `lockForTurn`, so that whatever was touched before is seen by the turn.
   */
  markTurn(cycleId: string, turn: Turn, mark: TurnMark): Promise<void>;
  /**
   * Open cycles in which something changed, or became due, since the last turn, and whose turn that is; also closed ones
   * with failed mails to report. Only what has waited for so many seconds by the database clock, where they are given.
   */
  needingWake(waitedSeconds?: number): Promise<readonly CycleToWake[]>;
  /** Amendments of a cycle in the order of their versions. */
  amendments(cycleId: string): Promise<readonly Amendment[]>;
  /** Adds an amendment under the next rules version and touches the cycle. */
  addAmendment(amendment: NewAmendment): Promise<Amendment>;
  /** The amendment that a request with this key made in the cycle. */
  amendmentOf(
    cycleId: string,
    actorId: string,
    idempotencyKey: string,
  ): Promise<AmendmentRequest | undefined>;
  /** Keeps the rules as they are until the transaction ends; taken before anything else. */
  holdRules(cycleId: string): Promise<void>;
  /** Waits until nobody holds the rules and keeps others from taking them until the transaction ends. */
  changeRules(cycleId: string): Promise<void>;
  /** Cycles of a province whose units are open and whose year is not closed, in the order of their ids. */
  running(provinceCode: string): Promise<readonly Cycle[]>;
  /** Cycles whose opening was recorded some seconds ago and is not done. */
  waitingToOpen(): Promise<readonly Cycle[]>;
  savePack(hash: string, pack: PolicyPack): Promise<void>;
  packOf(hash: string): Promise<PolicyPack>;
  /** Figures of the cycle that an administrator confirmed with a document, one by one or by a guidance letter, in the order of their versions. */
  confirmations(cycleId: string): Promise<readonly Confirmation[]>;
  /** Adds a confirmation under the next rules version. */
  addConfirmation(confirmation: NewConfirmation): Promise<Confirmation>;
  /** Digest of the request with this key that confirmed a figure of the cycle. */
  confirmationDigest(cycleId: string, actorId: string, idempotencyKey: string): Promise<string | undefined>;
  /** Guidance letters of a cycle in the order of their versions. */
  guidanceLetters(cycleId: string): Promise<readonly GuidanceLetter[]>;
  /** Adds a guidance letter under the next rules version and touches the cycle. */
  addGuidanceLetter(letter: NewGuidanceLetter): Promise<number>;
  /** The guidance letter that a request with this key recorded in the cycle. */
  guidanceOf(cycleId: string, actorId: string, idempotencyKey: string): Promise<GuidanceRequest | undefined>;
}

export interface CycleToWake {
  readonly cycle: Cycle;
  readonly which: readonly Turn[];
}

export type NewAmendment = Omit<Amendment, 'id' | 'version' | 'corrected'> &
  Omit<AmendmentRequest, 'version'>;

/** What follows from an amendment, as it is told to whoever asks for it. */
export type DeadlineEffect = Omit<DeadlineChangeAnswer, 'dryRun' | 'rulesVersion' | 'version'>;

/** The request that an amendment came from, by which it is known when it comes again. */
export interface AmendmentRequest {
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
  readonly effect: DeadlineEffect;
  readonly version: number;
}

/** The document that founds an assumed figure of one cycle; confirming a figure again adds another. */
export interface Confirmation extends FigureConfirmation {
  /** The cycle's rules version from this confirmation on. */
  readonly version: number;
  /** The version from which it holds no more, because another letter has taken the place of the one that it stands in. */
  readonly until?: number;
  /** Name of who confirmed. */
  readonly by: string;
  /** The cycle's own now. */
  readonly effectiveAt: string;
}

export type NewConfirmation = FigureConfirmation &
  Pick<Confirmation, 'by' | 'effectiveAt'> & {
    readonly cycleId: string;
    readonly actorId: string;
    readonly idempotencyKey: string;
    readonly bodyDigest: string;
  };

/** The letter by which the body that guides the year sets what the pack assumes (công văn hướng dẫn). */
export interface GuidanceLetter {
  /** The cycle's rules version from this letter on. */
  readonly version: number;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  /** Name of the body that issued it. */
  readonly issuer: string;
  /** Paths of the figures that it founds. */
  readonly figures: readonly string[];
  /** Version of the letter that it takes the place of. */
  readonly replaces?: number;
  /** Version of the letter that has taken its place. */
  readonly replacedBy?: number;
  /** Name of who recorded it. */
  readonly by: string;
  /** The cycle's own now. */
  readonly effectiveAt: string;
}

/** What follows from a guidance letter, as it is told to whoever records it. */
export type GuidanceEffect = Omit<GuidanceAnswer, 'dryRun' | 'rulesVersion' | 'version'>;

/** The request that a guidance letter came from, by which it is known when it comes again. */
export interface GuidanceRequest {
  readonly bodyDigest: string;
  readonly effect: GuidanceEffect;
  readonly version: number;
}

export type NewGuidanceLetter = Omit<GuidanceLetter, 'version' | 'replacedBy'> &
  Omit<GuidanceRequest, 'version'> & {
    readonly cycleId: string;
    readonly actorId: string;
    readonly idempotencyKey: string;
  };
