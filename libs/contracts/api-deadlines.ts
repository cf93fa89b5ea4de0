import type { ManagementLevel } from '#libs/policy';
import type { DueAnswer } from './api.js';

/** GET /cycles/{id}/deadlines: the last days in force, and the documents that moved some while the cycle runs. */
export interface DeadlinesAnswer {
  readonly cycleId: string;
  /** The cycle's now. */
  readonly now: string;
  readonly items: readonly DeadlineAnswer[];
  /** In the order in which they came into force. */
  readonly amendments: readonly AmendmentAnswer[];
}

export interface DeadlineAnswer {
  readonly stage: string;
  readonly name: string;
  readonly level: ManagementLevel;
  readonly opens: string;
  readonly due: DueAnswer;
  readonly cutOff?: string | undefined;
  readonly cutOffAssumed?: boolean | undefined;
  /** Last day in the policy pack, where a document has moved it. */
  readonly originalLastDay?: string | undefined;
  /** True where no document names that day of the pack. */
  readonly originalAssumed?: boolean | undefined;
}

export interface AmendmentAnswer {
  readonly version: number;
  readonly stage: string;
  readonly name: string;
  readonly level: ManagementLevel | '*';
  readonly lastDay: string;
  readonly words: string;
  readonly number: string;
  readonly date: string;
  readonly reason: string;
  /** The cycle's own now when it came into force. */
  readonly effectiveAt: string;
}

/** POST /cycles/{id}/deadlines, and the same with `dryRun=true`, which changes nothing. */
export interface DeadlineChangeAnswer {
  readonly cycleId: string;
  readonly dryRun: boolean;
  /** Number of the amendment; in a dry run only where a request with the same key had made it before. */
  readonly version?: number | undefined;
  readonly stage: string;
  readonly name: string;
  readonly number: string;
  readonly date: string;
  readonly levels: readonly DeadlineLevelAnswer[];
  /** Subjects that have not handed the stage in. */
  readonly open: number;
  /** How many of them a reminder was sent to; each is told the new day once. */
  readonly told: number;
  readonly turnsLate: DeadlineUnitsAnswer;
  readonly noLongerLate: DeadlineUnitsAnswer;
  /** What else to know before going on, in Vietnamese. */
  readonly warnings: readonly string[];
}

/** Subjects counted, the first of them by name. */
export interface DeadlineUnitsAnswer {
  readonly count: number;
  readonly units: readonly { readonly unitId: string; readonly name: string }[];
}

export interface DeadlineLevelAnswer {
  readonly level: ManagementLevel;
  readonly before: string;
  /** True where no document names the day before. */
  readonly beforeAssumed?: boolean | undefined;
  readonly after: string;
  readonly open: number;
  /** Reminders that would have been sent from now on and are not any more. */
  readonly fallAway: readonly RungAnswer[];
  /** Reminders that are sent instead. */
  readonly come: readonly RungAnswer[];
}

export interface RungAnswer {
  /** Vietnamese name, e.g. `mốc 3 ngày`. */
  readonly name: string;
  readonly day: string;
  readonly at: string;
  /** Vietnamese: whether and why it was moved. */
  readonly reason: string;
}
