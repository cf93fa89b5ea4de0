import { type UpcomingItemAnswer } from '#libs/contracts/http';
import { shortDay } from './board-cells.js';
import { formatNumber, instantText } from './words.js';

/** Reminders that differ in the level of their units only, as one for all of them. */
export function ofBothLevels(items: readonly UpcomingItemAnswer[]): readonly UpcomingItemAnswer[] {
  const merged = new Map<string, UpcomingItemAnswer>();
  for (const item of items) {
    const { at, kind, stage, lastDay, rung, text } = item;
    const key = JSON.stringify([at, kind, stage, lastDay, rung, kind === 'calendar' ? text : '']);
    const same = merged.get(key);
    const subjects = (same?.subjects ?? 0) + (item.subjects ?? 0);
    merged.set(key, same === undefined ? item : { ...same, level: undefined, subjects });
  }
  return [...merged.values()];
}

/** Why a reminder goes out on that day, where it is another than the rung's own. */
export const movedBecause = ({ reason, text }: UpcomingItemAnswer): string | undefined =>
  reason !== undefined && text.includes(reason) ? reason : undefined;

/** Day, time and words of an instant of the calendar: the end of a day is 24:00 of that day. */
export function calendarParts({ at, text }: UpcomingItemAnswer): readonly [string, string, string] {
  const [, day, time, what] = /^(\d{2}\/\d{2}\/\d{4}\*?) (\d{2}:\d{2}): (.+)$/.exec(text) ?? [];
  if (day === undefined || time === undefined || what === undefined) {
    const instant = instantText(at);
    return [instant.slice(0, 10), instant.slice(11), text];
  }
  return [day, time, what];
}

/**
 * The soonest thing to come in one line: `Việc sắp tới: 30/10 08:00 nhắc Báo cáo kết quả, mốc 3 ngày, dời từ Chủ nhật
 * 01/11 (412 nơi)`; absent where nothing is to come.
 */
export function comingText(items: readonly UpcomingItemAnswer[], year: number): string | undefined {
  const [first] = ofBothLevels(items);
  if (first === undefined) return undefined;
  if (first.kind === 'calendar') {
    const [day, time, what] = calendarParts(first);
    return `Việc sắp tới: ${day.replace(`/${year}`, '')} ${time} ${what}`;
  }
  const instant = instantText(first.at);
  const why = movedBecause(first);
  const told = [`nhắc ${first.stageName ?? ''}`, first.rungName, why].filter((part) => part !== undefined);
  const places = first.subjects === undefined ? '' : ` (${formatNumber(first.subjects)} nơi)`;
  return `Việc sắp tới: ${shortDay(instant.slice(0, 10), year)} ${instant.slice(11)} ${told.join(', ')}${places}`;
}
