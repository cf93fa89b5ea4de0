import { IANAZone } from 'luxon';
import { CalendarError } from './calendar.error.js';

/** The one zone in which every deadline of the product is read. */
export const ZONE = 'Asia/Ho_Chi_Minh';

/** A calendar day, `YYYY-MM-DD`, in {@link ZONE}. */
export type IsoDate = string;

/** An instant as ISO 8601 with a zone. What this library returns is UTC with milliseconds: `2025-08-24T17:00:00.000Z`. */
export type IsoInstant = string;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// Earlier years had other offsets and are outside the use of the system.
const FIRST_YEAR = 1976;
const LAST_YEAR = 9998;

const zone = IANAZone.create(ZONE);

/** By hour since 1970: the zone's own answer takes longer than all other work on a day, and ladders ask for the same days. */
const offsets = new Map<number, number>();

const offsetMs = (utcMs: number): number => {
  const hour = Math.floor(utcMs / HOUR_MS);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const offset = zone.offset(utcMs) * 60_000;
  offsets.set(hour, offset);
  return offset;
};

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)$/;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Number of days of a month; `month` is 1–12. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const dateParts = (date: string): { year: number; month: number; day: number } | undefined => {
  const match = DATE.exec(date);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return undefined;
  return day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : undefined;
};

/** True for an existing day of the years 1976–9998 written `YYYY-MM-DD`; `2025-02-29` is false. */
export const isIsoDate = (value: string): boolean => dateParts(value) !== undefined;

/** Year, month (1–12) and day. Throws `CALENDAR.BAD_DATE`. */
export const partsOf = (date: IsoDate): { year: number; month: number; day: number } => {
  const parts = dateParts(date);
  if (!parts) {
    throw new CalendarError(
      'CALENDAR.BAD_DATE',
      `Ngày “${date}” không có hoặc không viết theo dạng NNNN-TT-NN (ví dụ 2025-08-24).`,
    );
  }
  return parts;
};

/** Milliseconds of the day's 00:00 as if the zone were UTC: a number to count days with, not an instant. */
export const dayNumber = (date: IsoDate): number => {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day) / DAY_MS;
};

export const fromDayNumber = (days: number): IsoDate => {
  const text = new Date(days * DAY_MS).toISOString().slice(0, 10);
  partsOf(text);
  return text;
};

/**
 * Milliseconds since the epoch. The text must carry `Z` or an offset, for without one the host's zone would decide.
 * Digits beyond the millisecond are cut off. Throws `CALENDAR.BAD_INSTANT`.
 */
export const epochMs = (instant: IsoInstant): number => {
  const match = INSTANT.exec(instant);
  if (!match?.[1] || !isIsoDate(match[1])) {
    throw new CalendarError(
      'CALENDAR.BAD_INSTANT',
      `Thời điểm “${instant}” không đọc được; cần dạng ISO 8601 có múi giờ (ví dụ 2025-08-24T23:59:59.999+07:00).`,
    );
  }
  const sign = match[6]?.startsWith('-') ? -1 : 1;
  const digits = match[6] === 'Z' ? '0000' : (match[6] ?? '').slice(1).replace(':', '');
  const shiftMinutes = sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
  return (
    dayNumber(match[1]) * DAY_MS +
    Number(match[2]) * 3_600_000 +
    (Number(match[3]) - shiftMinutes) * 60_000 +
    Number(match[4] ?? 0) * 1000 +
    Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'))
  );
};

/** UTC text with milliseconds. */
export const toInstant = (ms: number): IsoInstant => new Date(ms).toISOString();

/** 00:00 of the day in {@link ZONE}, as a UTC instant. Throws `CALENDAR.BAD_DATE`. */
export const startOfDay = (date: IsoDate): IsoInstant => {
  const wallClock = dayNumber(date) * DAY_MS;
  return toInstant(wallClock - offsetMs(wallClock - offsetMs(wallClock)));
};

/** The day in {@link ZONE} on which the instant falls. Throws `CALENDAR.BAD_INSTANT`. */
export const dateOf = (instant: IsoInstant): IsoDate => {
  const ms = epochMs(instant);
  return fromDayNumber(Math.floor((ms + offsetMs(ms)) / DAY_MS));
};

/** The day `days` later (earlier when negative). Throws `CALENDAR.BAD_DATE`. */
export const addDays = (date: IsoDate, days: number): IsoDate => {
  if (!Number.isInteger(days))
    throw new CalendarError('CALENDAR.BAD_DATE', `Số ngày “${days}” phải là số nguyên.`);
  return fromDayNumber(dayNumber(date) + days);
};

/** Days from `from` to `to`; negative when `to` is earlier, 0 on the same day. Throws `CALENDAR.BAD_DATE`. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayNumber(to) - dayNumber(from);

/** ISO weekday, 1 = Monday … 7 = Sunday. Throws `CALENDAR.BAD_DATE`. */
export const isoWeekday = (date: IsoDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
