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
import { EXPORT_MODEL, EXPORTING, FILE_STORAGE, READING, RUNS } from '../ports/tokens.js';
import { AuditController } from './audit.controller.js';

/** Whether the chains are whole, and whether records, counters and runs agree. */
@Module({
  controllers: [AuditController],
  providers: [
    provide(FindCycle, READING),
    provide(ReconcileCycle, FindCycle, Reconciler, EvidenceFilesCheck),
    provide(CheckAudit, FindCycle, VerifyAudit),
    provide(Reconciler, EXPORTING, RUNS, CycleRules),
    provide(EvidenceFilesCheck, EXPORTING, FILE_STORAGE),
    provide(VerifyAudit, EXPORT_MODEL),
  ],
})
export class AuditModule {}
