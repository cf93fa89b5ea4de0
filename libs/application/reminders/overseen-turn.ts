import type { ResolvedStage } from '#libs/policy';
import type { OverseerTurnMark } from '../oversight/oversight.port.js';
import type { Desk } from './desk.js';
import type { ReminderBasis } from './due-lines.js';
import type { OpenDay } from './reminders.port.js';

/** What a turn of the reminders knows when it comes to those who answer for others. */
export interface OverseenTurn {
  readonly basis: ReminderBasis;
  readonly desk: Desk;
  /** The cycle's now. */
  readonly now: string;
  /** The database clock, read before the cycle was looked at. */
  readonly plannedAt: string;
  readonly mark: OverseerTurnMark;
  /** Every last day that somebody stands at. */
  readonly dues: readonly { readonly stage: ResolvedStage; readonly day: Pick<OpenDay, 'dueDay'> }[];
}

/** Tells those who answer for others, as a part of each turn of the reminders. */
export interface OverseersTold {
  /**
   * @param onPage told after each page of mails
   * @returns the next instant to look again at; undefined when there is none
   */
  tell(turn: OverseenTurn, onPage: () => void): Promise<string | undefined>;
}
