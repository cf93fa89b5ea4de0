import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ConfirmFigure, type Identity, ListFigures, MoveClock, OpenCycle } from '#libs/application';
import type { CycleAnswer, CycleDetailAnswer, FiguresAnswer, OpenCycleAnswer } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { IdempotencyKey } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { CycleReader } from './cycle-reader.service.js';
import {
  type ClockBody,
  type ConfirmationBody,
  clockBody,
  confirmationBody,
  type OpenCycleBody,
  openCycleBody,
} from './cycles.input.js';

@ApiTags('Chu kỳ')
@ApiBearerAuth()
@Controller()
export class CyclesController {
  constructor(
    private readonly opening: OpenCycle,
    private readonly clock: MoveClock,
    private readonly confirming: ConfirmFigure,
    private readonly figures: ListFigures,
    private readonly reader: CycleReader,
  ) {}

  @Post('cycles')
  @ApiPost(openCycleBody)
  @ApiOperation({ summary: 'Mở chu kỳ; mở lại cùng chu kỳ không thay đổi gì' })
  async open(
    @Caller() caller: Identity,
    @IdempotencyKey() _key: string,
    @Body({ schema: openCycleBody }) body: OpenCycleBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenCycleAnswer> {
    const { cycle, isNew, passed } = await this.opening.execute(caller, body);
    reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { cycle: await this.reader.answer(cycle), isNew, passed };
  }

  @Get('cycles')
  @ApiOperation({ summary: 'Các chu kỳ của tỉnh' })
  async list(@Caller() caller: Identity): Promise<{ items: readonly CycleAnswer[] }> {
    return { items: await this.reader.list(caller) };
  }

  @Get('cycles/:cycleId')
  @ApiOperation({ summary: 'Một chu kỳ với các bước, hạn và số đơn vị' })
  show(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<CycleDetailAnswer> {
    return this.reader.detail(caller, cycleId);
  }

  @Post('cycles/:cycleId/clock')
  @ApiPost(clockBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Đưa đồng hồ của chu kỳ diễn tập tới một thời điểm sau' })
  async moveClock(
    @Caller() caller: Identity,
    @IdempotencyKey() _key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: clockBody }) body: ClockBody,
  ): Promise<CycleAnswer> {
    await this.reader.find(caller, cycleId);
    return this.reader.answer(await this.clock.execute(caller, cycleId, body.to));
  }

  @Post('cycles/:cycleId/confirmations')
  @ApiPost(confirmationBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Xác nhận một số liệu giả định bằng số và ngày văn bản' })
  async confirm(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: confirmationBody }) body: ConfirmationBody,
  ): Promise<CycleDetailAnswer> {
    await this.reader.find(caller, cycleId);
    await this.confirming.execute(caller, cycleId, body, key);
    return this.reader.detail(caller, cycleId);
  }

  @Get('cycles/:cycleId/figures')
  @ApiOperation({ summary: 'Các số liệu giả định của chu kỳ: đã và chưa xác nhận bằng văn bản' })
  listFigures(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<FiguresAnswer> {
    return this.figures.execute(caller, cycleId);
  }
}
