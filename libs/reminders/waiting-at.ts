import {
  addDays,
  dateOf,
  type IsoDate,
  type IsoInstant,
  nextWorkingDay,
  previousWorkingDay,
  type WorkingDayTable,
} from '#libs/calendar';
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

/**
 * When the supervising office is told that nobody has answered a request: at `waitingAt` of the step, or, of a request that was asked
 * later, at that hour of the next working day, so that whoever is to answer has had the time for it. Throws `CALENDAR.NO_WORKING_DAY`.
 *
 * @param lastDay last day of the step, grace included
 */
export function unansweredAt(
  lastDay: IsoDate,
  askedAt: IsoInstant,
  rules: Pick<ReminderRules, 'waitingAt'>,
  table: WorkingDayTable,
): IsoInstant {
  const at = waitingAt(lastDay, rules, table);
  if (at > askedAt) return at;
  return instantAt(nextWorkingDay(addDays(dateOf(askedAt), 1), table).date, rules.waitingAt);
}
