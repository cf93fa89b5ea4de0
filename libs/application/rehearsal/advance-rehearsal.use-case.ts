import { epochMs, formatInstant, toInstant } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { rehearsed } from './step-rehearsal.use-case.js';

type Needs = Stores<'cycles' | 'units'>;

/** Lets a rehearsal's clock go on by itself, from one thing that happens to the next, up to an instant. */
export class AdvanceRehearsal {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
  ) {}

  /**
   * @param to ISO 8601 instant, not before the cycle's now
   * @param dayMs real milliseconds that a day takes at least
   * @throws DomainError CYCLE.UNKNOWN, REHEARSAL.ONLY, CLOCK.BACKWARDS, ACTOR.ADMINISTRATOR_ONLY, SYSTEM.BUSY
   */
  async execute(identity: Identity, cycleId: string, to: string, dayMs: number): Promise<void> {
    const cycle = await this.unitOfWork.inTransaction(async (records) => {
      const found = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'advanceRehearsal', found.provinceCode);
      return rehearsed(found, cycleId);
    });
    const goal = toInstant(epochMs(to));
    if (goal < cycle.clockAt) throw new DomainError('CLOCK.BACKWARDS', { now: formatInstant(cycle.clockAt) });
    try {
      await this.runs.advanceRehearsal(cycleId, cycle.provinceCode, goal, dayMs);
    } catch {
      // Nothing was recorded, so whoever asked must ask again.
      throw new DomainError('SYSTEM.BUSY');
    }
  }
}
