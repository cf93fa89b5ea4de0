import { DomainError } from '#libs/contracts';
import { type BatchWaitingPlanAnswer, MOST_BATCH_UNITS } from '#libs/contracts/http';
import { requireEver } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { requireBatch } from './find-batch.js';
import { mailsIn, planSum } from './plan-sum.js';

type Needs = Stores<'batches' | 'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/**
 * What a batch would do now to the units that still wait in it, for the second account to look at before it approves:
 * planned anew by the function that planned it, with the lines named that are others than those that were ordered.
 */
export class ShowBatchPlan {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, BATCH.UNKNOWN, BATCH.NOT_WAITING */
  async execute(identity: Identity, cycleId: string, batchId: string): Promise<BatchWaitingPlanAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireEver(identity, 'approveBatch');
      const batch = requireBatch(identity, batchId, await records.batches.find(cycleId, batchId));
      if (batch.state !== 'waiting') throw new DomainError('BATCH.NOT_WAITING');
      const { act, select, reason } = batch.request;
      const ordered = new Map(
        (await records.batches.waiting(batchId, MOST_BATCH_UNITS)).map(({ unitId, line }) => [unitId, line]),
      );
      const at = await nowOf(records, cycle);
      const asking = { identity, act, at };
      const sum = await planSum(records, this.rules, cycle, asking, { units: [...ordered.keys()] });
      return {
        ...{ id: batchId, cycleId, act, select, reason, digest: batch.digest },
        stages: Object.fromEntries(sum.stages),
        units: sum.units.map((unit) => ({
          ...unit,
          isMoved: sum.lines[unit.unitId] !== ordered.get(unit.unitId),
        })),
        refused: sum.refused,
        communes: sum.places.size,
        closedYears: sum.closedYears,
        mails: mailsIn(sum, act),
      };
    });
  }
}
