import { DomainError } from '#libs/contracts';
import { requireEver } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { requireBatch } from './find-batch.js';
import { areaOf } from './order-batch.use-case.js';

type Needs = Stores<'audit' | 'batches' | 'cycles' | 'now' | 'requests' | 'units'>;

export interface BatchWithdrawal {
  readonly cycleId: string;
  readonly batchId: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Takes a batch back that has not ended: one that waits is never done, one that is under way stops after the page that
 * is being done, and what was done stays. Whoever ordered it may, and whoever could approve it.
 */
export class WithdrawBatch {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Pick<Runs, 'wakeAreaYear' | 'wakeAreaReminders'>,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, BATCH.UNKNOWN, BATCH.ENDED, IDEMPOTENCY.REUSED */
  async execute(
    identity: Identity,
    { cycleId, batchId, reason, idempotencyKey }: BatchWithdrawal,
  ): Promise<void> {
    const cycle = await this.unitOfWork.inTransaction(async (records) => {
      const seen = await visibleCycle(records, identity, cycleId);
      requireEver(identity, 'approveBatch');
      const request = { act: 'withdrawBatch', key: idempotencyKey, content: [cycleId, batchId, reason] };
      await onceByKey(records, identity, request, async () => {
        // Whoever does a page holds the row, so this waits until the page is committed.
        const batch = requireBatch(identity, batchId, await records.batches.lock(cycleId, batchId));
        if (batch.state !== 'waiting' && batch.state !== 'running') throw new DomainError('BATCH.ENDED');
        await records.batches.withdraw(batchId, await records.now());
        await records.audit.append({
          cycleId,
          areaCode: areaOf(batch, seen.provinceCode),
          actorId: identity.actorId,
          actorRole: identity.role,
          action: 'batch.withdrawn',
          object: batchId,
          detail: { reason, state: batch.state, orderedBy: batch.orderedBy.actorId },
        });
        return null;
      });
      return seen;
    });
    void wake(this.runs, cycle);
  }
}
