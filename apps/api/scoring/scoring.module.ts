import { Module } from '@nestjs/common';
import { CycleRules, ReadScoringRecords, RecordChoice, VerifyScores } from '#libs/application';
import { provide } from '../ports/provide.js';
import { EXPORT_MODEL, EXPORTING, READING, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { ScoringController } from './scoring.controller.js';

/** Choices where documents are silent, returns, and past scores computed anew. */
@Module({
  controllers: [ScoringController],
  providers: [
    provide(RecordChoice, UNIT_OF_WORK, RUNS, CycleRules),
    provide(ReadScoringRecords, READING, CycleRules),
    provide(VerifyScores, EXPORTING, EXPORT_MODEL, CycleRules),
  ],
})
export class ScoringModule {}
