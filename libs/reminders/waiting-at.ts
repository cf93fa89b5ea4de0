import { type IsoDate, type IsoInstant, previousWorkingDay, type WorkingDayTable } from '#libs/calendar';
import { instantAt } from './hours.js';
import type { ReminderRules } from './reminders.types.js';

/**
 * When whoever lets a step wait is told once more: on its last working day, at the hour of the pack. The head is told that a draft
 * still waits, the supervising office that nobody has answered a request for more time. Throws `CALENDAR.NO_WORKING_DAY`.
 *
 * @param lastDay last day of the step, grace included
 */
export const waitingAt = (
  lastDay: IsoDate,
  rules: Pick<ReminderRules, 'waitingAt'>,
  table: WorkingDayTable,
): IsoInstant => instantAt(previousWorkingDay(lastDay, table).date, rules.waitingAt);
