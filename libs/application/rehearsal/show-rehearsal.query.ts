import type { RehearsalAnswer } from '#libs/contracts/http';
import { cycleToRead } from '../access/reading.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { isSettled, rehearsed } from './step-rehearsal.use-case.js';

type Needs = Stores<'cycles' | 'rehearsal' | 'units'>;

/** The clock of a rehearsal, and what it waits for before it goes on. */
export class ShowRehearsal {
  constructor(private readonly unitOfWork: UnitOfWork<Needs>) {}

  /**
   * What it waits for, and its totals, count the whole province, so they are for those who oversee it.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_AREA, REHEARSAL.ONLY
   */
  execute(identity: Identity, cycleId: string, withTotals: boolean): Promise<RehearsalAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readRehearsal', cycleId);
      const { state, clockAt } = rehearsed(cycle, cycleId);
      const waitingFor = await records.rehearsal.unsettled(cycleId);
      const totals = withTotals ? await records.rehearsal.totals(cycleId) : undefined;
      return { cycleId, state, now: clockAt, settled: isSettled(waitingFor), waitingFor, totals };
    });
  }
}
