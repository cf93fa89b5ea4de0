import { Controller, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { type Identity, ReadMessages } from '#libs/application';
import { DomainError } from '#libs/contracts';
import {
  type MessageAnswer,
  type MessageDetailAnswer,
  type MessageQuery,
  messageQuery,
  type Page,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class MessagesController {
  constructor(private readonly reading: ReadMessages) {}

  @Serves('GET /messages')
  @RequirePermission('readMessages')
  list(
    @Caller() caller: Identity,
    @Query({ schema: messageQuery }) { cycle, unit, state, cursor, limit }: MessageQuery,
  ): Promise<Page<MessageAnswer>> {
    return this.reading.list(caller, { cycleId: cycle, unitId: unit, state, after: cursor, limit });
  }

  @Serves('GET /messages/{id}')
  @RequirePermission('readMessages')
  show(
    @Caller() caller: Identity,
    @Param('id', new ParseUUIDPipe({ exceptionFactory: () => new DomainError('MESSAGE.UNKNOWN') }))
    id: string,
  ): Promise<MessageDetailAnswer> {
    return this.reading.show(caller, id);
  }
}
