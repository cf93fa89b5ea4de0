import { dateOf, isWorkingDay, previousWorkingDay, type WorkingDayTable } from '#libs/calendar';
import type { HolidayCycleAnswer, ReminderMoveAnswer } from '#libs/contracts';
import type { ResolvedStage } from '#libs/policy';
import { ladderOf, type Rung, rungName } from '#libs/reminders';
import { dueLine, type ReminderBasis } from '../reminders/due-lines.js';
import type { OpenDay } from '../reminders/reminders.port.js';
import type { Stores } from '../transaction/records.port.js';

type Needs = Stores<'reminders'>;

type Sent = Pick<Rung, 'sendDay' | 'sendAt' | 'reason'>;

/**
 * What another table of days off does to a running cycle: reminders still to come of what is still open, each rung that
 * goes out on another day, and the last days ahead that fall on a day off.
 *
 * @param now the cycle's now
 */
export async function effectOnCycle(
  records: Needs,
  basis: ReminderBasis,
  after: WorkingDayTable,
  now: string,
): Promise<HolidayCycleAnswer> {
  const days = await records.reminders.openDays(basis.cycle.id, 'whole cycle');
  return {
    cycleId: basis.cycle.id,
    moves: days.flatMap((day) => {
      const stage = basis.book.stage(day.level, day.stage);
      return stage === undefined ? [] : movesOf(basis, stage, day, after, now);
    }),
    lastDaysOff: lastDaysOff(basis, days, after, dateOf(now)),
  };
}

function movesOf(
  basis: ReminderBasis,
  stage: ResolvedStage,
  day: OpenDay,
  after: WorkingDayTable,
  now: string,
): ReminderMoveAnswer[] {
  const [old, fresh] = [basis.table, after].map((table) => sentOf(basis, stage, day.dueDay, table));
  if (old === undefined || fresh === undefined) return [];
  const keys = [...new Set([...old.keys(), ...fresh.keys()])];
  return keys.flatMap((key): ReminderMoveAnswer[] => {
    const [from, to] = [old.get(key), fresh.get(key)];
    const isAhead = (sent: Sent | undefined) => sent !== undefined && sent.sendAt > now;
    if (from?.sendDay === to?.sendDay || (!isAhead(from) && !isAhead(to))) return [];
    return [
      {
        stage: stage.key,
        name: stage.name,
        level: day.level,
        lastDay: day.dueDay,
        rung: rungName(key),
        from: from && { day: from.sendDay, reason: from.reason },
        to: to && { day: to.sendDay, reason: to.reason },
        subjects: day.subjects,
        isLost: to !== undefined && !isAhead(to) ? true : undefined,
      },
    ];
  });
}

/** When each rung goes out, on its own or in the mail of another. */
function sentOf(
  basis: ReminderBasis,
  stage: ResolvedStage,
  dueDay: string,
  table: WorkingDayTable,
): ReadonlyMap<string, Sent> {
  const { rungs } = ladderOf(dueLine(basis, stage, dueDay), basis.book.pack.reminders, table);
  return new Map(rungs.flatMap((rung) => rung.covers.map((key) => [key, rung] as const)));
}

function lastDaysOff(
  { book, table }: ReminderBasis,
  days: readonly OpenDay[],
  after: WorkingDayTable,
  today: string,
): HolidayCycleAnswer['lastDaysOff'] {
  const found = new Map<string, HolidayCycleAnswer['lastDaysOff'][number]>();
  for (const { stage, level, dueDay } of days) {
    const now = isWorkingDay(dueDay, after);
    if (dueDay < today || now.working) continue;
    const key = `${dueDay}/${stage}`;
    found.set(key, {
      stage,
      name: book.stage(level, stage)?.name ?? stage,
      levels: [...(found.get(key)?.levels ?? []), level],
      lastDay: dueDay,
      reason: now.reason,
      lastWorkingDay: previousWorkingDay(dueDay, after).date,
      isNew: isWorkingDay(dueDay, table).working,
    });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}
