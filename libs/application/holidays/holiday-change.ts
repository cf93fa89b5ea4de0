import type { HolidayChangeAnswer, HolidayDayAnswer } from '#libs/contracts';
import type { HolidayDay, HolidayVersion } from './holidays.port.js';

/** The days of one year before and after an edit. */
export interface YearChange {
  readonly year: number;
  readonly before: HolidayVersion | undefined;
  readonly after: readonly HolidayDay[];
}

/** What an edit asks for. */
export type HolidayEdit =
  /** These days, in addition to what stands or instead of what stands at the same day. */
  | { readonly act: 'set' | 'import'; readonly days: readonly HolidayDay[] }
  | { readonly act: 'remove'; readonly day: string }
  /** A year begun anew with these days. */
  | { readonly act: 'seed'; readonly year: number; readonly days: readonly HolidayDay[] };

/** The years whose days an edit changes; none where everything stands already. */
export function yearChanges(inForce: readonly HolidayVersion[], edit: HolidayEdit): readonly YearChange[] {
  const years = new Set(edit.act === 'seed' ? [edit.year] : daysOf(edit).map(yearOf));
  return [...years]
    .sort((a, b) => a - b)
    .map((year): YearChange => {
      const before = inForce.find((version) => version.year === year);
      return { year, before, after: edited(before?.days ?? [], edit, year) };
    })
    .filter(({ before, after }) => JSON.stringify(before?.days.map(plain) ?? []) !== JSON.stringify(after));
}

function edited(days: readonly HolidayDay[], edit: HolidayEdit, year: number): readonly HolidayDay[] {
  if (edit.act === 'seed') return inOrder(edit.days);
  if (edit.act === 'remove') return inOrder(days.filter(({ day }) => day !== edit.day));
  const own = edit.days.filter((each) => yearOf(each.day) === year);
  return inOrder([...days.filter(({ day }) => own.every((each) => each.day !== day)), ...own]);
}

/** Which days come, go and are told differently. */
export function dayChanges(
  changes: readonly YearChange[],
): Pick<HolidayChangeAnswer, 'added' | 'removed' | 'changed'> {
  const before = changes.flatMap((change) => change.before?.days ?? []).map(plain);
  const after = changes.flatMap((change) => change.after).map(plain);
  const at = (days: readonly HolidayDayAnswer[], day: string) => days.find((each) => each.day === day);
  return {
    added: after.filter(({ day }) => at(before, day) === undefined),
    removed: before.filter(({ day }) => at(after, day) === undefined),
    changed: after.flatMap((now) => {
      const then = at(before, now.day);
      return then === undefined || JSON.stringify(then) === JSON.stringify(now)
        ? []
        : [{ before: then, after: now }];
    }),
  };
}

const daysOf = (edit: Exclude<HolidayEdit, { act: 'seed' }>): readonly string[] =>
  edit.act === 'remove' ? [edit.day] : edit.days.map(({ day }) => day);
const yearOf = (day: string): number => Number(day.slice(0, 4));
/** With its fields in one order, so that two days can be compared as text. */
const plain = ({ day, kind, name, source, status }: HolidayDay): HolidayDay => ({
  day,
  kind,
  name,
  source,
  status,
});
const inOrder = (days: readonly HolidayDay[]): readonly HolidayDay[] =>
  days.map(plain).sort((a, b) => (a.day < b.day ? -1 : 1));
