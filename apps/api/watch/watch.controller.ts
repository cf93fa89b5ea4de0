import { Controller, Headers, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FindCycle, type Identity, ShowBoard } from '#libs/application';
import { type BoardAnswer, type BoardQuery, boardQuery } from '#libs/contracts/http';
import { Caller, CallerDigest } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';
import { boardTag, names } from './board-tag.js';
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
  async board(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: boardQuery }) { commune, kind, asOf }: BoardQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BoardAnswer | undefined> {
    const board = await this.boards.execute(caller, cycleId, { communeCode: commune, kind, asOf });
    const tag = boardTag(board);
    reply.header('ETag', tag);
    if (!names(known, tag)) return board;
    reply.code(304);
    return undefined;
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
