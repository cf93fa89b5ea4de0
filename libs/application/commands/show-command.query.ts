import { DomainError } from '#libs/contracts';
import { findUnitYear } from '../access/find-unit-year.js';
import { requireToRead } from '../access/reading.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Command } from './commands.port.js';

type Needs = Stores<'commands' | 'cycles' | 'migrations' | 'unitYears' | 'units'>;

/** A command that was taken in, with its outcome once there is one. */
export class ShowCommand {
  constructor(private readonly unitOfWork: UnitOfWork<Needs>) {}

  /** @throws DomainError COMMAND.UNKNOWN, also for a command about a unit that the account does not see */
  async execute(identity: Identity, commandId: string): Promise<Command> {
    const unknown = () => new DomainError('COMMAND.UNKNOWN', { command: commandId });
    return this.unitOfWork.inTransaction(async (records) => {
      const command = await records.commands.find(commandId);
      if (command === undefined) throw unknown();
      const { cycleId, unitId } = command;
      const { unit } = await findUnitYear(records, identity, cycleId, unitId).catch((error: unknown) => {
        throw error instanceof DomainError ? unknown() : error;
      });
      requireToRead(identity, 'readCommand', unit);
      return command;
    });
  }
}
