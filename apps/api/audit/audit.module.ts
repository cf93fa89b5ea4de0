import { Module } from '@nestjs/common';
import { CycleRules, Reconciler, VerifyAudit } from '#libs/application';
import { CyclesModule } from '../cycles/cycles.module.js';
import { provide } from '../ports/provide.js';
import { READ_MODEL, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { AuditController } from './audit.controller.js';

/** Whether the chains are whole, and whether records, counters and runs agree. */
@Module({
  imports: [CyclesModule],
  controllers: [AuditController],
  providers: [provide(Reconciler, UNIT_OF_WORK, RUNS, CycleRules), provide(VerifyAudit, READ_MODEL)],
})
export class AuditModule {}
