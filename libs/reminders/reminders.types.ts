import type { IsoDate, IsoInstant } from '#libs/calendar';
import type { PolicyPack } from '#libs/policy';

/** When reminders go out, as a pack says it. */
export type ReminderRules = PolicyPack['reminders'];

/** What a ladder hangs on. Units with the same line have the same ladder, so it is worked out once for all of them. */
export interface DueLine {
  readonly opensDay: IsoDate;
  /** Last day in time, grace included. */
  readonly lastDay: IsoDate;
  /** Last day on which the act is still accepted, grace included; absent where it is accepted until the close. */
  readonly cutOffDay?: IsoDate;
  /** The earlier cut-off of another step with which its own is told of; absent where it is told of by itself. */
  readonly closesWithDay?: IsoDate;
  /** Whether it is only asked for: of a day that has passed nobody is reminded. */
  readonly isOnlyAsked?: boolean;
  /** Day on which the cycle closes. */
  readonly endDay: IsoDate;
  /** When the cycle was opened: nothing of an earlier instant is ever sent. */
  readonly openedAt: IsoInstant;
}

/**
 * `opens`, `before-30` … `before-1`, `last-day`, `after-1` … `after-14`, `after-21` …; `closing-7`, `closing-1` before a cut-off and
 * `closed` after it; `extra-2026-03-10` beside the ladder.
 */
export type RungKey = string;

/** Whom of a unit a reminder goes to, as a pack says it. */
export type Recipient = Pick<ReminderRules['recipients'][number], 'key' | 'only'>;

/** One reminder of a ladder. */
export interface Rung {
  readonly key: RungKey;
  /** The day the rules name. */
  readonly nominalDay: IsoDate;
  /** The working day it goes out on. */
  readonly sendDay: IsoDate;
  readonly sendAt: IsoInstant;
  /** Vietnamese: whether and why it was moved, and what it stands for besides itself. */
  readonly reason: string;
  /** Every rung that this one mail stands for, itself included, in the order of the ladder. */
  readonly covers: readonly RungKey[];
  readonly overdue: boolean;
  /** Whom of a unit it goes to, in the order of the pack, of all the rungs that it stands for. */
  readonly to: readonly Recipient[];
}

/** A rung that is never sent. `reason` is Vietnamese. */
export interface DroppedRung {
  readonly key: RungKey;
  readonly nominalDay: IsoDate;
  readonly reason: string;
}

export interface Ladder {
  /** In the order of their days, never two on one. */
  readonly rungs: readonly Rung[];
  readonly dropped: readonly DroppedRung[];
}

/** What was acted on already, and what it is now. */
export interface TurnWindow {
  /** Instant up to which, inclusive, an earlier turn has acted; absent at the first turn. */
  readonly since?: IsoInstant;
  readonly now: IsoInstant;
}

export interface SupersededRung {
  readonly rung: Rung;
  /** Vietnamese: why it is not sent any more. */
  readonly reason: string;
}

export interface Turn {
  readonly send?: Rung;
  readonly superseded: readonly SupersededRung[];
  /** Next instant to look again at; absent when nothing is left. */
  readonly nextAt?: IsoInstant;
  /** True when something is due and waits for a later instant: the next turn must look from the same `since` again. */
  readonly held: boolean;
}
