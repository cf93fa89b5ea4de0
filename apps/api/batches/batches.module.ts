import { Module } from '@nestjs/common';
import {
  ApplyBatchPage,
  ApproveBatch,
  BatchDriver,
  type BatchLog,
  CycleRules,
  OrderBatch,
  PlanBatch,
  ShowBatches,
  ShowBatchPlan,
  WithdrawBatch,
} from '#libs/application';
import type { Logger } from '#libs/observability';
import { port, provide } from '../ports/provide.js';
import {
  EXPORTING,
  FAULT_POINTS,
  LOGGER,
  READING,
  RUNS,
  SECOND_ACCOUNT,
  UNIT_OF_WORK,
} from '../ports/tokens.js';
import { BatchesController } from './batches.controller.js';
import { BatchesService } from './batches.service.js';

const BATCH_LOG = port<BatchLog>('BatchLog');

/** One act on many units: its plan, its order, and who goes through its pages. */
@Module({
  controllers: [BatchesController],
  providers: [
    {
      provide: BATCH_LOG,
      useFactory: (logger: Logger): BatchLog => ({
        warn: (event, detail) => {
          logger.warn(detail, event);
        },
      }),
      inject: [LOGGER],
    },
    provide(PlanBatch, EXPORTING, UNIT_OF_WORK, CycleRules, SECOND_ACCOUNT),
    provide(OrderBatch, UNIT_OF_WORK, SECOND_ACCOUNT),
    provide(ApproveBatch, UNIT_OF_WORK, SECOND_ACCOUNT),
    provide(WithdrawBatch, UNIT_OF_WORK, RUNS),
    provide(ShowBatches, READING),
    provide(ShowBatchPlan, EXPORTING, CycleRules),
    provide(ApplyBatchPage, UNIT_OF_WORK, CycleRules, FAULT_POINTS),
    provide(BatchDriver, UNIT_OF_WORK, ApplyBatchPage, RUNS, BATCH_LOG),
    BatchesService,
  ],
})
export class BatchesModule {}
