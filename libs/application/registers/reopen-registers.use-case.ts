import { randomUUID } from 'node:crypto';
import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { RegisterReopeningAnswer, RegisterReopeningBody } from '#libs/contracts/http';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { reopeningAnswer } from './register-answer.js';
import { registerOf } from './register-rules.js';
import type { Reopening } from './registers.port.js';

type Needs = Stores<'audit' | 'cycles' | 'migrations' | 'now' | 'registers' | 'unitYears' | 'units'>;

/** Opens registers again after their cut-off, for a unit, an area or the whole cycle; the window of days stays. */
export class ReopenRegisters {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, CYCLE.NOT_RUNNING, REGISTER.UNKNOWN,
   *   UNIT.NOT_IN_SCOPE,
   *   AREA.UNKNOWN, REGISTER.REOPEN_PASSED, IDEMPOTENCY.REUSED
   */
  async execute(
    identity: Identity,
    cycleId: string,
    body: RegisterReopeningBody,
    idempotencyKey: string,
  ): Promise<RegisterReopeningAnswer> {
    const bodyDigest = requestDigest([cycleId, body]);
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'reopenRegisters', cycle.provinceCode);
      await records.cycles.lock(cycleId);
      const earlier = await records.registers.reopeningByKey(identity.actorId, idempotencyKey);
      if (earlier !== undefined) {
        if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
        return reopeningAnswer(earlier);
      }
      if (cycle.state === 'closed') throw new DomainError('CYCLE.NOT_RUNNING', { cycle: cycleId });
      if (body.register !== undefined) registerOf(await this.rules.packOf(records, cycle), body.register);
      const year = body.unit === undefined ? undefined : await records.unitYears.find(cycleId, body.unit);
      if (body.unit !== undefined && year === undefined)
        throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: body.unit });
      const communes = await records.units.communes(cycle.provinceCode);
      const isKnown = communes.some(
        ({ code, districtCode }) => code === body.area || districtCode === body.area,
      );
      if (body.area !== undefined && !isKnown) throw new DomainError('AREA.UNKNOWN', { area: body.area });
      const recordedAt = await records.now();
      if (body.until < dateOf(cycle.clockAt ?? recordedAt))
        throw new DomainError('REGISTER.REOPEN_PASSED', { day: body.until });
      const { actorId, name, role, officeCode } = identity;
      const reopening: Reopening = {
        id: randomUUID(),
        cycleId,
        register: body.register,
        unitId: body.unit,
        areaCode: body.area,
        until: body.until,
        reason: body.reason,
        actor: { actorId, name, role, officeCode },
        recordedAt,
        idempotencyKey,
        bodyDigest,
      };
      await records.registers.addReopening(reopening);
      await records.audit.append({
        cycleId,
        areaCode: year?.communeCode ?? cycle.provinceCode,
        actorId,
        actorRole: role,
        action: 'register.reopened',
        object: body.register ?? '*',
        detail: body,
      });
      return reopeningAnswer(reopening);
    });
  }
}
