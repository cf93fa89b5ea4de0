import type { IsoDate, WorkingDayTable } from '#libs/calendar';
import { dateOf, epochMs, formatOfficialDay, toInstant } from '#libs/calendar';
import { quietUntil } from './hours.js';
import { finalDay, ladderOf } from './ladder.js';
import type { DueLine, ReminderRules, Rung, Turn, TurnWindow } from './reminders.types.js';

/** Last day on which the rung says something true. */
const trueUntil = (rung: Rung, line: DueLine): IsoDate => (rung.overdue ? finalDay(line) : line.lastDay);

/**
 * What one look at a due line sends: of the rungs due after `since` and up to `now`, the newest if it is still true;
 * the others are superseded, each with its reason. In the quiet hours whatever is due is held until they end. Whoever
 * asks for many units asks once for each line. Throws as {@link ladderOf}.
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
  const quietEnd = due.length > 0 ? quietUntil(now, rules) : undefined;
  if (quietEnd !== undefined) return { superseded: [], nextAt: quietEnd, held: true };
  const today = dateOf(now);
  const newest = due.at(-1);
  const send = newest && today <= trueUntil(newest, line) ? newest : undefined;
  const next = rungs.find(({ sendAt }) => sendAt > to);
  return {
    ...(send && { send }),
    superseded: due
      .filter((rung) => rung !== send)
      .map((rung) => ({
        rung,
        reason:
          today <= trueUntil(rung, line)
            ? 'đã quá lúc gửi, chỉ gửi nhắc mới nhất còn đúng'
            : `không còn đúng: đã qua ngày ${formatOfficialDay(trueUntil(rung, line))}`,
      })),
    ...(next && { nextAt: next.sendAt }),
    held: false,
  };
};
