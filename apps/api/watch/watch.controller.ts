import { Controller, Headers, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Credential, type Identity, ShowBoard } from '#libs/application';
import { type BoardQuery, boardQuery, type EventsQuery, eventsQuery } from '#libs/contracts/http';
import { Caller, CallerCredential } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { matchesAny } from '../edge/entity-tag.js';
import { Serves } from '../edge/serves.js';
import { CycleEvents } from './cycle-events.service.js';
import { eventStream } from './event-stream.js';

@Controller()
export class WatchController {
  constructor(
    private readonly boards: ShowBoard,
    private readonly watching: CycleEvents,
  ) {}

  @Serves('GET /cycles/{cycleId}/board')
  @RequirePermission('watchCycle')
  async board(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: boardQuery }) { commune, kind, asOf }: BoardQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const board = await this.boards.execute(caller, cycleId, { communeCode: commune, kind, asOf });
    // Weak, because the clock runs on in the answer.
    const tag = `W/"${board.digest}"`;
    reply.header('ETag', tag);
    if (known !== undefined && matchesAny(known, tag, 'weak')) {
      reply.code(304);
      return undefined;
    }
    reply.type('application/json; charset=utf-8');
    return board.json;
  }

  @Serves('GET /cycles/{cycleId}/events')
  @RequirePermission('watchCycle')
  async events(
    @Caller() identity: Identity,
    @CallerCredential() credential: Credential,
    @Param('cycleId') cycleId: string,
    @Query({ schema: eventsQuery }) narrowed: EventsQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // The framework serves HEAD by the same handler; a stream without a body would stay open for nothing.
    if (request.method === 'HEAD') {
      await this.boards.view(identity, cycleId, { communeCode: narrowed.commune, kind: narrowed.kind });
      return void reply.type('text/event-stream').send();
    }
    const asked = { cycleId, identity, credential, narrowed, lastEventId };
    await this.watching.open(asked, () => eventStream(reply));
  }
}
