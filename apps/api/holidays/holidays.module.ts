import { Module } from '@nestjs/common';
import { CycleRules, EditHolidays, ImportHolidays, ReadHolidays } from '#libs/application';
import { provide } from '../ports/provide.js';
import { LIST_FILES, READ_MODEL, READING, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { HolidaysController } from './holidays.controller.js';

/** Days off and swapped working days. */
@Module({
  controllers: [HolidaysController],
  providers: [
    provide(ReadHolidays, READING, READ_MODEL),
    provide(EditHolidays, UNIT_OF_WORK, RUNS, CycleRules),
    provide(ImportHolidays, EditHolidays, LIST_FILES),
  ],
})
export class HolidaysModule {}
