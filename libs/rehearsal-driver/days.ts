import {
  addDays,
  epochMs,
  type IsoDate,
  type IsoInstant,
  isoWeekday,
  startOfDay,
  toInstant,
} from '#libs/calendar';
import type { Draw } from './draw.js';

/** Hours of the office at which people act; on a last day they act at its end. */
const MORNING = 9;
const AFTERNOON = 15;
export const LAST_HOUR = 16;
const HOUR_MS = 3_600_000;
const SATURDAY = 6;

export const atHour = (day: IsoDate, hour: number): IsoInstant =>
  toInstant(epochMs(startOfDay(day)) + hour * HOUR_MS);

const isWeekday = (day: IsoDate) => isoWeekday(day) < SATURDAY;

/** Monday to Friday from `from` to `to`, both included. */
export function weekdays(from: IsoDate, to: IsoDate): IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWeekday(day)) days.push(day);
  return days;
}

/** The `count`th weekday after the day. */
export function weekdayAfter(day: IsoDate, count = 1): IsoDate {
  let found = day;
  for (let left = count; left > 0; ) {
    found = addDays(found, 1);
    if (isWeekday(found)) left -= 1;
  }
  return found;
}

/** An office hour of the day. */
export const officeHour = (draw: Draw, day: IsoDate): IsoInstant =>
  atHour(day, draw.chance(50) ? MORNING : AFTERNOON);

/** An office hour of a weekday of the span; where it has none, of its first day. */
export function officeTime(draw: Draw, from: IsoDate, to: IsoDate): IsoInstant {
  const days = weekdays(from, to);
  return officeHour(draw, days.length === 0 ? from : draw.pick(days));
}

export const laterOf = <T extends string>(a: T, b: T): T => (a > b ? a : b);
export const earlierOf = <T extends string>(a: T, b: T): T => (a < b ? a : b);
