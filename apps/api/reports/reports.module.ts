import { Module } from '@nestjs/common';
import { CycleRules, ListLate, ListReports, ShowTargets } from '#libs/application';
import { provide } from '../ports/provide.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { ReportsController } from './reports.controller.js';

/** Reports upward, late lists, targets. */
@Module({
  controllers: [ReportsController],
  providers: [
    provide(ListReports, UNIT_OF_WORK, CycleRules),
    provide(ListLate, UNIT_OF_WORK, CycleRules),
    provide(ShowTargets, UNIT_OF_WORK, CycleRules),
  ],
})
export class ReportsModule {}
