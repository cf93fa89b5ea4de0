import { randomUUID } from 'node:crypto';
import { dateOf, startOfDay } from '#libs/calendar';
import { type CommandBody, DomainError, updateNameOf } from '#libs/contracts';
import { askedBy, checkAssignment } from '../access/assignment.js';
import { findUnitYear } from '../access/find-unit-year.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { type Judgement, judge } from '../judging/judge.js';
import { REGISTRATION_STAGE } from '../judging/result-act.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { appliedOutcome } from './applied-outcome.js';
import type { Command } from './commands.port.js';

type Needs = Stores<
  | 'choices'
  | 'commands'
  | 'cycles'
  | 'evidence'
  | 'figures'
  | 'migrations'
  | 'now'
  | 'papers'
  | 'registers'
  | 'unitYears'
  | 'units'
  | 'workingDays'
>;

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
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError for rights, scope and a reused key */
  async execute(identity: Identity, request: CommandRequest): Promise<RegisteredCommand> {
    const bodyDigest = requestDigest([request.cycleId, request.unitId, request.body]);
    return this.unitOfWork.inTransaction(async (records) => {
      const earlier = await records.commands.findByKey(identity.tokenId, request.idempotencyKey);
      if (earlier !== undefined) return same(earlier, bodyDigest);
      const asked = await this.ask(records, identity, { ...request, bodyDigest });
      const { command } = asked;
      // While an older command waits for its outcome the state is not what this one will meet.
      const isFirst = (await records.commands.oldestPending(command.cycleId, command.unitId)) === undefined;
      const early = isFirst ? await this.judge(records, asked) : undefined;
      if ((await records.commands.insertOnce(command)) === 'existing') {
        const winner = await records.commands.findByKey(identity.tokenId, request.idempotencyKey);
        if (winner === undefined) throw new Error('a command with this key was there and is gone');
        return same(winner, bodyDigest);
      }
      if (early === undefined || early.outcome === 'applied') return { command, isNew: true };
      const { receivedAt } = command;
      const outcome = early.result;
      await records.commands.finish(command.id, 'refused', outcome, receivedAt);
      return { command: { ...command, status: 'refused', outcome, decidedAt: receivedAt }, isNew: true };
    });
  }

  /**
   * What the command would come to if it were sent now; nothing is written, and an older command of the unit that has
   * no outcome yet is not waited for.
   *
   * @returns a command that exists nowhere, `applied` or `refused`
   * @throws DomainError for rights and scope
   */
  async preview(identity: Identity, request: Omit<CommandRequest, 'idempotencyKey'>): Promise<Command> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const asked = await this.ask(records, identity, { ...request, idempotencyKey: '', bodyDigest: '' });
      const { cycle, unit, rules, command } = asked;
      const judgement = await this.judge(records, asked);
      return judgement.outcome === 'refused'
        ? { ...command, status: 'refused', outcome: judgement.result }
        : {
            ...command,
            status: 'applied',
            outcome: (await appliedOutcome(records, this.rules, cycle, rules, unit, judgement)).outcome,
          };
    });
  }

  /** Checks that the account may ask this, and makes a command of the request. */
  private async ask(
    records: Needs,
    identity: Identity,
    { cycleId, unitId, idempotencyKey, bodyDigest, body }: CommandRequest & { readonly bodyDigest: string },
  ): Promise<AskedCommand> {
    const { cycle, unit } = await findUnitYear(records, identity, cycleId, unitId, {
      outside: isMovementOnly(body),
    });
    const rules = await this.rules.of(records, cycle, unit);
    const receivedAt = await records.now();
    const today = dateOf(cycle.clockAt ?? receivedAt);
    await checkAssignment(records, identity, rules, unit, askedBy(body), today);
    const { tokenId, name, role, officeCode } = identity;
    const command: Command = {
      id: randomUUID(),
      idempotencyKey,
      bodyDigest,
      cycleId: cycle.id,
      unitId: unit.unitId,
      updateName: updateNameOf(body),
      body,
      actor: { tokenId, name, role, officeCode },
      receivedAt,
      effectiveAt: effectiveAtOf(body, cycle.clockAt ?? receivedAt),
      status: 'received',
      attempt: 1,
    };
    return { cycle, unit, rules, command };
  }

  /** Judges by the rules of the instant at which the command counts. */
  private async judge(records: Needs, { cycle, unit, command }: AskedCommand): Promise<Judgement> {
    const asThen = await this.rules.of(records, cycle, unit, command.effectiveAt);
    return judge(records, cycle, asThen, unit, command);
  }
}

/** A request that an account may make, with what it is about. */
interface AskedCommand {
  readonly cycle: Cycle;
  readonly unit: UnitYear;
  readonly rules: Rules;
  readonly command: Command;
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
