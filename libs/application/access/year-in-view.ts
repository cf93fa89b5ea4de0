import { isInScope, type Permission } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { requireToRead } from './reading.js';
import { visibleCycle } from './visible-cycle.js';

type Needs = Stores<'cycles' | 'unitYears' | 'units'>;

/**
 * The year of a unit or a body that the account reads; also one outside the standard.
 *
 * @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, and with the code that the table of rights gives for the act
 */
export async function yearInView(
  records: Needs,
  identity: Identity,
  act: Permission,
  cycleId: string,
  unitId: string,
): Promise<{ readonly cycle: Cycle; readonly year: UnitYear }> {
  const cycle = await visibleCycle(records, identity, cycleId);
  const year = await records.unitYears.find(cycleId, unitId);
  if (year === undefined || !isInScope(identity.scope, year)) {
    throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
  }
  requireToRead(identity, act, year);
  return { cycle, year };
}
