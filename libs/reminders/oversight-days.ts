import {
  addDays,
  dateOf,
  epochMs,
  type IsoDate,
  type IsoInstant,
  isoWeekday,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  resolvePackDay,
  toInstant,
  type WorkingDayTable,
} from '#libs/calendar';
import type { OversightRules } from '#libs/policy';
import { instantAt, quietUntil } from './hours.js';
import type { ReminderRules } from './reminders.types.js';

/** What goes out to overseers on days of its own: the list of what is late and soon due, the page of the month. */
export type OversightKind = 'list' | 'monthly';

/** The year that overseers are told of. */
export interface OversightYear {
  readonly year: number;
  /** Nothing of an earlier instant is ever sent. */
  readonly openedAt: IsoInstant;
  /** Day at whose end the cycle closes. */
  readonly endDay: IsoDate;
  /** Every last day of its rules. */
  readonly lastDays: readonly IsoDate[];
}

/** A day on which something goes out, if there is something to tell. */
export interface OversightDay {
  readonly day: IsoDate;
  readonly at: IsoInstant;
  readonly kinds: readonly OversightKind[];
}

/** What one look at the days sends. */
export interface OversightTurn {
  readonly send: readonly OversightKind[];
  /** Next instant to look again at; absent when nothing is left. */
  readonly nextAt?: IsoInstant;
  /** True when something is due and waits for `nextAt`: the next look must be from the same instant again. */
  readonly held: boolean;
}

const WEEK = 7;

/** The days of a year on which overseers are told, in their order. Throws the calendar's errors. */
export function oversightDays(
  rules: OversightRules,
  cycle: OversightYear,
  table: WorkingDayTable,
): readonly OversightDay[] {
  const days = new Map<IsoDate, Set<OversightKind>>();
  const from = dateOf(cycle.openedAt);
  const add = (kind: OversightKind, day: IsoDate): void => {
    if (day < from || day > cycle.endDay) return;
    days.set(day, (days.get(day) ?? new Set()).add(kind));
  };
  for (const day of listDays(rules, from, cycle, table)) add('list', day);
  for (const day of monthDays(from, cycle.endDay, table)) add('monthly', day);
  return [...days]
    .map(
      ([day, kinds]): OversightDay => ({ day, at: instantAt(day, rules.sendAt), kinds: [...kinds].sort() }),
    )
    .filter(({ at }) => epochMs(at) >= epochMs(cycle.openedAt))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

function listDays(
  { lists: { weekday, season, daysBeforeLast } }: OversightRules,
  from: IsoDate,
  { year, endDay, lastDays }: OversightYear,
  table: WorkingDayTable,
): readonly IsoDate[] {
  const weekly: IsoDate[] = [];
  const first = addDays(from, (weekday - isoWeekday(from) + WEEK) % WEEK);
  // The week's day before the opening may be moved behind it.
  for (let day = addDays(first, -WEEK); day <= endDay; day = addDays(day, WEEK))
    weekly.push(nextWorkingDay(day, table).date);
  const daily: IsoDate[] = [];
  const end = resolvePackDay(season.to, year);
  for (let day = resolvePackDay(season.from, year); day <= end; day = addDays(day, 1))
    if (isWorkingDay(day, table).working) daily.push(day);
  const before = lastDays.flatMap((lastDay) => {
    const found: IsoDate[] = [];
    for (let day = lastDay; found.length < daysBeforeLast; )
      found.push((day = previousWorkingDay(addDays(day, -1), table).date));
    return found;
  });
  return [...weekly, ...daily, ...before];
}

/** The first working day of each month. */
function monthDays(from: IsoDate, endDay: IsoDate, table: WorkingDayTable): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first <= endDay; first = `${addDays(first, 31).slice(0, 7)}-01`)
    days.push(nextWorkingDay(first, table).date);
  return days;
}

/** Last day that counts as falling due soon on `today`: so many working days on. Throws `CALENDAR.NO_WORKING_DAY`. */
export function lastDayAhead(
  { lists: { workingDaysAhead } }: OversightRules,
  today: IsoDate,
  table: WorkingDayTable,
): IsoDate {
  let day = today;
  for (let left = workingDaysAhead; left > 0; left -= 1) day = nextWorkingDay(addDays(day, 1), table).date;
  return day;
}

/** A last day at which somebody still stands. */
export interface OpenLine {
  readonly dueDay: IsoDate;
  /** Last day on which the act is still accepted, grace included; absent where it always is. */
  readonly cutOffDay?: IsoDate;
  /** Whether an office acts at it, so that what it waits for decides when it is owed. */
  readonly ofOffice: boolean;
}

type Phase = 'none' | 'soon' | 'late' | 'over';

const phaseOn = ({ dueDay, cutOffDay }: OpenLine, day: IsoDate, ahead: IsoDate): Phase => {
  if (cutOffDay !== undefined && cutOffDay < day) return 'over';
  if (dueDay < day) return 'late';
  return dueDay <= ahead ? 'soon' : 'none';
};

/**
 * Whether a list of that day may hold what the list day before it did not: in the season always, else where a last day has come
 * near, passed or closed since, where an office owes something, or where something was changed (`isChanged`).
 */
function mayTellMore(
  days: readonly OversightDay[],
  { day, at }: OversightDay,
  { rules, year, open, isChanged }: OversightLook,
  table: WorkingDayTable,
): boolean {
  const { from, to } = rules.lists.season;
  if (isChanged || (day >= resolvePackDay(from, year) && day <= resolvePackDay(to, year))) return true;
  const before = days.findLast((each) => each.at < at && each.kinds.includes('list'))?.day;
  const ahead = lastDayAhead(rules, day, table);
  const aheadBefore = before === undefined ? '' : lastDayAhead(rules, before, table);
  return open.some((line) => {
    const phase = phaseOn(line, day, ahead);
    if (line.ofOffice && (phase === 'soon' || phase === 'late')) return true;
    return phase !== (before === undefined ? 'none' : phaseOn(line, before, aheadBefore));
  });
}

/** What a look at the days of overseers goes by. */
export interface OversightLook {
  readonly rules: OversightRules;
  readonly year: number;
  /** Everything that somebody may still owe. */
  readonly open: readonly OpenLine[];
  /** Whether something was set waiting again, or rules were changed, since the last list. */
  readonly isChanged: boolean;
  /** Up to when was looked before. */
  readonly since: IsoInstant;
  readonly now: IsoInstant;
}

/**
 * What is due after `since` and up to `now`, each kind once however many of its days have passed; in the quiet hours and on
 * days off it waits for the next hour at which overseers are told. Days on which no list can hold anything new are passed over.
 */
export function oversightTurn(
  days: readonly OversightDay[],
  look: OversightLook,
  reminders: Pick<ReminderRules, 'quiet'>,
  table: WorkingDayTable,
): OversightTurn {
  const [from, to] = [look.since, look.now].map((instant) => toInstant(epochMs(instant))) as [string, string];
  const kindsOf = (day: OversightDay): readonly OversightKind[] =>
    day.kinds.filter((kind) => kind !== 'list' || mayTellMore(days, day, look, table));
  const send = [
    ...new Set(days.filter(({ at }) => at > from && at <= to).flatMap((day) => kindsOf(day))),
  ].sort();
  if (send.length > 0 && !isTellingTime(reminders, table, to))
    return { send: [], nextAt: nextTelling(look.rules, to, table), held: true };
  const next = days.find((day) => day.at > to && kindsOf(day).length > 0);
  return { send, nextAt: next?.at, held: false };
}

/** Whether mail to overseers may go out: on a working day outside the quiet hours. */
export function isTellingTime(
  reminders: Pick<ReminderRules, 'quiet'>,
  table: WorkingDayTable,
  now: IsoInstant,
): boolean {
  return quietUntil(now, reminders) === undefined && isWorkingDay(dateOf(now), table).working;
}

/** The next hour after `now` at which overseers are told of what has come up. */
export function nextTelling(
  { sendAt }: Pick<OversightRules, 'sendAt'>,
  now: IsoInstant,
  table: WorkingDayTable,
): IsoInstant {
  const today = dateOf(now);
  const at = instantAt(nextWorkingDay(today, table).date, sendAt);
  return at > toInstant(epochMs(now)) ? at : instantAt(nextWorkingDay(addDays(today, 1), table).date, sendAt);
}
