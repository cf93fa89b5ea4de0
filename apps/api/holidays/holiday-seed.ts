import Holidays from 'date-holidays';
import type { HolidayDay } from '#libs/application';
import { addDays, isoWeekday } from '#libs/calendar';
import rules from './holiday-rules.json' with { type: 'json' };

type Rule = Pick<HolidayDay, 'source' | 'status'>;

/**
 * The days off of a year by the statute and the lunar calendar, with what the public tables leave out: the whole of Tết,
 * the second day of Quốc khánh, the days in lieu of a holiday on a weekend, and the planned 24/11. Days that only a
 * yearly decision can name (swaps above all) are not among them; people add them.
 *
 * @param year a year of the Gregorian calendar
 */
export function holidaySeed(year: number): readonly HolidayDay[] {
  const days = new Map<string, HolidayDay>();
  const add = (day: string, name: string, { source, status }: Rule) => {
    if (!days.has(day) && day.startsWith(`${year}-`))
      days.set(day, { day, kind: 'off', name, source, status });
  };
  const names: Readonly<Record<string, string>> = rules.statutory.names;
  const lunar: Readonly<Record<string, readonly { readonly offset: number; readonly name: string }[]>> =
    rules.lunar.names;
  for (const { date, rule } of new Holidays('VN').getHolidays(year)) {
    const day = date.slice(0, 10);
    const name = names[rule];
    if (name !== undefined) add(day, name, rules.statutory as Rule);
    for (const { offset, name: named } of lunar[rule] ?? [])
      add(addDays(day, offset), named, rules.lunar as Rule);
  }
  const { adjacent, compensation, planned } = rules;
  add(neighbourOf(`${year}-${adjacent.to}`), adjacent.name, adjacent as Rule);
  for (const each of planned) if (year >= each.fromYear) add(`${year}-${each.day}`, each.name, each as Rule);
  for (const { day, name } of [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    if (isWeekend(day)) add(nextFree(day, days), `${compensation.name} ${name}`, compensation as Rule);
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const isWeekend = (day: string): boolean => isoWeekday(day) > 5;

/** The worked day beside a holiday that makes the longer rest: the one after it only before a weekend. */
function neighbourOf(day: string): string {
  const [before, after] = [addDays(day, -1), addDays(day, 1)];
  return isWeekend(before) || isWeekend(addDays(day, 2)) ? after : before;
}

function nextFree(day: string, days: ReadonlyMap<string, HolidayDay>): string {
  let free = addDays(day, 1);
  while (isWeekend(free) || days.has(free)) free = addDays(free, 1);
  return free;
}
