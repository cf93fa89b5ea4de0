import { CalendarError } from './calendar.error.js';
import { formatOfficialDay, weekdayName } from './words.js';
import type { IsoDate } from './zone.js';
import { addDays, isIsoDate, isoWeekday } from './zone.js';

/** A day that the week alone does not tell; `assumed` where no decision names it yet. */
export interface NamedDay {
  readonly date: IsoDate;
  readonly name: string;
  readonly assumed?: boolean;
}

/** Which days are worked, as versioned data: holidays move from year to year by decision. */
export interface WorkingDayTable {
  readonly version: string;
  /** ISO weekdays off every week, 1 = Monday … 7 = Sunday. */
  readonly weekend: readonly number[];
  /** Days off, compensation days included. */
  readonly holidays: readonly NamedDay[];
  /** Days of the weekend that are worked in exchange for another. */
  readonly workingSwaps: readonly NamedDay[];
}

/** Saturday and Sunday: offices work five days a week (Quyết định 188/1999/QĐ-TTg). */
const WEEKEND = [6, 7];

/** A day as tables of days off list it: not worked, or a day of the weekend worked in exchange for another. */
export interface ListedDay {
  readonly day: IsoDate;
  readonly kind: 'off' | 'working';
  readonly name: string;
  /** `assumed` where no decision names it yet. */
  readonly status: string;
}

/** Which days are worked by a list of days off and on. */
export const workingDayTable = (version: string, days: readonly ListedDay[]): WorkingDayTable => {
  const named = (kind: ListedDay['kind']): NamedDay[] =>
    days
      .filter((each) => each.kind === kind)
      .map(({ day, name, status }) => ({
        date: day,
        name,
        assumed: status === 'assumed' ? true : undefined,
      }));
  return { version, weekend: WEEKEND, holidays: named('off'), workingSwaps: named('working') };
};

export interface WorkingDayAnswer {
  readonly date: IsoDate;
  readonly working: boolean;
  /** Vietnamese, e.g. `Chủ nhật`, `Quốc khánh`, `ngày làm việc`. */
  readonly reason: string;
}

export interface ShiftedDay {
  readonly date: IsoDate;
  readonly moved: boolean;
  /** Vietnamese: why it moved, or `ngày làm việc` when it did not. */
  readonly reason: string;
}

// No run of days off is near this long; a table that has one is wrong.
const LONGEST_RUN_DAYS = 60;

/** Throws `CALENDAR.BAD_TABLE` naming the first fault: an impossible day, a day twice, or no day of the week left. */
export const checkWorkingDayTable = (table: WorkingDayTable): void => {
  const bad = (text: string): never => {
    throw new CalendarError('CALENDAR.BAD_TABLE', `Bảng ngày làm việc ${table.version}: ${text}.`);
  };
  if (table.weekend.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    bad('thứ trong tuần phải từ 1 đến 7');
  if (new Set(table.weekend).size > 6) bad('không còn ngày làm việc nào trong tuần');
  const seen = new Set<string>();
  for (const { date, name } of [...table.holidays, ...table.workingSwaps]) {
    if (!isIsoDate(date)) bad(`ngày “${date}” (${name}) không có`);
    if (seen.has(date)) bad(`ngày ${date} ghi hai lần`);
    seen.add(date);
  }
};

const reasonOf = ({ name, assumed }: NamedDay): string => (assumed === true ? `${name}, giả định` : name);

/** A working swap wins over the weekend, a holiday over both. Throws `CALENDAR.BAD_DATE`. */
export const isWorkingDay = (date: IsoDate, table: WorkingDayTable): WorkingDayAnswer => {
  const weekday = isoWeekday(date);
  const holiday = table.holidays.find((entry) => entry.date === date);
  if (holiday) return { date, working: false, reason: reasonOf(holiday) };
  const swap = table.workingSwaps.find((entry) => entry.date === date);
  if (swap) return { date, working: true, reason: reasonOf(swap) };
  return table.weekend.includes(weekday)
    ? { date, working: false, reason: weekdayName(date) }
    : { date, working: true, reason: 'ngày làm việc' };
};

const seek = (date: IsoDate, table: WorkingDayTable, step: 1 | -1): ShiftedDay => {
  const first = isWorkingDay(date, table);
  if (first.working) return { date, moved: false, reason: first.reason };
  for (let days = 1; days <= LONGEST_RUN_DAYS; days += 1) {
    const found = addDays(date, step * days);
    if (isWorkingDay(found, table).working) {
      return {
        date: found,
        moved: true,
        reason: `${formatOfficialDay(date)} là ngày nghỉ (${first.reason})`,
      };
    }
  }
  throw new CalendarError(
    'CALENDAR.NO_WORKING_DAY',
    `Bảng ngày làm việc ${table.version}: không có ngày làm việc nào trong ${LONGEST_RUN_DAYS} ngày kể từ ${formatOfficialDay(date)}.`,
  );
};

/** The day itself when it is worked, else the nearest worked day before it. Throws `CALENDAR.NO_WORKING_DAY`. */
export const previousWorkingDay = (date: IsoDate, table: WorkingDayTable): ShiftedDay =>
  seek(date, table, -1);

/** The day itself when it is worked, else the nearest worked day after it. Throws `CALENDAR.NO_WORKING_DAY`. */
export const nextWorkingDay = (date: IsoDate, table: WorkingDayTable): ShiftedDay => seek(date, table, 1);

/** The day that lies so many worked days before a day, which itself does not count. Throws `CALENDAR.NO_WORKING_DAY`. */
export const workingDaysBefore = (date: IsoDate, days: number, table: WorkingDayTable): IsoDate => {
  let found = date;
  for (let left = days; left > 0; left -= 1) found = previousWorkingDay(addDays(found, -1), table).date;
  return found;
};
