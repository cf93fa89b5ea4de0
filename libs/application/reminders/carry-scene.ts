import type { Desk } from './desk.js';
import type { ReminderBasis } from './due-lines.js';
import type { Ladders } from './ladders.js';

/** Everything that making mails of reminders looks at. */
export interface CarryScene {
  readonly basis: ReminderBasis;
  readonly desk: Desk;
  readonly ladders: Ladders;
  /** The cycle's now. */
  readonly now: string;
}
