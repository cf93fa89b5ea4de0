import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { type VisibleCycle, visibleCycle } from './visible-cycle.js';

type Needs = Stores<'cycles' | 'units'>;

/** Whether there is such a cycle for the account: what is not there and what it may not see are told alike. */
export class FindCycle {
  constructor(private readonly unitOfWork: UnitOfWork<Needs>) {}

  /** @throws DomainError CYCLE.UNKNOWN, also for a cycle of another province or outside the account's one rehearsal */
  execute(identity: Identity, cycleId: string): Promise<VisibleCycle> {
    return this.unitOfWork.inTransaction((records) => visibleCycle(records, identity, cycleId));
  }
}
