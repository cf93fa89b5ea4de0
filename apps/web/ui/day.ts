import { dateOf } from './zone.js';

const NUMBER = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 });

/** `1.156`, `69,25`. */
export const numberText = (value: number): string => NUMBER.format(value);

/** `24/08/2026` of a day `2026-08-24`. */
export const dayText = (day: string): string => day.split('-').reverse().join('/');

/** The day that somebody has typed as `24/8/2026` or `24/08/2026`; undefined where there is none such. */
export function readDay(typed: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(typed) ?? [];
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== text ? undefined : text;
}

/** `31/08`; with the year where it is another than the cycle's. */
export function shortDay(day: string, year: number): string {
  const text = dayText(day);
  return text.endsWith(`/${year}`) ? text.slice(0, 5) : text;
}

/** The day of an instant in Vietnam. */
export const dayOf = (instant: string): string => dateOf(new Date(instant));

const TIME = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** `08:31:07` in Vietnam. */
export const timeText = (instant: string | Date): string => TIME.format(new Date(instant));

/** `28/10/2026 08:31`. */
export const instantText = (instant: string): string =>
  `${dayText(dayOf(instant))} ${timeText(instant).slice(0, 5)}`;

const DAY_MS = 86_400_000;

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** The day so many days after another. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
