import type { Permission } from '#libs/access';
import type { PolicyPack } from '#libs/policy';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import { cycleToRead } from './reading.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units'>;

/** A cycle that somebody looks at. */
export interface CycleInView {
  readonly cycle: Cycle;
  readonly pack: PolicyPack;
  /** The cycle's now, ISO 8601. */
  readonly now: string;
}

/**
 * The cycle with its rules and its clock, of which the account reads.
 *
 * @throws DomainError as `cycleToRead`
 */
export async function cycleInView(
  records: Needs,
  rules: CycleRules,
  identity: Identity,
  act: Permission,
  cycleId: string,
): Promise<CycleInView> {
  const cycle = await cycleToRead(records, identity, act, cycleId);
  return {
    cycle,
    pack: await rules.packOf(records, cycle),
    now: await nowOf(records, cycle),
  };
}
