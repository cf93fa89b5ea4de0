import { dueForKind, type ResolvedStage } from '#libs/policy';
import { type Standing, stageDaysAt, standingAt } from '#libs/unit-year';
import type { CounterCell } from './counters.port.js';

/** A stage as far as it decides where those stand who are counted at it. */
export type CountedStage = Pick<ResolvedStage, 'opensDay' | 'due' | 'cutOff' | 'obligation' | 'variants'>;

/** Where everybody of a counter stands, by what founds the day for their kind; the day has the grace in it. */
export function standsAt(
  { status, dueDay, unitKind }: Pick<CounterCell, 'status' | 'dueDay' | 'unitKind'>,
  stage: CountedStage,
  today: string,
): Standing {
  const own = { ...stage, due: dueForKind(stage, unitKind) };
  return standingAt(status, stageDaysAt(own, dueDay === '' ? undefined : dueDay), today);
}
