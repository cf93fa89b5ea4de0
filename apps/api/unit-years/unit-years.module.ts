import { Module } from '@nestjs/common';
import {
  CycleRules,
  ListUnitYears,
  PlanRestart,
  SaveDraft,
  ShowScore,
  ShowUnitYear,
} from '#libs/application';
import { provide } from '../ports/provide.js';
import { READ_MODEL, READING, UNIT_OF_WORK } from '../ports/tokens.js';
import { UnitYearsController } from './unit-years.controller.js';

/** Pages and drafts of one unit’s year. */
@Module({
  controllers: [UnitYearsController],
  providers: [
    provide(ListUnitYears, READING, READ_MODEL, CycleRules),
    provide(ShowUnitYear, READING, READ_MODEL, CycleRules),
    provide(ShowScore, READING, READ_MODEL, CycleRules),
    provide(PlanRestart, READING, CycleRules),
    provide(SaveDraft, UNIT_OF_WORK, CycleRules),
  ],
})
export class UnitYearsModule {}
