import { type Permission, relationsTo, relationsToListed, type SeenProvince } from '#libs/access';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { findUnitYear } from './find-unit-year.js';
import { requireRight } from './rights.js';
import { type VisibleCycle, visibleCycle } from './visible-cycle.js';

/**
 * A cycle of which the account reads: what is the province's, or lists of what lies in its scope.
 *
 * @throws DomainError as `visibleCycle`, and with the code that the table of rights gives for the act
 */
export async function cycleToRead(
  records: Stores<'cycles' | 'units'>,
  identity: Identity,
  act: Permission,
  cycleId: string,
): Promise<VisibleCycle> {
  const cycle = await visibleCycle(records, identity, cycleId);
  requireRight(identity, act, relationsToListed(identity, cycle.provinceCode));
  return cycle;
}

/**
 * The year of a unit or a body that the account reads.
 *
 * @param options.outside whether units outside the standard are meant too
 * @throws DomainError as `findUnitYear`, and with the code that the table of rights gives for the act
 */
export async function unitYearToRead(
  records: Stores<'cycles' | 'migrations' | 'unitYears' | 'units'>,
  identity: Identity,
  act: Permission,
  cycleId: string,
  unitId: string,
  options: { readonly outside?: boolean } = {},
): Promise<{ readonly cycle: Cycle; readonly unit: UnitYear }> {
  const found = await findUnitYear(records, identity, cycleId, unitId, options);
  requireToRead(identity, act, found.unit);
  return found;
}

/**
 * Asks the table of rights for a unit or a body that was found in the scope of the account.
 *
 * @throws DomainError with the code that the table gives
 */
export function requireToRead(identity: Identity, act: Permission, unit: UnitYear): void {
  const province = unit.provinceCode as SeenProvince;
  requireRight(
    identity,
    act,
    new Set([...relationsToListed(identity, province), ...relationsTo(identity, unit)]),
  );
}
