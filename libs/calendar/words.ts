import type { IsoDate, IsoInstant } from './zone.js';
import { dateOf, epochMs, isoWeekday, partsOf, startOfDay } from './zone.js';

const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** `Thứ Hai` … `Chủ nhật`. Throws `CALENDAR.BAD_DATE`. */
export const weekdayName = (date: IsoDate): string => WEEKDAYS[isoWeekday(date) - 1] as string;

/** `dd/MM/yyyy`, for tables. Throws `CALENDAR.BAD_DATE`. */
export const formatDay = (date: IsoDate): string => {
  const { year, month, day } = partsOf(date);
  return `${two(day)}/${two(month)}/${year}`;
};

/**
 * As an official document writes a date: a zero before days under 10 and before months 1 and 2 only
 * (24/8/2025, 04/11/2026, 28/02/2027; Nghị định 30/2020/NĐ-CP). Throws `CALENDAR.BAD_DATE`.
 */
export const formatOfficialDay = (date: IsoDate): string => {
  const { year, month, day } = partsOf(date);
  return `${two(day)}/${month < 3 ? two(month) : month}/${year}`;
};

/** How a last day is told to people: `hết ngày 24/8/2025 (Chủ nhật)`. Throws `CALENDAR.BAD_DATE`. */
export const lastDayPhrase = (date: IsoDate): string =>
  `hết ngày ${formatOfficialDay(date)} (${weekdayName(date)})`;

/** "08:31 ngày 28/10/2026": an instant as people in Vietnam read their clocks. */
export const formatInstant = (instant: IsoInstant): string => {
  const date = dateOf(instant);
  const minutes = Math.floor((epochMs(instant) - epochMs(startOfDay(date))) / 60_000);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)} ngày ${formatDay(date)}`;
};
