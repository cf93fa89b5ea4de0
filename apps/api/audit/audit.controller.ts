import { Controller, Param, Query } from '@nestjs/common';
import { type Identity, Reconciler, requireInProvince, VerifyAudit } from '#libs/application';
import {
  type AuditVerifyAnswer,
  type CycleQuery,
  cycleQuery,
  type ReconciliationAnswer,
} from '#libs/contracts/http';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { Serves } from '../edge/serves.js';
@Controller()
export class AuditController {
  constructor(
    private readonly reconciler: Reconciler,
    private readonly audit: VerifyAudit,
    private readonly reader: CycleReader,
  ) {}

  @Serves('GET /cycles/{cycleId}/reconciliation')
  async reconcile(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
  ): Promise<ReconciliationAnswer> {
    const cycle = await this.reader.find(caller, cycleId);
    requireInProvince(caller, 'reconcile', cycle.provinceCode);
    const findings = await this.reconciler.check(cycleId);
    return { cycleId, ok: findings.length === 0, findings };
  }

  @Serves('GET /audit/verify')
  async verifyAudit(
    @Caller() caller: Identity,
    @Query({ schema: cycleQuery }) query: CycleQuery,
  ): Promise<AuditVerifyAnswer> {
    const cycle = await this.reader.find(caller, query.cycle);
    requireInProvince(caller, 'verifyAudit', cycle.provinceCode);
    return this.audit.execute(query.cycle);
  }
}
