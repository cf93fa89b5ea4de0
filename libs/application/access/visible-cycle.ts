import { DomainError } from '#libs/contracts';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import { isForeign } from './is-foreign.js';

type Needs = Stores<'cycles' | 'units'>;

/** @throws DomainError CYCLE.UNKNOWN, also for a cycle that the account may not see */
export async function visibleCycle(records: Needs, identity: Identity, cycleId: string): Promise<Cycle> {
  const cycle = await records.cycles.find(cycleId);
  const isElsewhere = identity.cycleId !== undefined && identity.cycleId !== cycleId;
  if (cycle === undefined || isElsewhere || (await isForeign(records, identity.scope, cycle.provinceCode))) {
    throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
  }
  return cycle;
}
