import { Module } from '@nestjs/common';
import {
  ConfirmFigure,
  CycleRules,
  CycleSummary,
  ListCycles,
  ListFigures,
  MoveClock,
  NameStep,
  OpenCycle,
  ShowCycle,
} from '#libs/application';
import { PackCatalogue } from '#libs/policy';
import { provide } from '../ports/provide.js';
import { READ_MODEL, READING, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { CyclesController } from './cycles.controller.js';

/** Opening cycles, their clock, their figures. */
@Module({
  controllers: [CyclesController],
  providers: [
    provide(CycleSummary, READING, READ_MODEL, CycleRules),
    provide(ListCycles, READ_MODEL, CycleSummary),
    provide(ShowCycle, READING, READ_MODEL, CycleRules, CycleSummary),
    provide(OpenCycle, UNIT_OF_WORK, RUNS, PackCatalogue),
    provide(NameStep, UNIT_OF_WORK),
    provide(MoveClock, UNIT_OF_WORK, RUNS),
    provide(ConfirmFigure, UNIT_OF_WORK, CycleRules),
    provide(ListFigures, READING, CycleRules),
  ],
})
export class CyclesModule {}
