import type { RemindersCarried, RemindersTurn } from '../payloads/area-reminders.js';
import type { AreaYearInput } from '../payloads/area-year.js';

/** Activities of `areaReminders`; each does what is left to do, so repeating one changes nothing. */
export interface ReminderActivities {
  /** Writes down whom to remind of what at the cycle's now; `carry` tells whether mails are to be made of it. */
  planReminders(input: AreaYearInput): Promise<RemindersTurn>;
  /** Makes messages of planned reminders, page by page; heartbeats. */
  carryReminders(input: AreaYearInput): Promise<RemindersCarried>;
}
