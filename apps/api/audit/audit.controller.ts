import { Controller, Param, Query } from '@nestjs/common';
import { CheckAudit, type Identity, ReconcileCycle } from '#libs/application';
import {
  type AuditVerifyAnswer,
  type CycleQuery,
  cycleQuery,
  type ReconciliationAnswer,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class AuditController {
  constructor(
    private readonly reconciling: ReconcileCycle,
    private readonly checking: CheckAudit,
  ) {}

  @Serves('GET /cycles/{cycleId}/reconciliation')
  @RequirePermission('reconcile')
  reconcile(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<ReconciliationAnswer> {
    return this.reconciling.execute(caller, cycleId);
  }

  @Serves('GET /audit/verify')
  @RequirePermission('verifyAudit')
  verifyAudit(
    @Caller() caller: Identity,
    @Query({ schema: cycleQuery }) { cycle }: CycleQuery,
  ): Promise<AuditVerifyAnswer> {
    return this.checking.execute(caller, cycle);
  }
}
