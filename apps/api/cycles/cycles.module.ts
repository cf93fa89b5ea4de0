import { Module } from '@nestjs/common';
import { ConfirmFigure, CycleRules, ListFigures, MoveClock, OpenCycle } from '#libs/application';
import { provide } from '../ports/provide.js';
import { RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { CycleReader } from './cycle-reader.service.js';
import { CyclesController } from './cycles.controller.js';

/** Opening cycles, their clock, their figures. */
@Module({
  controllers: [CyclesController],
  providers: [
    provide(OpenCycle, UNIT_OF_WORK, RUNS),
    provide(MoveClock, UNIT_OF_WORK, RUNS),
    provide(ConfirmFigure, UNIT_OF_WORK, CycleRules),
    provide(ListFigures, UNIT_OF_WORK, CycleRules),
    CycleReader,
  ],
  exports: [CycleReader],
})
export class CyclesModule {}
