import { epochMs, formatInstant, toInstant } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { rehearsed } from './step-rehearsal.use-case.js';

type Needs = Stores<'cycles' | 'requests' | 'units'>;

/** Lets a rehearsal's clock go on by itself, from one thing that happens to the next, up to an instant. */
export class AdvanceRehearsal {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
  ) {}

  /**
   * The goal is an instant that the clock never passes, so one who asks again, also after a crash before the key was
   * kept, moves nothing twice.
   *
   * @param to ISO 8601 instant, not before the cycle's now
   * @param dayMs real milliseconds that a day takes at least
   * @param key Idempotency-Key
   * @throws DomainError IDEMPOTENCY.REUSED, CYCLE.UNKNOWN, REHEARSAL.ONLY, CLOCK.BACKWARDS, ACTOR.ADMINISTRATOR_ONLY, SYSTEM.BUSY
   */
  async execute(identity: Identity, cycleId: string, to: string, dayMs: number, key: string): Promise<void> {
    const goal = toInstant(epochMs(to));
    const request = { act: 'advanceRehearsal', key, content: [cycleId, goal, dayMs] };
    await this.unitOfWork.inTransaction(async (records) => {
      const found = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'advanceRehearsal', found.provinceCode);
      const cycle = rehearsed(found, cycleId);
      await onceByKey(records, identity, request, async () => {
        if (goal < cycle.clockAt)
          throw new DomainError('CLOCK.BACKWARDS', { now: formatInstant(cycle.clockAt) });
        await this.advance(cycleId, cycle.provinceCode, goal, dayMs);
      });
    });
  }

  private async advance(cycleId: string, provinceCode: string, goal: string, dayMs: number): Promise<void> {
    try {
      await this.runs.advanceRehearsal(cycleId, provinceCode, goal, dayMs);
    } catch {
      // Nothing was recorded, so whoever asked must ask again.
      throw new DomainError('SYSTEM.BUSY');
    }
  }
}
