import { Module } from '@nestjs/common';
import { AmendDeadline, CycleRules } from '#libs/application';
import { CyclesModule } from '../cycles/cycles.module.js';
import { provide } from '../ports/provide.js';
import { RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { DeadlineReader } from './deadline-reader.service.js';
import { DeadlinesController } from './deadlines.controller.js';

/** Last days in force, and documents that move them. */
@Module({
  imports: [CyclesModule],
  controllers: [DeadlinesController],
  providers: [provide(AmendDeadline, UNIT_OF_WORK, RUNS, CycleRules), DeadlineReader],
})
export class DeadlinesModule {}
