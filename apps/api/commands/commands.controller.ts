import { Controller, Get, Inject, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { findUnitYear, type Identity, type UnitOfWork } from '#libs/application';
import { type CommandAnswer, DomainError } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { UNIT_OF_WORK } from '../edge/injection-tokens.js';
import { commandAnswer } from './command.answer.js';

/** A command outside the caller's scope is told exactly like one that does not exist. */
const unknown = (command: string) => new DomainError('COMMAND.UNKNOWN', { command });

@ApiTags('Thao tác')
@ApiBearerAuth()
@Controller('commands')
export class CommandsController {
  constructor(@Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork) {}

  @Get(':commandId')
  @ApiOperation({ summary: 'Kết quả của một thao tác đã tiếp nhận' })
  async show(
    @Caller() caller: Identity,
    @Param('commandId', new ParseUUIDPipe({ exceptionFactory: () => unknown('') })) commandId: string,
  ): Promise<CommandAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const command = await records.commands.find(commandId);
      if (command === undefined) throw unknown(commandId);
      await findUnitYear(records, caller, command.cycleId, command.unitId).catch((error: unknown) => {
        throw error instanceof DomainError ? unknown(commandId) : error;
      });
      return commandAnswer(command);
    });
  }
}
