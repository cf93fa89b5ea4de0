import type { OversightRules } from '#libs/policy';
import type { Desk } from '../reminders/desk.js';
import type { ReminderBasis } from '../reminders/due-lines.js';

/** Everything that the mails of overseers are drawn up from. */
export interface OversightScene {
  readonly rules: OversightRules;
  readonly basis: ReminderBasis;
  readonly desk: Desk;
  /** The cycle's now. */
  readonly now: string;
  /** Its day in Vietnam, YYYY-MM-DD. */
  readonly today: string;
}
