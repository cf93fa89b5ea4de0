import type { ResolvedStage } from '#libs/policy';
import { type StageDays, type Standing, standingAt } from '#libs/unit-year';
import type { CounterCell } from './counters.port.js';

/** A stage as far as it decides where those stand who are counted at it. */
export type CountedStage = Pick<ResolvedStage, 'opensDay' | 'cutOff'>;

/** Where everybody of a counter stands: its day has the grace in it. */
export function standsAt(
  { status, dueDay }: Pick<CounterCell, 'status' | 'dueDay'>,
  { opensDay, cutOff }: CountedStage,
  today: string,
): Standing {
  const days: StageDays = { opensDay, dueDay: dueDay === '' ? undefined : dueDay, cutOff: cutOff?.lastDay };
  return standingAt(status, days, today);
}
