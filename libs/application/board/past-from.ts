import { dateOf } from '#libs/calendar';
import type { Cycle } from '../cycles/cycles.port.js';

/** The first day whose board can be shown; undefined while the cycle opens. */
export function pastFrom({ openedAt, pastKnownFrom }: Cycle): string | undefined {
  if (openedAt === undefined) return undefined;
  const opened = dateOf(openedAt);
  return pastKnownFrom !== undefined && pastKnownFrom > opened ? pastKnownFrom : opened;
}
