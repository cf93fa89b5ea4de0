import { DomainError } from '#libs/contracts';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { UnitRun } from '../runs/runs.port.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { type Asking, askCommand, type CommandRequest } from './ask-command.js';
import type { Command } from './commands.port.js';
import { type OutcomeStores, recordOutcome, weigh } from './decide-command.js';

type Needs = OutcomeStores & Stores<'unlessLocked'>;

/** How long the door waits for a unit that somebody else is changing before the command goes by its run. */
const LOCK_WAIT_MS = 300;

export interface RegisteredCommand {
  readonly command: Command;
  /** False where the same key had been used for the same request before. */
  readonly isNew: boolean;
  /** The run that is to hear of it; absent where the key had been used before. */
  readonly run?: UnitRun;
}

/**
 * The door: takes a command in and decides it in one transaction (decision 0030). The unit is locked, rights and the
 * pure machine are asked on what stands then, and the command row is committed with its outcome, the fact, papers,
 * mail, counters and audit. Its run hears of it afterwards.
 *
 * Where an older command of the unit has no outcome yet, or the unit is held by somebody else for longer than a moment,
 * the command is committed as `received` instead, and its run brings it to its outcome (`ApplyCommand`). Either way it
 * is acknowledged from the commit on, and the same key always gets the same answer.
 */
export class RegisterCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly faultPoints: FaultPoints,
  ) {}

  /** @throws DomainError for rights, scope, documents of the future and a reused key */
  async execute(identity: Identity, request: CommandRequest): Promise<RegisteredCommand> {
    const bodyDigest = requestDigest([request.cycleId, request.unitId, request.body]);
    const registered = await this.unitOfWork.inTransaction(async (records) => {
      const earlier = await records.commands.findByKey(identity.tokenId, request.idempotencyKey);
      if (earlier !== undefined) return same(earlier, bodyDigest);
      const asking = { bodyDigest, receivedAt: await records.now() };
      const decided = await records.unlessLocked(LOCK_WAIT_MS, () =>
        this.decide(records, identity, request, asking),
      );
      const done = decided ?? (await this.takeIn(records, identity, request, asking));
      if (done.isNew && done.command.status !== 'received') this.faultPoints.hit('beforeDoorCommit');
      return done;
    });
    if (registered.isNew && registered.command.status !== 'received') this.faultPoints.hit('afterDoorCommit');
    return registered;
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
      const asked = await askCommand(
        records,
        this.rules,
        identity,
        { ...request, idempotencyKey: '' },
        { bodyDigest: '', receivedAt: await records.now(), locked: false },
      );
      const weighed = await weigh(records, this.rules, asked);
      return { ...asked.command, status: weighed.status, outcome: weighed.outcome };
    });
  }

  /** Brings the request to its outcome under the locks; undefined where an older command of the unit has its turn. */
  private async decide(
    records: Needs,
    identity: Identity,
    request: CommandRequest,
    asking: Omit<Asking, 'locked'>,
  ): Promise<RegisteredCommand | undefined> {
    await records.cycles.holdRules(request.cycleId);
    const asked = await askCommand(records, this.rules, identity, request, { ...asking, locked: true });
    const { command, unit } = asked;
    if ((await records.commands.oldestPending(command.cycleId, command.unitId)) !== undefined)
      return undefined;
    const weighed = await weigh(records, this.rules, asked);
    const { status, outcome } = weighed;
    const decidedAt = await records.now();
    const decided: Command = { ...command, status, outcome, decidedAt };
    if ((await records.commands.insertOnce(decided)) === 'existing')
      return this.winner(records, identity, request, asking);
    if (weighed.status === 'applied')
      await recordOutcome(records, { ...asked, command: decided }, weighed, decidedAt);
    return { command: decided, isNew: true, run: runOf(unit) };
  }

  /** Commits the request as `received`, for its run to bring to an outcome. */
  private async takeIn(
    records: Needs,
    identity: Identity,
    request: CommandRequest,
    asking: Omit<Asking, 'locked'>,
  ): Promise<RegisteredCommand> {
    const { command, unit } = await askCommand(records, this.rules, identity, request, {
      ...asking,
      locked: false,
    });
    if ((await records.commands.insertOnce(command)) === 'existing')
      return this.winner(records, identity, request, asking);
    return { command, isNew: true, run: runOf(unit) };
  }

  /** The command that the same key had brought a moment before. */
  private async winner(
    records: Needs,
    identity: Identity,
    { idempotencyKey }: CommandRequest,
    { bodyDigest }: Omit<Asking, 'locked'>,
  ): Promise<RegisteredCommand> {
    const winner = await records.commands.findByKey(identity.tokenId, idempotencyKey);
    if (winner === undefined) throw new Error('a command with this key was there and is gone');
    return same(winner, bodyDigest);
  }
}

function same(earlier: Command, bodyDigest: string): RegisteredCommand {
  if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
  return { command: earlier, isNew: false };
}

const runOf = ({ cycleId, unitId, provinceCode, communeCode, unitKind }: UnitYear): UnitRun => ({
  cycleId,
  unitId,
  provinceCode,
  communeCode,
  unitKind,
});
