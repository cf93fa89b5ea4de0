import { ANSWER_WITHIN_MS } from '../mail/letters.js';
import type { FaultPoints } from '../ports/fault-points.port.js';
import type { Identity } from '../ports/identity.js';
import type { Command, UnitOfWork } from '../ports/records.port.js';
import type { CommandDispatcher } from './command-dispatcher.js';
import type { CommandRequest, RegisterCommand } from './register-command.use-case.js';

const POLL_EVERY_MS = 100;

/**
 * Takes a command in and waits a short while for its outcome. What is not decided by then stays `received` and is
 * delivered by the dispatcher: a time-out means unknown, never lost.
 */
export class SubmitCommand {
  constructor(
    private readonly register: RegisterCommand,
    private readonly dispatcher: CommandDispatcher,
    private readonly unitOfWork: UnitOfWork,
    private readonly faultPoints: FaultPoints,
  ) {}

  /** @returns the command with its outcome, or still `received` */
  async execute(identity: Identity, request: CommandRequest): Promise<Command> {
    const { command, isNew } = await this.register.execute(identity, request);
    if (command.status !== 'received') return command;
    if (isNew) {
      this.faultPoints.hit('afterCommandRecorded');
      this.dispatcher.deliverSoon(command);
    }
    return this.waitForOutcome(command);
  }

  private async waitForOutcome(command: Command): Promise<Command> {
    const until = Date.now() + ANSWER_WITHIN_MS;
    let latest = command;
    while (latest.status === 'received' && Date.now() < until) {
      await Promise.race([this.dispatcher.settled(command.id), pause(POLL_EVERY_MS)]);
      latest = (await this.find(command.id)) ?? latest;
      if (this.dispatcher.isUnreachable) break;
    }
    return latest;
  }

  private find(commandId: string): Promise<Command | undefined> {
    return this.unitOfWork.inTransaction((records) => records.commands.find(commandId));
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
