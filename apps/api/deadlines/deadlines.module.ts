import { Module } from '@nestjs/common';
import { AmendDeadline, CycleRules, ListDeadlines } from '#libs/application';
import { provide } from '../ports/provide.js';
import { READING, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { DeadlinesController } from './deadlines.controller.js';

/** Last days in force, and documents that move them. */
@Module({
  controllers: [DeadlinesController],
  providers: [
    provide(ListDeadlines, READING, CycleRules),
    provide(AmendDeadline, UNIT_OF_WORK, RUNS, CycleRules),
  ],
})
export class DeadlinesModule {}
