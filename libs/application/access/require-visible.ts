import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import { findUnitYear } from './find-unit-year.js';
import { visibleCycle } from './visible-cycle.js';

type Needs = Stores<'cycles' | 'migrations' | 'unitYears' | 'units'>;

/**
 * What a request is about lies before the account's eyes.
 *
 * @throws DomainError as `visibleCycle` and `findUnitYear`
 */
export async function requireVisible(
  records: Needs,
  identity: Identity,
  { cycleId, unitId }: { readonly cycleId?: string; readonly unitId?: string },
): Promise<void> {
  if (cycleId === undefined) return;
  if (unitId === undefined) await visibleCycle(records, identity, cycleId);
  else await findUnitYear(records, identity, cycleId, unitId, { outside: true });
}
