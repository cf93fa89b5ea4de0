import { DomainError } from '#libs/contracts';
import { type CycleRules, withStageNames } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { UnitRun } from '../runs/runs.port.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { holdAnswered } from '../waiting/hold-waiting.js';
import { type AskedCommand, type Asking, askCommand, type CommandRequest } from './ask-command.js';
import type { Command } from './commands.port.js';
import { type OutcomeStores, recordOutcome, weigh } from './decide-command.js';

type Needs = OutcomeStores & Stores<'stepDone' | 'unlessLocked'>;

/** How long the door waits for rules and a unit that somebody else is changing before the command goes by its run. */
const LOCK_WAIT_MS = 300;
/** How long it then waits for what neighbours share: counters of their commune, the head of its audit. */
const NEIGHBOURS_WAIT_MS = 3_000;

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
 * Where an older command of the unit has no outcome yet, the unit is held by somebody else for longer than a moment, or
 * what its neighbours share for some seconds (a process that froze in a transaction), the command is committed as `received` instead, and its run brings it to its outcome (`ApplyCommand`). Either way it
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
    // A transaction that is run again for a deadlock makes nobody late.
    let receivedAt: string | undefined;
    const registered = await this.unitOfWork.inTransaction(async (records) => {
      const { at, earlier } = await records.commands.receipt(identity.actorId, request.idempotencyKey);
      if (earlier !== undefined) return sameRequest(earlier, bodyDigest);
      receivedAt ??= at;
      records.stepDone('receipt');
      const done = await this.register(records, identity, request, { bodyDigest, receivedAt });
      if (isDecidedNow(done)) this.faultPoints.hit('beforeDoorCommit');
      return done;
    });
    if (isDecidedNow(registered)) this.faultPoints.hit('afterDoorCommit');
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
        { bodyDigest: '', receivedAt: await records.now() },
      );
      const weighed = await weigh(records, this.rules, asked);
      return { ...asked.command, status: weighed.status, outcome: weighed.outcome };
    });
  }

  private async register(
    records: Needs,
    identity: Identity,
    request: CommandRequest,
    asking: Asking,
  ): Promise<RegisteredCommand> {
    const { cycleId, unitId } = request;
    const locked = await records.unlessLocked(LOCK_WAIT_MS, async () => ({
      held: await records.unitYears.lockUnderRules(cycleId, unitId),
    }));
    records.stepDone('lock');
    // Its twin may have been decided while the locks were waited for; what it left is not what this one is asked on.
    const { twin, pending } = await records.commands.before({ ...request, actorId: identity.actorId });
    if (twin !== undefined) return sameRequest(twin, asking.bodyDigest);
    const asked = await askCommand(records, this.rules, identity, request, { ...asking, held: locked?.held });
    const lost = await holdAnswered(records, asked.command);
    if (lost !== undefined) throw new DomainError(lost.code, withStageNames(asked.rules.stages, lost));
    records.stepDone('rules');
    // A row that its statement did not see is not locked, and the rules may not be held either.
    const mayDecide = locked?.held !== undefined && pending === undefined;
    const command = mayDecide
      ? await records.unlessLocked(NEIGHBOURS_WAIT_MS, () => this.decide(records, asked))
      : undefined;
    if (command !== undefined) return { command, isNew: true, run: runOf(asked.unit) };
    if ((await records.commands.insertOnce(asked.command)) === 'inserted')
      return { command: asked.command, isNew: true, run: runOf(asked.unit) };
    const winner = await this.earlier(records, identity, request, asking.bodyDigest);
    if (winner === undefined) throw new Error('a command with this key was there and is gone');
    return winner;
  }

  /** Brings the command to its outcome, with its unit locked; undefined where its key was used a moment before. */
  private async decide(records: Needs, asked: AskedCommand): Promise<Command | undefined> {
    const weighed = await weigh(records, this.rules, asked);
    records.stepDone('judge');
    const { status, outcome } = weighed;
    const decided = { ...asked.command, status, outcome };
    const decidedAt = await records.commands.insertDecided(decided);
    if (decidedAt === undefined) return undefined;
    const command: Command = { ...decided, decidedAt };
    if (weighed.status === 'applied') await recordOutcome(records, { ...asked, command }, weighed, decidedAt);
    records.stepDone('write');
    return command;
  }

  /** The command that the same key has brought before. @throws DomainError IDEMPOTENCY.REUSED */
  private async earlier(
    records: Needs,
    identity: Identity,
    { idempotencyKey }: CommandRequest,
    bodyDigest: string,
  ): Promise<RegisteredCommand | undefined> {
    const command = await records.commands.findByKey(identity.actorId, idempotencyKey);
    return command && sameRequest(command, bodyDigest);
  }
}

/** The command that the same key has brought, where it was brought by the same request. @throws DomainError IDEMPOTENCY.REUSED */
function sameRequest(command: Command, bodyDigest: string): RegisteredCommand {
  if (command.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
  return { command, isNew: false };
}

const isDecidedNow = ({ command, isNew }: RegisteredCommand): boolean =>
  isNew && command.status !== 'received';

const runOf = ({ cycleId, unitId, provinceCode, communeCode, unitKind }: UnitYear): UnitRun => ({
  cycleId,
  unitId,
  provinceCode,
  communeCode,
  unitKind,
});
