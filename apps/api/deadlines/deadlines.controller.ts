import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AmendDeadline, type Identity } from '#libs/application';
import {
  type DeadlineBody,
  type DeadlineChangeAnswer,
  type DeadlinesAnswer,
  deadlineBody,
} from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { type DryRunQuery, dryRunQuery, IdempotencyKey } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { DeadlineReader } from './deadline-reader.service.js';

@ApiTags('Thời hạn')
@ApiBearerAuth()
@Controller('cycles/:cycleId/deadlines')
export class DeadlinesController {
  constructor(
    private readonly amending: AmendDeadline,
    private readonly cycles: CycleReader,
    private readonly reader: DeadlineReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các hạn đang áp dụng và các văn bản đã sửa hạn' })
  list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<DeadlinesAnswer> {
    return this.reader.list(caller, cycleId);
  }

  @Post()
  @ApiPost(deadlineBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary:
      'Sửa hạn của một bước theo văn bản; dryRun=true chỉ cho xem ai thành quá hạn và lời nhắc nào đổi',
  })
  async amend(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: deadlineBody }) body: DeadlineBody,
  ): Promise<DeadlineChangeAnswer> {
    await this.cycles.find(caller, cycleId);
    return this.amending.execute(caller, cycleId, body, key, dryRun);
  }
}
