import type { Desk } from './desk.js';
import type { ReminderBasis } from './due-lines.js';

/** Everything that making mails of reminders looks at. */
export interface CarryScene {
  readonly basis: ReminderBasis;
  readonly desk: Desk;
  /** The cycle's now. */
  readonly now: string;
}
