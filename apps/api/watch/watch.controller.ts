import { Controller, Headers, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FindCycle, type Identity, ShowBoard } from '#libs/application';
import { type BoardAnswer, type BoardQuery, boardQuery } from '#libs/contracts/http';
import { Caller, CallerDigest } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';
import { CycleEvents } from './cycle-events.service.js';
import { eventStream } from './event-stream.js';

@Controller()
export class WatchController {
  constructor(
    private readonly boards: ShowBoard,
    private readonly watching: CycleEvents,
    private readonly cycles: FindCycle,
  ) {}

  @Serves('GET /cycles/{cycleId}/board')
  @RequirePermission('watchCycle')
  board(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: boardQuery }) query: BoardQuery,
  ): Promise<BoardAnswer> {
    return this.boards.execute(caller, cycleId, { communeCode: query.commune, kind: query.kind });
  }

  @Serves('GET /cycles/{cycleId}/events')
  @RequirePermission('watchCycle')
  async events(
    @Caller() identity: Identity,
    @CallerDigest() tokenDigest: string,
    @Param('cycleId') cycleId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cycles.execute(identity, cycleId);
    // The framework serves HEAD by the same handler; a stream without a body would stay open for nothing.
    if (request.method === 'HEAD') return void reply.type('text/event-stream').send();
    await this.watching.open({ cycleId, identity, tokenDigest, lastEventId }, () => eventStream(reply));
  }
}
