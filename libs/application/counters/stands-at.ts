import type { ResolvedStage } from '#libs/policy';
import { type Standing, stageDaysAt, standingAt } from '#libs/unit-year';
import type { CounterCell } from './counters.port.js';

/** A stage as far as it decides where those stand who are counted at it. */
export type CountedStage = Pick<ResolvedStage, 'opensDay' | 'due' | 'cutOff' | 'obligation'>;

/** Where everybody of a counter stands: its day has the grace in it. */
export function standsAt(
  { status, dueDay }: Pick<CounterCell, 'status' | 'dueDay'>,
  stage: CountedStage,
  today: string,
): Standing {
  return standingAt(status, stageDaysAt(stage, dueDay === '' ? undefined : dueDay), today);
}
