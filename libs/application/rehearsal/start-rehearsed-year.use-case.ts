import { DomainError } from '#libs/contracts';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { RehearsedYear, YearOrder } from './rehearsed-year.port.js';
import type { RehearsedYearRuns } from './rehearsed-year-runs.port.js';
import { rehearsed } from './step-rehearsal.use-case.js';

type Needs = Stores<'audit' | 'cycles' | 'rehearsedYears' | 'requests' | 'units'>;

/** Has the system itself live the year of a rehearsal, from where its clock stands. */
export class StartRehearsedYear {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Pick<RehearsedYearRuns, 'startRehearsedYear'>,
  ) {}

  /**
   * A year that runs by the same order goes on; its run is started again where it was lost. One that was stopped goes on
   * under its seed, at another pace if asked.
   *
   * @param key Idempotency-Key
   * @throws DomainError IDEMPOTENCY.REUSED, CYCLE.UNKNOWN, REHEARSAL.ONLY, REHEARSAL.RUNNING, REHEARSAL.OVER,
   *   REHEARSAL.OTHER_SEED, ACTOR.ADMINISTRATOR_ONLY, SYSTEM.BUSY
   */
  async execute(identity: Identity, cycleId: string, order: YearOrder, key: string): Promise<void> {
    const request = { act: 'startRehearsedYear', key, content: [cycleId, order] };
    await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'runRehearsal', provinceCode);
      await onceByKey(records, identity, request, async () => {
        // The activity takes the same lock first, so it never looks before this is committed.
        const cycle = rehearsed(await records.cycles.lock(cycleId), cycleId);
        await this.start(records, identity, cycle, order);
      });
    });
  }

  private async start(records: Needs, identity: Identity, cycle: Cycle, order: YearOrder): Promise<void> {
    const year = await records.rehearsedYears.find(cycle.id);
    checkOrder(cycle, year, order);
    const isRunning = year?.state === 'running';
    if (!isRunning) {
      await records.rehearsedYears.start(cycle.id, order);
      await records.audit.append({
        cycleId: cycle.id,
        areaCode: cycle.provinceCode,
        actorId: identity.actorId,
        actorRole: identity.role,
        action: 'rehearsal.yearStarted',
        object: cycle.id,
        detail: order,
      });
    }
    try {
      await this.runs.startRehearsedYear(cycle.id, cycle.provinceCode, isRunning ? 'join' : 'replace');
    } catch {
      // Nothing was recorded, so whoever asked must ask again.
      throw new DomainError('SYSTEM.BUSY');
    }
  }
}

/** @throws DomainError where the year cannot be lived by this order now */
function checkOrder({ id, state }: Cycle, year: RehearsedYear | undefined, order: YearOrder): void {
  const seed = String(year?.seed);
  if (year?.state === 'running') {
    const isSame =
      year.seed === order.seed && year.dayMs === order.dayMs && year.keepGoing === order.keepGoing;
    if (!isSame) throw new DomainError('REHEARSAL.RUNNING', { cycle: id, seed });
    return;
  }
  // A year that was stopped may have been stopped between its close and its comparison.
  if (year?.state === 'ended' || (state === 'closed' && year === undefined)) {
    throw new DomainError('REHEARSAL.OVER', { cycle: id });
  }
  if (year !== undefined && year.seed !== order.seed) {
    throw new DomainError('REHEARSAL.OTHER_SEED', { cycle: id, seed });
  }
}
