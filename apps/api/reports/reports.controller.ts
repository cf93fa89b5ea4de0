import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Identity, ListLate, ListReports, ShowTargets } from '#libs/application';
import type { LateAnswer, Page, ReportAnswer, ReportFiguresAnswer, TargetsAnswer } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import {
  type LateQuery,
  lateQuery,
  type ReportsQuery,
  reportsQuery,
  type TargetsQuery,
  targetsQuery,
} from './reports.input.js';

@ApiTags('Báo cáo')
@ApiBearerAuth()
@Controller('cycles/:cycleId')
export class ReportsController {
  constructor(
    private readonly reports: ListReports,
    private readonly late: ListLate,
    private readonly targets: ShowTargets,
  ) {}

  @Get('reports')
  @ApiOperation({ summary: 'Báo cáo lên trên: đã gửi hay chưa, kỳ số liệu, có thay đổi sau báo cáo' })
  list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: reportsQuery }) { stage, commune, of, cursor, limit }: ReportsQuery,
  ): Promise<Page<ReportAnswer>> {
    return this.reports.execute(caller, cycleId, { stage, communeCode: commune, of, afterId: cursor, limit });
  }

  @Get('reports/:unitId/:stage')
  @ApiOperation({ summary: 'Số liệu của một báo cáo: như đã gửi, như hiện nay, và chỗ khác nhau' })
  figures(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
  ): Promise<ReportFiguresAnswer> {
    return this.reports.figures(caller, cycleId, unitId, stage);
  }

  @Get('late')
  @ApiOperation({
    summary: 'Đơn vị và cơ quan chưa gửi khi đã hết hạn: bước, ngày cuối, số ngày trễ, nơi nhận',
  })
  listLate(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: lateQuery }) { stage, commune, of, done, cursor, limit }: LateQuery,
  ): Promise<Page<LateAnswer>> {
    return this.late.execute(caller, cycleId, {
      stage,
      communeCode: commune,
      of,
      withDone: done,
      afterId: cursor,
      limit,
    });
  }

  @Get('targets')
  @ApiOperation({ summary: 'Chỉ tiêu đang đạt bao nhiêu: toàn địa bàn, theo xã, theo đơn vị' })
  showTargets(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: targetsQuery }) { by, commune, cursor, limit }: TargetsQuery,
  ): Promise<TargetsAnswer> {
    return this.targets.execute(caller, cycleId, { by, communeCode: commune, afterId: cursor, limit });
  }
}
