import type { IsoDate, IsoInstant } from './zone.js';
import { addDays, epochMs, startOfDay, toInstant } from './zone.js';

/** `before` excludes the day named ("trước ngày X"), `by` includes it ("hết ngày X"). */
export interface Deadline {
  readonly operator: 'before' | 'by';
  readonly date: IsoDate;
}

/** Last day in time: the day before X for `before`, X itself for `by`. Throws `CALENDAR.BAD_DATE`. */
export const lastDay = ({ operator, date }: Deadline): IsoDate =>
  addDays(date, operator === 'before' ? -1 : 0);

/** First late instant: 00:00 in Asia/Ho_Chi_Minh of the day after the last day. Throws `CALENDAR.BAD_DATE`. */
export const lateFrom = (deadline: Deadline): IsoInstant => startOfDay(addDays(lastDay(deadline), 1));

/** Last millisecond in time. For display; compare with {@link isLate}. Throws `CALENDAR.BAD_DATE`. */
export const lastMoment = (deadline: Deadline): IsoInstant => toInstant(epochMs(lateFrom(deadline)) - 1);

/** Half-open: in time before {@link lateFrom}, late from it on. Throws `CALENDAR.BAD_INSTANT`, `CALENDAR.BAD_DATE`. */
export const isLate = (instant: IsoInstant, deadline: Deadline): boolean =>
  epochMs(instant) >= epochMs(lateFrom(deadline));
