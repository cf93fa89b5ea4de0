import { Body, Controller, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  ApproveBatch,
  BatchDriver,
  type Identity,
  OrderBatch,
  PlanBatch,
  ShowBatches,
  ShowBatchPlan,
  WithdrawBatch,
} from '#libs/application';
import {
  type BatchAnswer,
  type BatchApprovalBody,
  type BatchBody,
  type BatchesAnswer,
  type BatchPlanAnswer,
  type BatchWaitingPlanAnswer,
  type BatchWithdrawalBody,
  batchApprovalBody,
  batchBody,
  batchId,
  batchWithdrawalBody,
  type DryRunQuery,
  dryRunQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class BatchesController {
  constructor(
    private readonly planning: PlanBatch,
    private readonly ordering: OrderBatch,
    private readonly approving: ApproveBatch,
    private readonly withdrawing: WithdrawBatch,
    private readonly showing: ShowBatches,
    private readonly planShowing: ShowBatchPlan,
    private readonly driver: BatchDriver,
  ) {}

  @Serves('POST /cycles/{cycleId}/batches')
  @RequirePermission('restart', 'extend', 'remind')
  async order(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: batchBody }) body: BatchBody,
    @Req() request: FastifyRequest,
  ): Promise<BatchPlanAnswer | BatchAnswer> {
    if (dryRun) return this.planning.execute(caller, cycleId, body);
    const order = { cycleId, idempotencyKey, body, trace: request.id };
    const { id } = await this.ordering.execute(caller, order);
    return this.begun(caller, cycleId, id);
  }

  @Serves('GET /cycles/{cycleId}/batches')
  @RequirePermission('readBatches')
  list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<BatchesAnswer> {
    return this.showing.list(caller, cycleId);
  }

  @Serves('GET /cycles/{cycleId}/batches/{batchId}')
  @RequirePermission('readBatches')
  show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('batchId', { schema: batchId }) id: string,
  ): Promise<BatchAnswer> {
    return this.showing.one(caller, cycleId, id);
  }

  @Serves('GET /cycles/{cycleId}/batches/{batchId}/plan')
  @RequirePermission('approveBatch')
  plan(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('batchId', { schema: batchId }) id: string,
  ): Promise<BatchWaitingPlanAnswer> {
    return this.planShowing.execute(caller, cycleId, id);
  }

  @Serves('POST /cycles/{cycleId}/batches/{batchId}/approval')
  @RequirePermission('approveBatch')
  async approve(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('batchId', { schema: batchId }) id: string,
    @Body({ schema: batchApprovalBody }) { digest }: BatchApprovalBody,
  ): Promise<BatchAnswer> {
    await this.approving.execute(caller, { cycleId, batchId: id, digest, idempotencyKey });
    return this.begun(caller, cycleId, id);
  }

  @Serves('POST /cycles/{cycleId}/batches/{batchId}/withdrawal')
  @RequirePermission('approveBatch')
  async withdraw(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('batchId', { schema: batchId }) id: string,
    @Body({ schema: batchWithdrawalBody }) { reason }: BatchWithdrawalBody,
  ): Promise<BatchAnswer> {
    await this.withdrawing.execute(caller, { cycleId, batchId: id, reason, idempotencyKey });
    return this.showing.one(caller, cycleId, id);
  }

  /** The batch as it stands, with its pages begun where it waits for nobody. */
  private async begun(caller: Identity, cycleId: string, id: string): Promise<BatchAnswer> {
    const batch = await this.showing.one(caller, cycleId, id);
    if (batch.state === 'running') void this.driver.drive(id);
    return batch;
  }
}
