import type { Appeal } from './result.types.js';
import type { StageState, UnitYearState } from './unit-year.types.js';

/** The stage whose result is the recognition, decided yes or no; undefined while there is none. */
export function resultStage(
  state: Pick<UnitYearState, 'stages'>,
): { readonly key: string; readonly now: StageState } | undefined {
  const found = Object.entries(state.stages).find(([, now]) => now.recognised !== undefined);
  return found === undefined ? undefined : { key: found[0], now: found[1] };
}

/** The complaint that waits for its answer; undefined where there is none. */
export function standingAppeal(stage: StageState | undefined): Appeal | undefined {
  return stage?.appeal?.outcome === undefined ? stage?.appeal : undefined;
}
