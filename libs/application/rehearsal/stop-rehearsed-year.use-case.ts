import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Identity } from '../identity/identity.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { RehearsedYearRuns } from './rehearsed-year-runs.port.js';
import { knownYear } from './show-rehearsed-year.query.js';
import { rehearsed } from './step-rehearsal.use-case.js';

type Needs = Stores<'audit' | 'cycles' | 'rehearsedYears' | 'requests' | 'units'>;

/** Stops a rehearsed year that runs; what was done in it stays. */
export class StopRehearsedYear {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Pick<RehearsedYearRuns, 'cancelRehearsedYear'>,
  ) {}

  /**
   * The row stops it: whoever lives the year is no longer heard, and ends at its next word. One that does not run stays as
   * it is.
   *
   * @param key Idempotency-Key
   * @throws DomainError IDEMPOTENCY.REUSED, CYCLE.UNKNOWN, REHEARSAL.ONLY, REHEARSAL.NO_YEAR, ACTOR.ADMINISTRATOR_ONLY
   */
  async execute(identity: Identity, cycleId: string, reason: string, key: string): Promise<void> {
    const request = { act: 'stopRehearsedYear', key, content: [cycleId, reason] };
    await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'runRehearsal', provinceCode);
      await onceByKey(records, identity, request, async () => {
        rehearsed(await records.cycles.lock(cycleId), cycleId);
        const { state } = await knownYear(records, cycleId);
        if (state !== 'running') return false;
        await records.rehearsedYears.stop(cycleId);
        await records.audit.append({
          cycleId,
          areaCode: provinceCode,
          actorId: identity.actorId,
          actorRole: identity.role,
          action: 'rehearsal.yearStopped',
          object: cycleId,
          detail: { reason },
        });
        // Under the lock of the cycle, which a new run needs, too, so that no other one is met. One that cannot be reached
        // now ends when it next tells its progress.
        await this.runs.cancelRehearsedYear(cycleId).catch(() => undefined);
        return true;
      });
    });
  }
}
