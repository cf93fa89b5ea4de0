import { Module } from '@nestjs/common';
import {
  CheckAudit,
  CycleRules,
  EvidenceFilesCheck,
  FindCycle,
  ReconcileCycle,
  Reconciler,
  VerifyAudit,
} from '#libs/application';
import { provide } from '../ports/provide.js';
import { FILE_STORAGE, READ_MODEL, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { AuditController } from './audit.controller.js';

/** Whether the chains are whole, and whether records, counters and runs agree. */
@Module({
  controllers: [AuditController],
  providers: [
    provide(FindCycle, UNIT_OF_WORK),
    provide(ReconcileCycle, FindCycle, Reconciler, EvidenceFilesCheck),
    provide(CheckAudit, FindCycle, VerifyAudit),
    provide(Reconciler, UNIT_OF_WORK, RUNS, CycleRules),
    provide(EvidenceFilesCheck, UNIT_OF_WORK, FILE_STORAGE),
    provide(VerifyAudit, READ_MODEL),
  ],
})
export class AuditModule {}
