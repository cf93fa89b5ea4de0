import { randomUUID } from 'node:crypto';
import { dateOf, startOfDay } from '#libs/calendar';
import { type CommandBody, DomainError, updateNameOf } from '#libs/contracts';
import { LEVEL_NAMES } from '#libs/policy';
import type { Identity, Scope } from '../ports/identity.js';
import {
  type Command,
  type Cycle,
  isInScope,
  type Records,
  type UnitOfWork,
  type UnitYear,
} from '../ports/records.port.js';
import type { CycleRules } from '../rules/cycle-rules.js';
import { judgingLevelOf } from '../rules/judging-level.js';
import { requestDigest } from '../rules/request-digest.js';
import { checkAssignment } from './assignment.js';
import { judge } from './judge.js';
import { REGISTRATION_STAGE } from './result-act.js';

export interface CommandRequest {
  readonly cycleId: string;
  readonly unitId: string;
  readonly idempotencyKey: string;
  readonly body: CommandBody;
}

export interface RegisteredCommand {
  readonly command: Command;
  /** False where the same key had been used for the same request before. */
  readonly isNew: boolean;
}

/**
 * Takes a command in: checks rights, asks the pure machine early, and commits the command row. From the commit on the
 * command is acknowledged. An early refusal is recorded as the command's outcome too, so the same key always gets the
 * same answer.
 */
export class RegisterCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError for rights, scope and a reused key */
  async execute(identity: Identity, request: CommandRequest): Promise<RegisteredCommand> {
    const bodyDigest = requestDigest([request.cycleId, request.unitId, request.body]);
    return this.unitOfWork.inTransaction(async (records) => {
      const earlier = await records.commands.findByKey(identity.tokenId, request.idempotencyKey);
      if (earlier !== undefined) return same(earlier, bodyDigest);
      const { cycle, unit } = await findUnitYear(records, identity, request.cycleId, request.unitId, {
        outside: isMovementOnly(request.body),
      });
      const rules = await this.rules.of(records, cycle, unit);
      const receivedAt = await records.now();
      const today = dateOf(cycle.clockAt ?? receivedAt);
      await checkAssignment(records, identity, rules, unit, request.body, today);
      const command: Command = {
        id: randomUUID(),
        idempotencyKey: request.idempotencyKey,
        bodyDigest,
        cycleId: cycle.id,
        unitId: unit.unitId,
        updateName: updateNameOf(request.body),
        body: request.body,
        actor: {
          tokenId: identity.tokenId,
          name: identity.name,
          role: identity.role,
          officeCode: identity.officeCode,
        },
        receivedAt,
        effectiveAt: effectiveAtOf(request.body, cycle.clockAt ?? receivedAt),
        status: 'received',
        attempt: 1,
      };
      // While an older command waits for its outcome the state is not what this one will meet.
      const isFirst = (await records.commands.oldestPending(cycle.id, unit.unitId)) === undefined;
      const asThen = await this.rules.of(records, cycle, unit, command.effectiveAt);
      const early = isFirst ? await judge(records, cycle, asThen, unit, command) : undefined;
      if ((await records.commands.insertOnce(command)) === 'existing') {
        const winner = await records.commands.findByKey(identity.tokenId, request.idempotencyKey);
        if (winner === undefined) throw new Error('a command with this key was there and is gone');
        return same(winner, bodyDigest);
      }
      if (early === undefined || early.outcome === 'applied') return { command, isNew: true };
      const outcome = early.result;
      await records.commands.finish(command.id, 'refused', outcome, receivedAt);
      return { command: { ...command, status: 'refused', outcome, decidedAt: receivedAt }, isNew: true };
    });
  }
}

/**
 * The unit's year inside the caller's scope. What is outside is told exactly like what does not exist.
 *
 * @param options.outside whether units outside the standard are meant too
 * @throws DomainError CYCLE.UNKNOWN, CYCLE.OPENING, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD
 */
export async function findUnitYear(
  records: Records,
  identity: Identity,
  cycleId: string,
  unitId: string,
  { outside = false }: { readonly outside?: boolean } = {},
): Promise<{ cycle: Cycle; unit: UnitYear }> {
  const cycle = await records.cycles.find(cycleId);
  const isForeignCycle = identity.cycleId !== undefined && identity.cycleId !== cycleId;
  if (cycle === undefined || isForeignCycle) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
  const unit = await records.unitYears.find(cycleId, unitId);
  if (unit === undefined || !isInScope(identity.scope, unit)) {
    if (unit !== undefined) await tellWhoActsNow(records, identity, cycle, unit);
    if (await isForeign(records, identity.scope, cycle.provinceCode))
      throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    const opening = cycle.state === 'opening' && identity.role === 'administrator';
    throw opening
      ? new DomainError('CYCLE.OPENING', { cycle: cycleId })
      : new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
  }
  if (unit.standing === 'outside' && !outside) {
    throw new DomainError('UNIT.OUTSIDE_STANDARD', { unit: unitId, reason: unit.standingReason ?? '' });
  }
  return { cycle, unit };
}

/**
 * An office that a migration of the cycle took a unit from knows the unit, so it is told who acts now.
 *
 * @throws DomainError ACTOR.MOVED
 */
async function tellWhoActsNow(
  records: Records,
  { scope }: Identity,
  cycle: Cycle,
  unit: UnitYear,
): Promise<void> {
  const former = unit.state.formerly?.findLast(({ communeCode, districtCode }) =>
    isInScope(scope, { ...unit, communeCode, districtCode }),
  );
  if (former === undefined || unit.provinceCode !== cycle.provinceCode) return;
  const pack = await records.cycles.packOf(cycle.packHash);
  const level = judgingLevelOf(pack, unit);
  const areas = await records.migrations.areas(cycle.provinceCode);
  const place = areas.find(({ code }) => code === unit.communeCode)?.name ?? unit.communeCode;
  throw new DomainError('ACTOR.MOVED', {
    unit: unit.unitId,
    name: unit.unitName,
    from: dateOf(former.until),
    assigned: `cơ quan cấp ${LEVEL_NAMES[level]}${level === 'tinh' ? '' : ` (${place})`}`,
  });
}

/** Whether the account lies in another province than the cycle, whatever the level of its scope. */
export async function isForeign(records: Records, scope: Scope, provinceCode: string): Promise<boolean> {
  switch (scope.level) {
    case 'tinh':
      return scope.provinceCode !== provinceCode;
    case 'xa':
      return (await records.units.communes(provinceCode)).every(({ code }) => code !== scope.communeCode);
    case 'huyen':
      return (await records.units.communes(provinceCode)).every(
        ({ districtCode }) => districtCode !== scope.districtCode,
      );
    case 'unit':
      return (await records.units.find(scope.unitId))?.provinceCode !== provinceCode;
  }
}

/** What a unit outside the standard does too: it registers the movement, and mends or takes back the paper. */
const isMovementOnly = (body: CommandBody): boolean =>
  (body.kind === 'submit' || body.kind === 'withdraw' || body.kind === 'return') &&
  body.stage === REGISTRATION_STAGE;

/** Receipt, or the first instant of the day on which a paper arrived. */
function effectiveAtOf(body: CommandBody, now: string): string {
  if (body.kind !== 'submit' || body.onBehalf === undefined) return now;
  const { arrivedOn } = body.onBehalf;
  if (arrivedOn > dateOf(now)) throw new DomainError('ARRIVAL.IN_FUTURE', { day: arrivedOn });
  return arrivedOn === dateOf(now) ? now : startOfDay(arrivedOn);
}

function same(earlier: Command, bodyDigest: string): RegisteredCommand {
  if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
  return { command: earlier, isNew: false };
}
