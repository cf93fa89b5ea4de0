import { isInScope, RIGHTS, rolesOf } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { LEVEL_NAMES } from '#libs/policy';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { isForeign } from './is-foreign.js';

type Needs = Stores<'cycles' | 'migrations' | 'unitYears' | 'units'>;

/**
 * The unit's year inside the caller's scope. What is outside is told exactly like what does not exist.
 *
 * @param options.outside whether units outside the standard are meant too
 * @param options.held the year where it is locked already
 * @throws DomainError CYCLE.UNKNOWN, CYCLE.OPENING, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD
 */
export async function findUnitYear(
  records: Needs,
  identity: Identity,
  cycleId: string,
  unitId: string,
  { outside = false, held }: { readonly outside?: boolean; readonly held?: UnitYear } = {},
): Promise<{ cycle: Cycle; unit: UnitYear }> {
  const cycle = await records.cycles.find(cycleId);
  const isForeignCycle = identity.cycleId !== undefined && identity.cycleId !== cycleId;
  if (cycle === undefined || isForeignCycle) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
  const unit = held ?? (await records.unitYears.find(cycleId, unitId));
  if (unit === undefined || !isInScope(identity.scope, unit)) {
    if (unit !== undefined) await tellWhoActsNow(records, identity, cycle, unit);
    if (await isForeign(records, identity.scope, cycle.provinceCode))
      throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    const opening = cycle.state === 'opening' && rolesOf(RIGHTS, 'openCycle').includes(identity.role);
    throw opening
      ? new DomainError('CYCLE.OPENING', { cycle: cycleId })
      : new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
  }
  if (!outside) requireInside(unit);
  return { cycle, unit };
}

/**
 * What is asked of the standard alone is not asked of a unit outside it.
 *
 * @throws DomainError UNIT.OUTSIDE_STANDARD
 */
export function requireInside({ unitId, standing, standingReason }: UnitYear): void {
  if (standing !== 'outside') return;
  throw new DomainError('UNIT.OUTSIDE_STANDARD', { unit: unitId, reason: standingReason ?? '' });
}

/**
 * An office that a migration of the cycle took a unit from knows the unit, so it is told who acts now.
 *
 * @throws DomainError ACTOR.MOVED
 */
async function tellWhoActsNow(
  records: Needs,
  { scope }: Identity,
  cycle: Cycle,
  unit: UnitYear,
): Promise<void> {
  const former = unit.state.formerly?.findLast(({ communeCode, districtCode }) =>
    isInScope(scope, { ...unit, communeCode, districtCode }),
  );
  if (former === undefined || unit.provinceCode !== cycle.provinceCode) return;
  const pack = await records.cycles.packOf(cycle.packHash);
  const level = judgingLevelOf(pack, unit);
  const areas = await records.migrations.areas(cycle.provinceCode);
  const place = areas.find(({ code }) => code === unit.communeCode)?.name ?? unit.communeCode;
  throw new DomainError('ACTOR.MOVED', {
    unit: unit.unitId,
    name: unit.unitName,
    from: dateOf(former.until),
    assigned: `cơ quan cấp ${LEVEL_NAMES[level]}${level === 'tinh' ? '' : ` (${place})`}`,
  });
}
