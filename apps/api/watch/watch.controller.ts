import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Identity } from '#libs/application';
import { type BoardAnswer } from '#libs/contracts';
import { Caller, CallerDigest } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { BoardReader } from './board-reader.service.js';
import { CycleEvents } from './cycle-events.service.js';
import { eventStream } from './event-stream.js';
import { type BoardQuery, boardQuery } from './watch.input.js';

@ApiTags('Theo dõi')
@ApiBearerAuth()
@Controller('cycles/:cycleId')
export class WatchController {
  constructor(
    private readonly boards: BoardReader,
    private readonly watching: CycleEvents,
    private readonly cycles: CycleReader,
  ) {}

  @Get('board')
  @ApiOperation({ summary: 'Bảng điều hành: số đơn vị theo bước, theo xã, phường' })
  board(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: boardQuery }) query: BoardQuery,
  ): Promise<BoardAnswer> {
    return this.boards.board(caller, cycleId, { communeCode: query.commune, kind: query.kind });
  }

  @Get('events')
  @ApiProduces('text/event-stream')
  @ApiOperation({
    summary: 'Báo ngay khi có thay đổi trong phạm vi của tài khoản',
    description:
      'Sự kiện `change` với `id` là tổng số thứ tự nhật ký; nối lại với Last-Event-ID thì không báo lại cái đã biết.',
  })
  async events(
    @Caller() identity: Identity,
    @CallerDigest() tokenDigest: string,
    @Param('cycleId') cycleId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cycles.find(identity, cycleId);
    // The framework serves HEAD by the same handler; a stream without a body would stay open for nothing.
    if (request.method === 'HEAD') return void reply.type('text/event-stream').send();
    await this.watching.open({ cycleId, identity, tokenDigest, lastEventId }, () => eventStream(reply));
  }
}
