import { type Exclusion, exclusionOf } from '#libs/certification';
import type { PolicyPack } from '#libs/policy';
import { isFromOwnRecords, resultStage, type UnitYearState } from '#libs/unit-year';
import type { Cycle } from '../cycles/cycles.port.js';

/** The award exclusion that a unit's year comes to; undefined where it is not excluded. */
export function exclusionIn(
  pack: PolicyPack,
  state: UnitYearState,
  { clockKind }: Pick<Cycle, 'clockKind'>,
): Exclusion | undefined {
  const result = resultStage(state)?.now;
  return exclusionOf(pack, {
    classKey: result?.classification?.classKey,
    notSubmitted: isFromOwnRecords(state),
    overridden: result?.exclusionOverriddenBy !== undefined,
    isReal: clockKind === 'calendar',
  });
}
