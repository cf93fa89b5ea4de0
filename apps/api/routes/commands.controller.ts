import { Controller, Get, Inject, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { findUnitYear, type Identity, type UnitOfWork } from '#libs/application';
import { type CommandAnswer, DomainError } from '#libs/contracts';
import { commandAnswer } from '../answers/command.answer.js';
import { Caller } from '../auth/token.guard.js';
import { UNIT_OF_WORK } from '../edge/injection-tokens.js';

@ApiTags('Thao tác')
@ApiBearerAuth()
@Controller('commands')
export class CommandsController {
  constructor(@Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork) {}

  @Get(':commandId')
  @ApiOperation({ summary: 'Kết quả của một thao tác đã tiếp nhận' })
  async show(
    @Caller() caller: Identity,
    @Param('commandId', new ParseUUIDPipe()) commandId: string,
  ): Promise<CommandAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const command = await records.commands.find(commandId);
      if (command === undefined) throw new DomainError('COMMAND.UNKNOWN', { command: commandId });
      await findUnitYear(records, caller, command.cycleId, command.unitId).catch(() => {
        throw new DomainError('COMMAND.UNKNOWN', { command: commandId });
      });
      return commandAnswer(command);
    });
  }
}
