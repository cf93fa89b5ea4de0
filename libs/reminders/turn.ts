import type { IsoDate, WorkingDayTable } from '#libs/calendar';
import { dateOf, epochMs, formatOfficialDay, toInstant } from '#libs/calendar';
import { quietUntil } from './hours.js';
import { finalDay, isClosed, isClosing, ladderOf } from './ladder.js';
import type { DueLine, ReminderRules, RungKey, Turn, TurnWindow } from './reminders.types.js';

/** Last day on which the rung says something true. */
export const trueUntil = (key: RungKey, line: DueLine): IsoDate => {
  if (isClosed(key)) return line.endDay;
  return key.startsWith('after-') || isClosing(key) || isExtra(key) ? finalDay(line) : line.lastDay;
};

/** Key of a reminder beside the ladder; a day has one, so that nobody is told of one thing twice on it. */
export const extraRung = (day: IsoDate): RungKey => `${EXTRA}${day}`;

const EXTRA = 'extra-';
const isExtra = (key: RungKey): boolean => key.startsWith(EXTRA);

/**
 * What one look at a due line sends: of the rungs due after `since` and up to `now`, the newest if it is still true;
 * the others are superseded, each with its reason. In the quiet hours whatever is due is held until they end, and on a
 * day that has a rung of its own until that is due, so that no day ever has two. Whoever asks for many units asks once
 * for each line. Throws as {@link ladderOf}.
 */
export const turnOf = (
  line: DueLine,
  rules: ReminderRules,
  table: WorkingDayTable,
  { since, now }: TurnWindow,
): Turn => {
  const { rungs } = ladderOf(line, rules, table);
  // Instants of this form sort as text; given with another offset they would not.
  const from = since === undefined ? '' : toInstant(epochMs(since));
  const to = toInstant(epochMs(now));
  const due = rungs.filter(({ sendAt }) => sendAt > from && sendAt <= to);
  const today = dateOf(now);
  const newest = due.at(-1);
  const next = rungs.find(({ sendAt }) => sendAt > to);
  if (newest !== undefined) {
    const heldUntil = quietUntil(now, rules) ?? (next?.sendDay === today ? next.sendAt : undefined);
    if (heldUntil !== undefined) return { superseded: [], nextAt: heldUntil, held: true };
  }
  const send = newest && today <= trueUntil(newest.key, line) ? newest : undefined;
  return {
    ...(send && { send }),
    superseded: due
      .filter((rung) => rung !== send)
      .map((rung) => ({
        rung,
        reason:
          today <= trueUntil(rung.key, line)
            ? 'đã quá lúc gửi, chỉ gửi nhắc mới nhất còn đúng'
            : `không còn đúng: đã qua ngày ${formatOfficialDay(trueUntil(rung.key, line))}`,
      })),
    ...(next && { nextAt: next.sendAt }),
    held: false,
  };
};
