import { Body, Controller, Get, Headers, Param, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Draft, type Identity, PlanRestart, SaveDraft } from '#libs/application';
import {
  type DraftAnswer,
  type Page,
  type RestartPlanAnswer,
  type ScoreAnswer,
  type UnitYearAnswer,
  type UnitYearRowAnswer,
} from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { versionOf } from '../edge/input.js';
import { ApiJsonBody } from '../edge/openapi.js';
import { UnitYearReader } from './unit-year-reader.service.js';
import {
  type DraftBody,
  draftBody,
  type RestartQuery,
  type RoundQuery,
  restartQuery,
  roundQuery,
  type UnitYearQuery,
  unitYearQuery,
} from './unit-years.input.js';

@ApiTags('Đơn vị trong chu kỳ')
@ApiBearerAuth()
@Controller('cycles/:cycleId/units')
export class UnitYearsController {
  constructor(
    private readonly planning: PlanRestart,
    private readonly drafts: SaveDraft,
    private readonly reader: UnitYearReader,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Các đơn vị của chu kỳ trong phạm vi của tài khoản; kind=body: các cơ quan có báo cáo riêng',
  })
  list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: unitYearQuery }) query: UnitYearQuery,
  ): Promise<Page<UnitYearRowAnswer>> {
    return this.reader.list(caller, cycleId, query);
  }

  @Get(':unitId')
  @ApiOperation({
    summary: 'Hồ sơ năm của một đơn vị hoặc cơ quan: các bước, hạn, kết quả, lịch sử mọi vòng',
  })
  show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
  ): Promise<UnitYearAnswer> {
    return this.reader.show(caller, cycleId, unitId);
  }

  @Get(':unitId/restart-plan')
  @ApiOperation({ summary: 'Xem trước mở lại từ một bước: thay thế gì, giữ gì; không thay đổi gì' })
  plan(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: restartQuery }) query: RestartQuery,
  ): Promise<RestartPlanAnswer> {
    return this.planning.execute(caller, { cycleId, unitId, ...query });
  }

  @Get(':unitId/score')
  @ApiOperation({ summary: 'Bảng điểm của một vòng, giải thích từng dòng' })
  score(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: roundQuery }) query: RoundQuery,
  ): Promise<ScoreAnswer> {
    return this.reader.score(caller, cycleId, unitId, query.round);
  }

  @Put(':unitId/drafts/:stage')
  @ApiJsonBody(draftBody)
  @ApiOperation({ summary: 'Lưu nháp một bước; If-Match là phiên bản đang sửa' })
  async saveDraft(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: draftBody }) { body }: DraftBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftAnswer> {
    const expectedVersion = versionOf(ifMatch);
    return answerDraft(
      reply,
      await this.drafts.execute(caller, { cycleId, unitId, stage, body, expectedVersion }),
    );
  }

  @Get(':unitId/drafts/:stage')
  @ApiOperation({ summary: 'Bản nháp của một bước' })
  async draft(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftAnswer> {
    return answerDraft(reply, await this.drafts.find(caller, cycleId, unitId, stage));
  }
}

function answerDraft(
  reply: FastifyReply,
  { stage, version, body, updatedBy, updatedAt }: Draft,
): DraftAnswer {
  reply.header('ETag', `"${version}"`);
  return { stage, version, body, updatedBy, updatedAt };
}
