import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type CertificationModel,
  type Identity,
  PreviewReminders,
  Upcoming,
  type WatchModel,
} from '#libs/application';
import { excludedClasses } from '#libs/certification';
import {
  type BoardAnswer,
  DomainError,
  type ExclusionAnswer,
  type Page,
  type ReminderPreviewAnswer,
  type UpcomingAnswer,
} from '#libs/contracts';
import { Caller, CallerDigest } from '../auth/token.guard.js';
import { exclusionAnswer } from '../certification/exclusion.answer.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { CERTIFICATION_MODEL, WATCH_MODEL } from '../edge/injection-tokens.js';
import { type CommunePageQuery, communePageQuery } from '../edge/input.js';
import { BoardReader } from './board-reader.service.js';
import { CycleEvents } from './cycle-events.service.js';
import { eventStream } from './event-stream.js';
import {
  type BoardQuery,
  boardQuery,
  type PreviewQuery,
  previewQuery,
  type UpcomingQuery,
  upcomingQuery,
} from './watch.input.js';

@ApiTags('Theo dõi')
@ApiBearerAuth()
@Controller('cycles/:cycleId')
export class WatchController {
  constructor(
    private readonly boards: BoardReader,
    private readonly watching: CycleEvents,
    private readonly cycles: CycleReader,
    private readonly comingUp: Upcoming,
    private readonly previewing: PreviewReminders,
    @Inject(WATCH_MODEL) private readonly watchModel: WatchModel,
    @Inject(CERTIFICATION_MODEL) private readonly certification: CertificationModel,
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

  @Get('exclusions')
  @ApiOperation({ summary: 'Đơn vị không xét thi đua, khen thưởng và lý do' })
  async exclusions(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) { cursor, limit, commune }: CommunePageQuery,
  ): Promise<Page<ExclusionAnswer>> {
    const cycle = await this.cycles.find(caller, cycleId);
    const pack = await this.cycles.packOf(cycle);
    const lines = await this.watchModel.exclusions(cycleId, caller.scope, {
      after: cursor,
      limit,
      communeCode: commune,
      classes: excludedClasses(pack),
    });
    if (lines === undefined) {
      const message = 'phải là vị trí mà trang trước đã báo; bỏ đi để xem từ đầu';
      throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'cursor', message }]);
    }
    const overrides = await this.certification.bodies(lines.flatMap(({ overriddenBy = [] }) => overriddenBy));
    return {
      items: lines.map((line) => exclusionAnswer(pack, line, overrides.get(line.overriddenBy ?? ''), cycle)),
      next: lines.length === limit ? lines.at(-1)?.unitId : undefined,
    };
  }

  @Get('upcoming')
  @ApiOperation({ summary: 'Việc sắp tới: lời nhắc và mốc lịch còn chờ, gần nhất trước' })
  upcoming(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: upcomingQuery }) { limit }: UpcomingQuery,
  ): Promise<UpcomingAnswer> {
    return this.comingUp.execute(caller, cycleId, limit);
  }

  @Get('reminders/preview')
  @ApiOperation({ summary: 'Xem trước lời nhắc của một ngày: ai nhận gì, vì sao nơi khác không nhận' })
  preview(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: previewQuery }) { at, commune, unit, after, limit }: PreviewQuery,
  ): Promise<ReminderPreviewAnswer> {
    const request = { at, communeCode: commune, unitId: unit, afterId: after, limit };
    return this.previewing.execute(caller, cycleId, request);
  }
}
