import { formatInstant } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'audit' | 'cycles' | 'units'>;

/** Moves a rehearsal's stored clock forward. A calendar cycle has no clock of its own. */
export class MoveClock {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
  ) {}

  /**
   * @param to ISO 8601 instant, later than the cycle's now
   * @throws DomainError CYCLE.UNKNOWN, CLOCK.CALENDAR, CLOCK.BACKWARDS, ACTOR.ADMINISTRATOR_ONLY
   */
  async execute(identity: Identity, cycleId: string, to: string): Promise<Cycle> {
    const instant = new Date(to).toISOString();
    const moved = await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      const cycle = await records.cycles.lock(cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      requireInProvince(identity, 'moveClock', provinceCode);
      if (cycle.clockAt === undefined) throw new DomainError('CLOCK.CALENDAR', { cycle: cycleId });
      if (instant === cycle.clockAt) return cycle;
      if (instant < cycle.clockAt)
        throw new DomainError('CLOCK.BACKWARDS', { now: formatInstant(cycle.clockAt) });
      await records.cycles.setClock(cycleId, instant);
      await records.cycles.touch(cycleId);
      await records.audit.append({
        cycleId,
        areaCode: cycle.provinceCode,
        actorId: identity.tokenId,
        actorRole: identity.role,
        action: 'cycle.clockMoved',
        object: cycleId,
        detail: { from: cycle.clockAt, to: instant },
      });
      return { ...cycle, clockAt: instant };
    });
    if (moved.state === 'open') await wake(this.runs, moved);
    return moved;
  }
}
