import { Module } from '@nestjs/common';
import { CycleRules, ListLate, ListPapers, ListReports, ShowTargets } from '#libs/application';
import { provide } from '../ports/provide.js';
import { EXPORTING } from '../ports/tokens.js';
import { ReportsController } from './reports.controller.js';

/** Reports upward, late lists, targets. */
@Module({
  controllers: [ReportsController],
  providers: [
    provide(ListReports, EXPORTING, CycleRules),
    provide(ListLate, EXPORTING, CycleRules),
    provide(ListPapers, EXPORTING, CycleRules),
    provide(ShowTargets, EXPORTING, CycleRules),
  ],
})
export class ReportsModule {}
