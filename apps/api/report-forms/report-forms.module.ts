import { Module } from '@nestjs/common';
import { CycleRules, ListAnswers, ShowReportForm } from '#libs/application';
import { provide } from '../ports/provide.js';
import { EXPORTING } from '../ports/tokens.js';
import { ReportFormsController } from './report-forms.controller.js';

/** Reports that are filled in task by task, and all answers side by side. */
@Module({
  controllers: [ReportFormsController],
  providers: [provide(ShowReportForm, EXPORTING, CycleRules), provide(ListAnswers, EXPORTING, CycleRules)],
})
export class ReportFormsModule {}
