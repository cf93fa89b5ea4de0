import { Controller, Get, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Identity, MessageLine, ReadModel } from '#libs/application';
import { DomainError, type MessageAnswer, type MessageDetailAnswer, type Page } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { READ_MODEL } from '../ports/tokens.js';
import { type MessageQuery, messageQuery } from './messages.input.js';

@ApiTags('Thư')
@ApiBearerAuth()
@Controller('messages')
export class MessagesController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Get()
  @ApiOperation({ summary: 'Thư đã gửi và đang chờ, mới nhất trước' })
  async list(
    @Caller() caller: Identity,
    @Query({ schema: messageQuery }) query: MessageQuery,
  ): Promise<Page<MessageAnswer>> {
    const lines = await this.readModel.messages(caller.scope, {
      cycleId: caller.cycleId ?? query.cycle,
      unitId: query.unit,
      state: query.state,
      after: query.cursor,
      limit: query.limit,
    });
    return { items: lines.map(answer), next: lines.length === query.limit ? lines.at(-1)?.id : undefined };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một thư với nội dung và từng lần gửi' })
  async show(
    @Caller() caller: Identity,
    @Param('id', new ParseUUIDPipe({ exceptionFactory: () => new DomainError('MESSAGE.UNKNOWN') }))
    id: string,
  ): Promise<MessageDetailAnswer> {
    const found = await this.readModel.message(caller.scope, id);
    const isForeign = caller.cycleId !== undefined && found?.cycleId !== caller.cycleId;
    if (found === undefined || isForeign) throw new DomainError('MESSAGE.UNKNOWN');
    return { ...answer(found), text: found.text, tries: found.tries };
  }
}

function answer({ text: _text, ...line }: MessageLine): MessageAnswer {
  const { id, messageId, cycleId, unitId, template, recipient, subject, state } = line;
  const { uncertain, attempts, lastAnswer, createdAt, acceptedAt } = line;
  return {
    id,
    messageId,
    cycleId,
    unitId,
    template,
    recipient,
    subject,
    state,
    uncertain,
    attempts,
    lastAnswer,
    createdAt,
    acceptedAt,
  };
}
