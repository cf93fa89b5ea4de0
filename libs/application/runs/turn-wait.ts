import type { Cycle } from '../cycles/cycles.port.js';

/** Longest wait before a turn looks again; a clock that was set right meanwhile is then noticed. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/**
 * Real time until the next instant of a turn, in milliseconds; absent where a rehearsal steps the clock.
 *
 * @param now the database clock
 */
export function waitMsUntil(cycle: Pick<Cycle, 'clockAt'>, at: string, now: string): number | undefined {
  if (cycle.clockAt !== undefined) return undefined;
  return Math.min(Math.max(Date.parse(at) - Date.parse(now), 0), LONGEST_WAIT_MS);
}
