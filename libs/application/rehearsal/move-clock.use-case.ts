import { epochMs, formatInstant, toInstant } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'audit' | 'cycles' | 'requests' | 'units'>;

/** Moves a rehearsal's stored clock forward. A calendar cycle has no clock of its own. */
export class MoveClock {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
  ) {}

  /**
   * The same key moves once, and is answered with the cycle as it stands by then.
   *
   * @param to ISO 8601 instant, later than the cycle's now
   * @param key Idempotency-Key; absent where the system itself acts
   * @throws DomainError IDEMPOTENCY.REUSED, CYCLE.UNKNOWN, CLOCK.CALENDAR, CLOCK.BACKWARDS, ACTOR.ADMINISTRATOR_ONLY
   */
  async execute(identity: Identity, cycleId: string, to: string, key?: string): Promise<Cycle> {
    const instant = toInstant(epochMs(to));
    const moved = await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      const cycle = await records.cycles.lock(cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      requireInProvince(identity, 'moveClock', provinceCode);
      const request = { act: 'moveClock', key, content: [cycleId, instant] } as const;
      const clockAt = await onceByKey(records, identity, request, () =>
        move(records, identity, cycle, instant),
      );
      return { ...cycle, clockAt: latest(cycle.clockAt, clockAt) };
    });
    if (moved.state === 'open') await wake(this.runs, moved);
    return moved;
  }
}

/** @returns the clock as it was moved */
async function move(records: Needs, identity: Identity, cycle: Cycle, instant: string): Promise<string> {
  if (cycle.clockAt === undefined) throw new DomainError('CLOCK.CALENDAR', { cycle: cycle.id });
  if (instant === cycle.clockAt) return instant;
  if (instant < cycle.clockAt)
    throw new DomainError('CLOCK.BACKWARDS', { now: formatInstant(cycle.clockAt) });
  await records.cycles.setClock(cycle.id, instant);
  await records.cycles.touch(cycle.id);
  await records.audit.append({
    cycleId: cycle.id,
    areaCode: cycle.provinceCode,
    actorId: identity.actorId,
    actorRole: identity.role,
    action: 'cycle.clockMoved',
    object: cycle.id,
    detail: { from: cycle.clockAt, to: instant },
  });
  return instant;
}

/** A clock that went on since a request was carried out stays where it is. */
const latest = (now: string | undefined, moved: string): string =>
  now !== undefined && now > moved ? now : moved;
