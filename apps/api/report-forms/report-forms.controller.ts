import { Controller, Param, Query } from '@nestjs/common';
import { type Identity, ListAnswers, ShowReportForm } from '#libs/application';
import {
  type AnswersQuery,
  answersQuery,
  type ReportAnswersAnswer,
  type ReportFormAnswer,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class ReportFormsController {
  constructor(
    private readonly forms: ShowReportForm,
    private readonly answers: ListAnswers,
  ) {}

  @Serves('GET /cycles/{cycleId}/reports/{unitId}/{stage}/form')
  @RequirePermission('readReports')
  form(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
  ): Promise<ReportFormAnswer> {
    return this.forms.execute(caller, cycleId, unitId, stage);
  }

  @Serves('GET /cycles/{cycleId}/report-answers')
  @RequirePermission('readReports')
  list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: answersQuery }) { commune, cursor, ...request }: AnswersQuery,
  ): Promise<ReportAnswersAnswer> {
    return this.answers.execute(caller, cycleId, { ...request, communeCode: commune, afterId: cursor });
  }
}
