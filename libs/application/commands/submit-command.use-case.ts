import type { Identity } from '../identity/identity.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { ANSWER_WITHIN_MS } from './answer-time.js';
import type { CommandRequest } from './ask-command.js';
import type { CommandDispatcher, DeliveryEnd } from './command-dispatcher.js';
import type { Command } from './commands.port.js';
import type { RegisterCommand } from './register-command.use-case.js';

type Needs = Stores<'commands'>;

const POLL_EVERY_MS = 100;

/**
 * Takes a command in at the door, where nearly every one gets its outcome. One that the door left to the unit's run is
 * waited for a short while; what is not decided by then stays `received` and is delivered by the dispatcher: a time-out
 * means unknown, never lost.
 */
export class SubmitCommand {
  constructor(
    private readonly register: RegisterCommand,
    private readonly dispatcher: CommandDispatcher,
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly faultPoints: FaultPoints,
  ) {}

  /** @returns the command with its outcome, or still `received` */
  async execute(identity: Identity, request: CommandRequest): Promise<Command> {
    const { command, isNew, run } = await this.dispatcher.besides(() =>
      this.register.execute(identity, request),
    );
    if (command.status === 'applied' && run !== undefined) this.dispatcher.carryLater(command, run);
    if (command.status !== 'received') return command;
    if (isNew) this.faultPoints.hit('afterCommandRecorded');
    return this.waitForOutcome(command, isNew ? this.dispatcher.deliver(command) : undefined);
  }

  /** What the request would come to; nothing is recorded. @throws DomainError for rights and scope */
  preview(identity: Identity, request: Omit<CommandRequest, 'idempotencyKey'>): Promise<Command> {
    return this.register.preview(identity, request);
  }

  private async waitForOutcome(
    command: Command,
    delivery: Promise<DeliveryEnd> | undefined,
  ): Promise<Command> {
    const until = Date.now() + ANSWER_WITHIN_MS;
    let latest = command;
    let pending = delivery;
    while (latest.status === 'received' && Date.now() < until) {
      const end = await Promise.race([pause(POLL_EVERY_MS), ...(pending === undefined ? [] : [pending])]);
      if (end !== undefined) pending = undefined;
      latest = await this.find(command.id, latest);
      if (end === 'unreachable') break;
    }
    return latest;
  }

  /** The command is recorded whatever happens now, so a database that went away meanwhile leaves it at "received". */
  private async find(commandId: string, known: Command): Promise<Command> {
    try {
      return (await this.unitOfWork.inTransaction((records) => records.commands.find(commandId))) ?? known;
    } catch {
      return known;
    }
  }
}

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));
