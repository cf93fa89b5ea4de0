import type { ResolvedStage } from '#libs/policy';
import type { Office } from '../units/units.port.js';
import type { Receiver } from './desk.js';
import type { FirstStep } from './obstacle.js';
import type { AddressedYear } from './reminders.port.js';

/** What is told first. */
export const STATES = [
  'closing',
  'notSubmitted',
  'overdue',
  'pastSuggested',
  'returned',
  'due',
  'opens',
] as const;

/**
 * How one thing stands on the day of a mail; past a day that no document sets it is not overdue. `closing`: its cut-off is near;
 * `notSubmitted`: that has passed.
 */
export type ItemState = (typeof STATES)[number];

/** One thing to be done by a last day, as one reminder speaks of it. */
export interface DigestItem {
  readonly stage: ResolvedStage;
  readonly dueDay: string;
  readonly subject: AddressedYear;
  /** Name of whoever acts. */
  readonly addressee: string;
  /** Whether it is told as an opening notice. */
  readonly opening?: boolean;
  /** Whether it is told because its cut-off is near. */
  readonly closing?: boolean;
  /** Whether it is told because its cut-off has passed. */
  readonly closed?: boolean;
  /** What its subject must do before. */
  readonly first?: FirstStep;
  /** Whether it is told to an office that only supervises. */
  readonly overseen?: boolean;
  /** Where the paper goes, of what is handed in. */
  readonly receiver?: Receiver;
}

/** Everything that one mail says. */
export interface DigestContent {
  /** What its reminders are about. */
  readonly items: readonly DigestItem[];
  /** What else is open at the same address. */
  readonly others: readonly DigestItem[];
  /** The office that answers. */
  readonly office?: Office;
  /** Whether it goes to the head of the unit, at a mailbox of the head's own. */
  readonly toHead?: boolean;
}

/** One stage and last day, with everybody for whom it is still open. */
export interface Group {
  readonly stage: ResolvedStage;
  readonly dueDay: string;
  readonly state: ItemState;
  /** Whether their papers went back to them. */
  readonly returned: boolean;
  /** Whether it is told to an office that only supervises: it has nothing to hand in. */
  readonly overseen: boolean;
  readonly subjects: readonly AddressedYear[];
  readonly receiver?: Receiver;
  /** What they must do before. */
  readonly first?: FirstStep;
}
