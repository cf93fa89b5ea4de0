import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Identity, ReadScoringRecords, RecordChoice, VerifyScores } from '#libs/application';
import {
  type ChoiceAnswer,
  type ChoiceBody,
  type ChoicesAnswer,
  choiceBody,
  type Page,
  type ReturnsAnswer,
  type ScoreCheckAnswer,
} from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { type DryRunQuery, dryRunQuery, IdempotencyKey } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { type ScoreCheckQuery, scoreCheckQuery, type UnitOnlyQuery, unitOnlyQuery } from './scoring.input.js';

@ApiTags('Chấm điểm')
@ApiBearerAuth()
@Controller('cycles/:cycleId')
export class ScoringController {
  constructor(
    private readonly choosing: RecordChoice,
    private readonly reading: ReadScoringRecords,
    private readonly verifying: VerifyScores,
  ) {}

  @Get('choices')
  @ApiOperation({
    summary: 'Các trường hợp văn bản chưa nói rõ và lựa chọn đã ghi, của chu kỳ hoặc của một đơn vị (unit)',
  })
  choices(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: unitOnlyQuery }) { unit }: UnitOnlyQuery,
  ): Promise<ChoicesAnswer> {
    return this.reading.choices(caller, cycleId, unit);
  }

  @Post('choices')
  @ApiPost(choiceBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary:
      'Ghi lựa chọn cho một trường hợp chưa rõ, của cả chu kỳ hoặc một đơn vị; dryRun=true chỉ cho xem',
  })
  choose(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: choiceBody }) body: ChoiceBody,
  ): Promise<ChoiceAnswer> {
    return this.choosing.execute(caller, cycleId, body, key, dryRun);
  }

  @Get('score-checks')
  @ApiOperation({
    summary:
      'Tính lại điểm mọi vòng từ dữ liệu đã lưu và so với kết quả đã ghi; một đơn vị (unit) hoặc theo trang',
  })
  verify(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: scoreCheckQuery }) query: ScoreCheckQuery,
  ): Promise<Page<ScoreCheckAnswer>> {
    return this.verifying.execute(caller, cycleId, query);
  }

  @Get('units/:unitId/returns')
  @ApiOperation({ summary: 'Các lần trả lại: mục trả lại, hạn trả lời, giải trình của đơn vị' })
  returns(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
  ): Promise<ReturnsAnswer> {
    return this.reading.returns(caller, cycleId, unitId);
  }
}
