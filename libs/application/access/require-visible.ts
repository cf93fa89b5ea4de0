import type { Identity } from '../identity/identity.js';
import type { Records } from '../transaction/records.port.js';
import { findUnitYear } from './find-unit-year.js';
import { visibleCycle } from './visible-cycle.js';

/**
 * What a request is about lies before the account's eyes.
 *
 * @throws DomainError as `visibleCycle` and `findUnitYear`
 */
export async function requireVisible(
  records: Records,
  identity: Identity,
  { cycleId, unitId }: { readonly cycleId?: string | undefined; readonly unitId?: string | undefined },
): Promise<void> {
  if (cycleId === undefined) return;
  if (unitId === undefined) await visibleCycle(records, identity, cycleId);
  else await findUnitYear(records, identity, cycleId, unitId, { outside: true });
}
