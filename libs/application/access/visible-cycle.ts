import type { SeenProvince } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import { isForeign, type Whereabouts } from './is-foreign.js';

type Needs = Stores<'cycles' | 'units'>;

/** A cycle that the account may see, of the province in which it lies. */
export interface VisibleCycle extends Cycle {
  readonly provinceCode: SeenProvince;
}

/** @throws DomainError CYCLE.UNKNOWN, also for a cycle that the account may not see */
export async function visibleCycle(
  records: Needs,
  identity: Identity,
  cycleId: string,
): Promise<VisibleCycle> {
  const cycle = await records.cycles.find(cycleId);
  if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
  return requireSeen(records, identity, cycle);
}

/**
 * A cycle that has been read already, where the account may see it.
 *
 * @throws DomainError CYCLE.UNKNOWN where it may not
 */
export async function requireSeen(
  records: Whereabouts,
  identity: Identity,
  cycle: Cycle,
): Promise<VisibleCycle> {
  const isElsewhere = identity.cycleId !== undefined && identity.cycleId !== cycle.id;
  if (isElsewhere || (await isForeign(records, identity.scope, cycle.provinceCode))) {
    throw new DomainError('CYCLE.UNKNOWN', { cycle: cycle.id });
  }
  return { ...cycle, provinceCode: cycle.provinceCode as SeenProvince };
}
