import type { IsoDate, IsoInstant } from '#libs/calendar';
import { addDays, dateOf, epochMs, startOfDay, toInstant } from '#libs/calendar';
import type { ReminderRules } from './reminders.types.js';

const MINUTE_MS = 60_000;

const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
};

/** The instant at which the clocks of Asia/Ho_Chi_Minh show `time` (HH:MM) on that day. Throws `CALENDAR.BAD_DATE`. */
export const instantAt = (day: IsoDate, time: string): IsoInstant =>
  toInstant(epochMs(startOfDay(day)) + minutesOf(time) * MINUTE_MS);

/**
 * End of the quiet hours that `now` lies in; undefined outside of them. The hours are half-open and may pass midnight;
 * equal hours are no quiet at all. Throws `CALENDAR.BAD_INSTANT`.
 */
export const quietUntil = (
  now: IsoInstant,
  { quiet: { from, to } }: Pick<ReminderRules, 'quiet'>,
): IsoInstant | undefined => {
  const today = dateOf(now);
  const at = (epochMs(now) - epochMs(startOfDay(today))) / MINUTE_MS;
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start <= end) return at >= start && at < end ? instantAt(today, to) : undefined;
  if (at >= start) return instantAt(addDays(today, 1), to);
  return at < end ? instantAt(today, to) : undefined;
};
