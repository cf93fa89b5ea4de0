import { Module } from '@nestjs/common';
import { AddEvidence, CycleRules, ReadEvidence, WithdrawEvidence } from '#libs/application';
import { provide } from '../ports/provide.js';
import { FILE_STORAGE, UNIT_OF_WORK } from '../ports/tokens.js';
import { EvidenceController } from './evidence.controller.js';

/** Evidence of one unit. */
@Module({
  controllers: [EvidenceController],
  providers: [
    provide(AddEvidence, UNIT_OF_WORK, FILE_STORAGE, CycleRules),
    provide(WithdrawEvidence, UNIT_OF_WORK, CycleRules),
    provide(ReadEvidence, UNIT_OF_WORK, FILE_STORAGE),
  ],
})
export class EvidenceModule {}
