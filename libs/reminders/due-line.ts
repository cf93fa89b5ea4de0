import { daysBetween, type IsoDate, type IsoInstant } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import type { DueLine, ReminderRules } from './reminders.types.js';

type Closing = Pick<ResolvedStage, 'act' | 'cutOff' | 'kind' | 'obligation'>;

/** The other steps of the same year, and the rules by which their cut-offs are told of together. */
export interface Beside {
  readonly stages: readonly Closing[];
  readonly closing: ReminderRules['closing'];
}

/**
 * What the ladder of a stage hangs on for those whose last day is `lastDay`, grace included.
 *
 * @param cycle day at whose end the cycle closes, and the instant before which nothing of it was sent
 */
export function dueLineOf(
  { opensDay, cutOff, obligation }: Pick<ResolvedStage, 'opensDay' | 'cutOff' | 'obligation'>,
  lastDay: IsoDate,
  cycle: { readonly endDay: IsoDate; readonly openedAt: IsoInstant },
  beside?: Beside,
): DueLine {
  const closes = cutOff?.lastDay;
  // A grace beyond the cut-off moves the cut-off along.
  const cutOffDay = closes === undefined || closes > lastDay ? closes : lastDay;
  const closesWithDay = beside && cutOffDay && closesWith(cutOffDay, beside);
  return {
    opensDay,
    lastDay,
    cutOffDay,
    ...(closesWithDay !== undefined && closesWithDay !== cutOffDay && { closesWithDay }),
    ...(obligation === 'asked' && { isOnlyAsked: true }),
    ...cycle,
  };
}

/**
 * The first cut-off of those that one is told of with: from the earliest of the year on, each takes along what closes within so many
 * days after it. What is only asked for is told of nobody's cut-off, so it takes nothing along.
 */
function closesWith(cutOffDay: IsoDate, { stages, closing }: Beside): IsoDate {
  const together = closing?.togetherDays;
  if (together === undefined) return cutOffDay;
  const owed = stages.filter(
    ({ kind, act, obligation }) => kind === 'unit' && act === 'submit' && obligation !== 'asked',
  );
  const days = owed.flatMap(({ cutOff }) => (cutOff === undefined ? [] : [cutOff.lastDay])).sort();
  let first: IsoDate | undefined;
  for (const day of days) {
    if (day > cutOffDay) break;
    if (first === undefined || daysBetween(first, day) > together) first = day;
  }
  return first !== undefined && daysBetween(first, cutOffDay) <= together ? first : cutOffDay;
}
