import type { RefusedAct, RehearsalReport } from '#libs/contracts/http';
import type { RefusalCode } from '#libs/refusals';

/** How a rehearsed year is to be lived. */
export interface YearOrder {
  /** The same seed draws the same year. */
  readonly seed: number;
  /** Real milliseconds that a day takes at least; 0 for no pause. */
  readonly dayMs: number;
  /** Goes on past an act that is refused although it was drawn to be sound. */
  readonly keepGoing: boolean;
}

/** Why a year stopped by itself: a refusal of the catalogue with its parameters. */
export interface YearProblem {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** How far the acts of the population are. */
export interface YearProgress {
  readonly done: number;
  readonly total: number;
  /** Everything that was refused so far, in the order of the instants. */
  readonly refused: readonly RefusedAct[];
}

/** How a year came to its end. */
export type YearEnd =
  | { readonly state: 'ended'; readonly report: RehearsalReport }
  | { readonly state: 'stopped'; readonly problem: YearProblem };

/** The one year that the system itself lives in a rehearsal; instants are ISO 8601 by the database clock. */
export interface RehearsedYear extends YearOrder {
  readonly state: 'running' | 'ended' | 'stopped';
  readonly startedAt: string;
  readonly endedAt?: string;
  /** When a try last told its progress, or a later one began. */
  readonly toldAt?: string;
  /** Absent before the first act. */
  readonly acts?: { readonly done: number; readonly total: number };
  readonly refused: readonly RefusedAct[];
  /** Absent where it stopped because somebody asked. */
  readonly problem?: YearProblem;
  readonly report?: RehearsalReport;
}

/**
 * Keeps the order and how far it is. Each try at living the year has an epoch of its own: once a later try has begun, or the
 * year was stopped, what an earlier one says counts for nothing.
 */
export interface RehearsedYearRecords {
  find(cycleId: string): Promise<RehearsedYear | undefined>;
  /** The year runs, by this order; what was refused in it before is kept. */
  start(cycleId: string, order: YearOrder): Promise<void>;
  /**
   * A try begins, and begins with these refusals.
   *
   * @returns its epoch
   */
  begin(cycleId: string, refused: readonly RefusedAct[]): Promise<number>;
  /** @returns false where the epoch is over */
  tell(cycleId: string, epoch: number, progress: YearProgress): Promise<boolean>;
  /** @returns false where the epoch is over */
  end(cycleId: string, epoch: number, end: YearEnd): Promise<boolean>;
  /** Stopped because somebody asked. */
  stop(cycleId: string): Promise<void>;
}
