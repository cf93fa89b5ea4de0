import { randomUUID } from 'node:crypto';
import { dateOf, startOfDay } from '#libs/calendar';
import { type CommandBody, DomainError, updateNameOf } from '#libs/contracts';
import { checkAssignment } from '../access/assignment.js';
import { findUnitYear } from '../access/find-unit-year.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { judge } from '../judging/judge.js';
import { REGISTRATION_STAGE } from '../judging/result-act.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Command } from './commands.port.js';

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
