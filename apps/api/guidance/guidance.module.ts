import { Module } from '@nestjs/common';
import { CycleRules, ListGuidance, RecordGuidance } from '#libs/application';
import { provide } from '../ports/provide.js';
import { READING, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { GuidanceController } from './guidance.controller.js';

/** The letter that ends assumptions. */
@Module({
  controllers: [GuidanceController],
  providers: [
    provide(ListGuidance, READING, CycleRules),
    provide(RecordGuidance, UNIT_OF_WORK, RUNS, CycleRules),
  ],
})
export class GuidanceModule {}
