import { CalendarError } from './calendar.error.js';
import type { IsoDate } from './zone.js';
import { isIsoDate } from './zone.js';

const YEARLY = /^(?:([+-]1)\/)?((\d{2})-(\d{2}))$/;

/** True for the three forms a policy pack may use, whether or not the day exists in a given year. */
export const isPackDay = (day: string): boolean =>
  isIsoDate(day) || (YEARLY.test(day) && isIsoDate(`2024-${day.slice(-5)}`));

/** True for a one-off day, `YYYY-MM-DD`. */
export const isOneOff = (day: string): boolean => isIsoDate(day);

/**
 * The day of a policy pack in a cycle's year: `MM-DD` in it, `-1/MM-DD` the year before, `+1/MM-DD` the year after,
 * `YYYY-MM-DD` as it stands. 29/02 is not moved to a neighbour in an ordinary year: `CALENDAR.NO_SUCH_DAY`.
 * Throws `CALENDAR.BAD_PACK_DAY` for any other text.
 */
export const resolvePackDay = (day: string, year: number): IsoDate => {
  if (isOneOff(day)) return day;
  const match = YEARLY.exec(day);
  if (!match || !isPackDay(day)) {
    throw new CalendarError(
      'CALENDAR.BAD_PACK_DAY',
      `Ngày “${day}” không đọc được; cần “TT-NN”, “-1/TT-NN”, “+1/TT-NN” hoặc “NNNN-TT-NN”.`,
    );
  }
  const date = `${String(year + Number(match[1] ?? 0)).padStart(4, '0')}-${match[2]}`;
  if (!isIsoDate(date))
    throw new CalendarError(
      'CALENDAR.NO_SUCH_DAY',
      `Ngày “${day}” không có trong năm ${year + Number(match[1] ?? 0)}.`,
    );
  return date;
};
