import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Identity, Reconciler, requireInProvince, VerifyAudit } from '#libs/application';
import type { AuditVerifyAnswer, ReconciliationAnswer } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { type CycleQuery, cycleQuery } from './audit.input.js';

@ApiTags('Nhật ký và đối chiếu')
@ApiBearerAuth()
@Controller()
export class AuditController {
  constructor(
    private readonly reconciler: Reconciler,
    private readonly audit: VerifyAudit,
    private readonly reader: CycleReader,
  ) {}

  @Get('cycles/:cycleId/reconciliation')
  @ApiOperation({ summary: 'Đối chiếu bản ghi, bộ đếm, thao tác và tiến trình của chu kỳ' })
  async reconcile(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
  ): Promise<ReconciliationAnswer> {
    const cycle = await this.reader.find(caller, cycleId);
    requireInProvince(caller, 'reconcile', cycle.provinceCode);
    const findings = await this.reconciler.check(cycleId);
    return { cycleId, ok: findings.length === 0, findings };
  }

  @Get('audit/verify')
  @ApiOperation({ summary: 'Kiểm tra chuỗi nhật ký của chu kỳ' })
  async verifyAudit(
    @Caller() caller: Identity,
    @Query({ schema: cycleQuery }) query: CycleQuery,
  ): Promise<AuditVerifyAnswer> {
    const cycle = await this.reader.find(caller, query.cycle);
    requireInProvince(caller, 'verifyAudit', cycle.provinceCode);
    return this.audit.execute(query.cycle);
  }
}
