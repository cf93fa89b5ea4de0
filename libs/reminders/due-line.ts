import type { IsoDate, IsoInstant } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import type { DueLine } from './reminders.types.js';

/**
 * What the ladder of a stage hangs on for those whose last day is `lastDay`, grace included.
 *
 * @param cycle day at whose end the cycle closes, and the instant before which nothing of it was sent
 */
export function dueLineOf(
  { opensDay, cutOff, obligation }: Pick<ResolvedStage, 'opensDay' | 'cutOff' | 'obligation'>,
  lastDay: IsoDate,
  cycle: { readonly endDay: IsoDate; readonly openedAt: IsoInstant },
): DueLine {
  const closes = cutOff?.lastDay;
  return {
    opensDay,
    lastDay,
    // A grace beyond the cut-off moves the cut-off along.
    cutOffDay: closes === undefined || closes > lastDay ? closes : lastDay,
    ...(obligation === 'asked' && { isOnlyAsked: true }),
    ...cycle,
  };
}
