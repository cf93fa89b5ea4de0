import { type Exclusion, exclusionOf } from '#libs/certification';
import type { PolicyPack } from '#libs/policy';
import { resultStage, type UnitYearState } from '#libs/unit-year';

/** The award exclusion that a unit's year comes to; undefined where it is not excluded. */
export function exclusionIn(pack: PolicyPack, state: UnitYearState): Exclusion | undefined {
  const result = resultStage(state)?.now;
  return exclusionOf(pack, {
    classKey: result?.classification?.classKey,
    notSubmitted: Object.values(state.stages).some(({ basis }) => basis === 'ownRecords'),
    overridden: result?.exclusionOverriddenBy !== undefined,
  });
}
