import { Body, Controller, Get, Headers, HttpStatus, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Draft, type Identity, PlanRestart, SaveDraft, SubmitCommand } from '#libs/application';
import {
  type CommandAnswer,
  type CommandBody,
  commandBody,
  type DraftAnswer,
  type Page,
  type ProblemAnswer,
  type RestartPlanAnswer,
  type ScoreAnswer,
  type UnitYearAnswer,
  type UnitYearRowAnswer,
} from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { commandAnswer } from '../commands/command.answer.js';
import { IdempotencyKey, versionOf } from '../edge/input.js';
import { ApiJsonBody, ApiPost } from '../edge/openapi.js';
import { problemOf } from '../edge/problems.js';
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
    private readonly submitting: SubmitCommand,
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

  @Post(':unitId/commands')
  @ApiOperation({
    summary:
      'Gửi một thao tác: nộp, trả lại, rút lại, chấm, quyết định, xét, gia hạn, tạm dừng, mở lại, đóng',
    description: '200 đã áp dụng; 202 đã tiếp nhận, xem Location; còn lại là problem+json với mã ổn định.',
  })
  @ApiPost(commandBody)
  async command(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Body({ schema: commandBody }) body: CommandBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer | (ProblemAnswer & { readonly commandId: string })> {
    const command = await this.submitting.execute(caller, { cycleId, unitId, idempotencyKey, body });
    const answer = commandAnswer(command);
    switch (command.status) {
      case 'applied':
        reply.status(HttpStatus.OK);
        return answer;
      case 'received':
        reply.status(HttpStatus.ACCEPTED).header('Location', `/api/v1/commands/${command.id}`);
        return answer;
      case 'refused': {
        const problem = problemOf(answer.code ?? '', answer.detail ?? '', answer.problems);
        reply.status(problem.status).type('application/problem+json; charset=utf-8');
        return { ...problem, commandId: command.id };
      }
    }
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
