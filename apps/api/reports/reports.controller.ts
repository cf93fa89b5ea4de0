import { Controller, Param, Query } from '@nestjs/common';
import { type Identity, ListLate, ListPapers, ListReports, ShowTargets } from '#libs/application';
import {
  type CommunePageQuery,
  communePageQuery,
  type LateAnswer,
  type LateQuery,
  lateQuery,
  type Page,
  type PaperAnswer,
  type ReportAnswer,
  type ReportFiguresAnswer,
  type ReportsQuery,
  reportsQuery,
  type TargetsAnswer,
  type TargetsQuery,
  targetsQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class ReportsController {
  constructor(
    private readonly reports: ListReports,
    private readonly late: ListLate,
    private readonly papers: ListPapers,
    private readonly targets: ShowTargets,
  ) {}

  @Serves('GET /cycles/{cycleId}/reports')
  @RequirePermission('readReports')
  list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: reportsQuery }) { stage, commune, of, cursor, limit }: ReportsQuery,
  ): Promise<Page<ReportAnswer>> {
    return this.reports.execute(caller, cycleId, { stage, communeCode: commune, of, afterId: cursor, limit });
  }

  @Serves('GET /cycles/{cycleId}/reports/{unitId}/{stage}')
  @RequirePermission('readReports')
  figures(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
  ): Promise<ReportFiguresAnswer> {
    return this.reports.figures(caller, cycleId, unitId, stage);
  }

  @Serves('GET /cycles/{cycleId}/late')
  @RequirePermission('readReports')
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

  @Serves('GET /cycles/{cycleId}/papers')
  @RequirePermission('readReports')
  listPapers(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: communePageQuery }) { commune, cursor, limit }: CommunePageQuery,
  ): Promise<Page<PaperAnswer>> {
    return this.papers.execute(caller, cycleId, { communeCode: commune, afterId: cursor, limit });
  }

  @Serves('GET /cycles/{cycleId}/targets')
  @RequirePermission('readTargets')
  showTargets(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: targetsQuery }) { by, commune, cursor, limit }: TargetsQuery,
  ): Promise<TargetsAnswer> {
    return this.targets.execute(caller, cycleId, { by, communeCode: commune, afterId: cursor, limit });
  }
}
