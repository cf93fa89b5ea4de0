import type { IsoDate, WorkingDayTable } from '#libs/calendar';
import {
  addDays,
  epochMs,
  formatOfficialDay,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  weekdayName,
  workingDaysBefore,
} from '#libs/calendar';
import { instantAt } from './hours.js';
import { toldAt } from './recipients.js';
import type { DroppedRung, DueLine, Ladder, ReminderRules, Rung, RungKey } from './reminders.types.js';

interface Mark {
  readonly key: RungKey;
  readonly kind: 'opens' | 'before' | 'after' | 'closing' | 'closed';
  readonly nominalDay: IsoDate;
}

type Placed = Mark & Pick<Rung, 'sendDay' | 'sendAt' | 'reason'>;

/** Last day on which a reminder can still make somebody act: the cut-off, else the close of the cycle. */
export const finalDay = ({ cutOffDay, endDay }: DueLine): IsoDate => cutOffDay ?? endDay;

/** Whether a rung tells that the cut-off is near. */
export const isClosing = (key: RungKey): boolean => key.startsWith('closing-');

/** Whether a rung tells that nothing came up to the cut-off. */
export const isClosed = (key: RungKey): boolean => key === 'closed';

/** Vietnamese name of a rung inside a sentence: `thông báo mở`, `mốc 3 ngày`, `mốc ngày cuối`, `mốc 7 ngày sau ngày cuối`. */
export const rungName = (key: RungKey): string => {
  if (key === 'opens') return 'thông báo mở';
  if (key === 'last-day') return 'mốc ngày cuối';
  if (isClosed(key)) return 'báo đã hết thời gian tiếp nhận';
  const days = key.slice(key.lastIndexOf('-') + 1);
  if (isClosing(key)) return `mốc sắp hết thời gian tiếp nhận ${days} ngày làm việc`;
  return key.startsWith('after-') ? `mốc ${days} ngày sau ngày cuối` : `mốc ${days} ngày`;
};

const marksOf = (line: DueLine, rules: ReminderRules, table: WorkingDayTable): Mark[] => {
  const { beforeDays, afterDays, thenEveryDays } = rules;
  const marks: Mark[] = [{ key: 'opens', kind: 'opens', nominalDay: line.opensDay }];
  for (const days of beforeDays) {
    const key = days === 0 ? 'last-day' : `before-${days}`;
    marks.push({ key, kind: 'before', nominalDay: addDays(line.lastDay, -days) });
  }
  if (line.isOnlyAsked === true) return marks;
  const after = (days: number): Mark => ({
    key: `after-${days}`,
    kind: 'after',
    nominalDay: addDays(line.lastDay, days),
  });
  marks.push(...afterDays.map(after));
  const final = finalDay(line);
  for (let days = (afterDays.at(-1) ?? 0) + thenEveryDays; ; days += thenEveryDays) {
    const mark = after(days);
    if (mark.nominalDay > final) break;
    marks.push(mark);
  }
  return [...marks, ...closingMarksOf(line, rules, table)];
};

/** What is told of the cut-off itself, where there is one. */
const closingMarksOf = (
  { cutOffDay, closesWithDay = cutOffDay, opensDay }: DueLine,
  { closing }: ReminderRules,
  table: WorkingDayTable,
): Mark[] => {
  if (cutOffDay === undefined || closing === undefined) return [];
  const marks = closing.beforeWorkingDays.map((days): Mark => {
    const together = workingDaysBefore(closesWithDay ?? cutOffDay, days, table);
    // What is not open yet when the others are told of is told of by itself.
    const nominalDay = together < opensDay ? workingDaysBefore(cutOffDay, days, table) : together;
    return { key: `closing-${days}`, kind: 'closing', nominalDay };
  });
  if (closing.after) marks.push({ key: 'closed', kind: 'closed', nominalDay: addDays(cutOffDay, 1) });
  return marks;
};

const endWords = ({ cutOffDay, endDay }: DueLine): string =>
  cutOffDay === undefined
    ? `ngày đóng chu kỳ ${formatOfficialDay(endDay)}`
    : `ngày hết thời gian tiếp nhận ${formatOfficialDay(cutOffDay)}`;

/** The mark on its working day, or in Vietnamese why it is never sent. */
const place = (
  mark: Mark,
  line: DueLine,
  { sendAt: time }: ReminderRules,
  table: WorkingDayTable,
): Placed | string => {
  const { kind, nominalDay } = mark;
  if ((kind === 'before' || kind === 'closing') && nominalDay < line.opensDay)
    return `mốc trước ngày mở ${formatOfficialDay(line.opensDay)}`;
  if (kind === 'after' && nominalDay > finalDay(line)) return `mốc sau ${endWords(line)}`;
  const shift = kind === 'before' ? previousWorkingDay : nextWorkingDay;
  const { date: sendDay, moved } = shift(nominalDay, table);
  if (kind === 'before' && sendDay < line.opensDay) return 'không có ngày làm việc nào từ ngày mở đến mốc';
  // An announcement after the last day would announce nothing.
  if (kind === 'opens' && sendDay > line.lastDay)
    return 'không có ngày làm việc nào từ ngày mở đến ngày cuối';
  if (kind === 'after' && sendDay > finalDay(line))
    return `dời sang ${formatOfficialDay(sendDay)} thì sau ${endWords(line)}`;
  if (kind === 'closed' && sendDay > line.endDay)
    return `sau ngày đóng chu kỳ ${formatOfficialDay(line.endDay)}`;
  const sendAt = instantAt(sendDay, time);
  if (epochMs(sendAt) < epochMs(line.openedAt)) return 'trước khi mở chu kỳ';
  const reason = moved
    ? `dời từ ${weekdayName(nominalDay)} ${formatOfficialDay(nominalDay)}: ngày nghỉ (${isWorkingDay(nominalDay, table).reason})`
    : 'đúng ngày';
  return { ...mark, sendDay, sendAt, reason };
};

/**
 * One mail of the rungs that meet on a day, in the order of the ladder. The opening notice names the last day itself;
 * else the last one counts, what is nearest to the last day or longest overdue, and what is told of the cut-off before all.
 * Overdue rungs meet only each other and these.
 */
const merge = (
  sameDay: readonly Placed[],
  line: DueLine,
  rules: ReminderRules,
  table: WorkingDayTable,
): Rung => {
  const winner = sameDay.reduce((first, each) => (first.kind === 'opens' ? first : each));
  const { key, nominalDay, sendDay, sendAt, reason } = winner;
  const others = sameDay.filter((each) => each !== winner).map((each) => rungName(each.key));
  return {
    key,
    nominalDay,
    sendDay,
    sendAt,
    reason: others.length === 0 ? reason : `${reason}; gộp ${others.join(', ')}`,
    covers: sameDay.map((each) => each.key),
    overdue: nominalDay > line.lastDay,
    to: toldAt(sameDay, line.lastDay, rules, table),
  };
};

/**
 * The reminders of one due line. Rungs up to the last day move to the working day before a day off, the opening notice
 * and overdue rungs to the one after it; rungs that meet on a day become one mail. A rule issued days before its date
 * has a short ladder, and a cycle opened late sends nothing of the past. The rules must be those of a checked pack
 * (`beforeDays` descending, `afterDays` ascending). Throws `CALENDAR.BAD_DATE`, `CALENDAR.BAD_INSTANT`,
 * `CALENDAR.NO_WORKING_DAY`.
 */
export const ladderOf = (line: DueLine, rules: ReminderRules, table: WorkingDayTable): Ladder => {
  const known = knownFor(rules);
  const key = `${textOf(table)}${JSON.stringify(line)}`;
  const ladder = known.get(key) ?? workOut(line, rules, table);
  // What has not been asked for longest gives way.
  known.delete(key);
  known.set(key, ladder);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  return ladder;
};

/** Several years with all their levels and extended days. */
const MOST_KNOWN = 500;

/**
 * Ladders by what they hang on: a turn asks for those of all lines, and from one turn to the next hardly a line changes.
 * Rules are those of a pack that is kept, and are never changed.
 */
const ladders = new WeakMap<ReminderRules, Map<string, Ladder>>();

function knownFor(rules: ReminderRules): Map<string, Ladder> {
  const known = ladders.get(rules) ?? new Map<string, Ladder>();
  ladders.set(rules, known);
  return known;
}

/** Tables are made anew for each turn, so they are told apart by what stands in them. */
const texts = new WeakMap<WorkingDayTable, string>();

function textOf(table: WorkingDayTable): string {
  const text = texts.get(table) ?? JSON.stringify(table);
  texts.set(table, text);
  return text;
}

function workOut(line: DueLine, rules: ReminderRules, table: WorkingDayTable): Ladder {
  const byDay = new Map<IsoDate, Placed[]>();
  const dropped: DroppedRung[] = [];
  for (const mark of marksOf(line, rules, table)) {
    const placed = place(mark, line, rules, table);
    if (typeof placed === 'string') {
      dropped.push({ key: mark.key, nominalDay: mark.nominalDay, reason: placed });
      continue;
    }
    const sameDay = byDay.get(placed.sendDay);
    if (sameDay) sameDay.push(placed);
    else byDay.set(placed.sendDay, [placed]);
  }
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  return { rungs: days.map(([, sameDay]) => merge(sameDay, line, rules, table)), dropped };
}
