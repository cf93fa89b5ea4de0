import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Identity, MigrateCycle } from '#libs/application';
import {
  type MigrationAnswer,
  type MigrationBody,
  type MigrationsAnswer,
  migrationBody,
} from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { type DryRunQuery, dryRunQuery, IdempotencyKey } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';

@ApiTags('Chuyển gói quy định')
@ApiBearerAuth()
@Controller('cycles/:cycleId/migrations')
export class MigrationsController {
  constructor(
    private readonly migrating: MigrateCycle,
    private readonly cycles: CycleReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các gói quy định mà chu kỳ đã theo, từ ngày nào đến ngày nào' })
  async list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<MigrationsAnswer> {
    await this.cycles.find(caller, cycleId);
    return this.migrating.list(cycleId);
  }

  @Post()
  @ApiPost(migrationBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary:
      'Chuyển chu kỳ đang chạy sang gói quy định khác; dryRun=true chỉ cho xem đổi gì, cho ai, kèm mã phải gửi lại khi chuyển',
  })
  async migrate(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: migrationBody }) body: MigrationBody,
  ): Promise<MigrationAnswer> {
    await this.cycles.find(caller, cycleId);
    return this.migrating.execute(caller, cycleId, body, key, dryRun);
  }
}
