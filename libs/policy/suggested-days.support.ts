import { formatDay, formatOfficialDay } from '#libs/calendar';
import type { PolicyPack } from './pack.schema.js';
import { resolveStages } from './stages/stages.js';
import { assessmentWindowOf } from './window/window.js';

/** Last days and cut-offs of a year that no document sets for anybody, and that are no other day of its rules (YYYY-MM-DD). */
export function suggestedDays(pack: PolicyPack, year: number): readonly string[] {
  const stages = (['xa', 'tinh'] as const).flatMap((managedBy) => resolveStages(pack, year, { managedBy }));
  const days = (isAssumed: boolean) =>
    stages.flatMap(({ due, cutOff }) =>
      [due, cutOff].flatMap((rule) =>
        rule !== undefined && (rule.status === 'assumed') === isAssumed ? [rule.lastDay] : [],
      ),
    );
  const { from, to } = assessmentWindowOf(pack, 'co-quan', year);
  const others = new Set([...days(false), from, to]);
  return [...new Set(days(true))].filter((day) => !others.has(day));
}

/** A day as papers write it. */
export const onPaper = (day: string): readonly string[] => [formatDay(day), formatOfficialDay(day)];

/** A last day as mails tell it, in a subject line without its year; other days of a mail are those of what has happened. */
export const inMail = (day: string): readonly string[] => {
  const official = formatOfficialDay(day);
  return [`hết ngày ${official}`, `hết ${official.replace(/\/\d{4}$/, '')}`];
};

/** The mark right behind a day, or behind the weekday that stands with it. */
const MARKED = /^( \((Thứ \S+|Chủ nhật)\))? ?\(?\*/;

/** The mark of what is owed by that day, where the day stands in brackets behind it: `chưa tự chấm* (hết 27/10)`. */
const MARKED_BEFORE = /\* \($/;

/** Whether a line has the day without its mark, as a whole: `01/4/2026` is no part of `21/4/2026`, nor `hết 15/1` of `hết 15/11`. */
export function hasBare(line: string, day: string): boolean {
  const parts = line.split(day);
  return parts.slice(1).some((after, at) => {
    const before = parts[at] ?? '';
    const isWhole = !/\d$/.test(before) && !/^[\d/]/.test(after);
    return isWhole && !MARKED.test(after) && !MARKED_BEFORE.test(before);
  });
}
