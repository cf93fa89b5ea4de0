import type { Appeal, Classification } from './result.types.js';
import type { StageState, UnitYearState } from './unit-year.types.js';

/** The stage whose result is the recognition, decided yes or no; undefined while there is none. */
export function resultStage(
  state: Pick<UnitYearState, 'stages'>,
): { readonly key: string; readonly now: StageState } | undefined {
  const found = Object.entries(state.stages).find(([, now]) => now.recognised !== undefined);
  return found === undefined ? undefined : { key: found[0], now: found[1] };
}

/**
 * The class of a unit: the one that was given by an act of its own, else the one that followed from the recognition, as in years
 * whose pack knows no such act. Undefined while there is none.
 */
export function classificationOf(state: Pick<UnitYearState, 'stages'>): Classification | undefined {
  return classStage(state)?.now.classification ?? resultStage(state)?.now.classification;
}

/** The stage at which the class was given by an act of its own; undefined while none was. */
export function classStage(
  state: Pick<UnitYearState, 'stages'>,
): { readonly key: string; readonly now: StageState } | undefined {
  const found = Object.entries(state.stages).find(
    ([, { classification, recognised }]) => classification !== undefined && recognised === undefined,
  );
  return found === undefined ? undefined : { key: found[0], now: found[1] };
}

/** Whether a unit has what its year comes to: its class, where that is given by an act of its own, else the decided recognition. */
export const hasResult = (
  { recognised, classKey }: { readonly recognised?: boolean; readonly classKey?: string },
  isApart: boolean,
): boolean => (isApart ? classKey : recognised) !== undefined;

/** How far the proposal of the unit as an exemplar has come; undefined where nobody proposed it. */
export function exemplarOf({
  exemplar,
}: Pick<UnitYearState, 'exemplar'>): 'proposed' | 'accepted' | 'refused' | undefined {
  if (exemplar === undefined) return undefined;
  if (exemplar.accepted === undefined) return 'proposed';
  return exemplar.accepted ? 'accepted' : 'refused';
}

/** The complaint that waits for its answer; undefined where there is none. */
export function standingAppeal(stage: StageState | undefined): Appeal | undefined {
  return stage?.appeal?.outcome === undefined ? stage?.appeal : undefined;
}

/** The instant from which the present result runs: that of the decision, or of the answer or revocation that changed it. */
export const resultAtOf = ({ resultAt, effectiveAt }: StageState): string | undefined =>
  resultAt ?? effectiveAt;

/** The command whose document the present result stands on. */
export const resultCommandOf = ({ resultBy, commandId }: StageState): string | undefined =>
  resultBy ?? commandId;
