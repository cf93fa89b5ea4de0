import { Module } from '@nestjs/common';
import {
  AddEvidence,
  CycleRules,
  ReadEvidence,
  SweepEvidenceFiles,
  WithdrawEvidence,
} from '#libs/application';
import { provide } from '../ports/provide.js';
import {
  EVIDENCE_QUOTA,
  FAULT_POINTS,
  FILE_STORAGE,
  READING,
  UNIT_OF_WORK,
  UPKEEP,
} from '../ports/tokens.js';
import { EvidenceController } from './evidence.controller.js';
import { FileSweepService } from './file-sweep.service.js';

/** Evidence of one unit, and the files behind it. */
@Module({
  controllers: [EvidenceController],
  providers: [
    provide(AddEvidence, UNIT_OF_WORK, FILE_STORAGE, CycleRules, FAULT_POINTS, EVIDENCE_QUOTA),
    provide(WithdrawEvidence, UNIT_OF_WORK, CycleRules),
    provide(ReadEvidence, READING, FILE_STORAGE),
    provide(SweepEvidenceFiles, UPKEEP, FILE_STORAGE),
    FileSweepService,
  ],
})
export class EvidenceModule {}
