import { Controller, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import type { Identity, MessageLine, ReadModel } from '#libs/application';
import { DomainError } from '#libs/contracts';
import {
  type MessageAnswer,
  type MessageDetailAnswer,
  type MessageQuery,
  messageQuery,
  type Page,
} from '#libs/contracts/http';

import { Caller } from '../auth/token.guard.js';
import { Serves } from '../edge/serves.js';
import { READ_MODEL } from '../ports/tokens.js';

@Controller()
export class MessagesController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Serves('GET /messages')
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

  @Serves('GET /messages/{id}')
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
