import { type Exclusion, exclusionOf } from '#libs/certification';
import type { PolicyPack } from '#libs/policy';
import { classificationOf, isFromOwnRecords, resultStage, type UnitYearState } from '#libs/unit-year';
import type { Cycle } from '../cycles/cycles.port.js';

/** The award exclusion that a unit's year comes to; undefined where it is not excluded. */
export function exclusionIn(
  pack: PolicyPack,
  state: UnitYearState,
  { clockKind }: Pick<Cycle, 'clockKind'>,
): Exclusion | undefined {
  return exclusionOf(pack, {
    classKey: classificationOf(state)?.classKey,
    notSubmitted: isFromOwnRecords(state),
    overridden: resultStage(state)?.now.exclusionOverriddenBy !== undefined,
    isReal: clockKind === 'calendar',
  });
}
