import { Module } from '@nestjs/common';
import { CycleRules, EditHolidays, ReadHolidays } from '#libs/application';
import { CyclesModule } from '../cycles/cycles.module.js';
import { provide } from '../ports/provide.js';
import { RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { HolidaysController } from './holidays.controller.js';

/** Days off and swapped working days. */
@Module({
  imports: [CyclesModule],
  controllers: [HolidaysController],
  providers: [provide(ReadHolidays, UNIT_OF_WORK), provide(EditHolidays, UNIT_OF_WORK, RUNS, CycleRules)],
})
export class HolidaysModule {}
