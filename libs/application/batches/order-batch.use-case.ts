import { randomUUID } from 'node:crypto';
import { DomainError } from '#libs/contracts';
import type { BatchBody } from '#libs/contracts/http';
import { requireEver } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Batch, BatchPlan, BatchRequest } from './batches.port.js';
import { isBatchInScope } from './find-batch.js';
import { planDigest } from './plan-batch.use-case.js';
import { needsSecondAccount, requireAccount, type SecondAccountRule } from './second-account.js';

type Needs = Stores<'audit' | 'batches' | 'cycles' | 'now' | 'units'>;

export interface BatchOrder {
  readonly cycleId: string;
  readonly idempotencyKey: string;
  readonly body: BatchBody;
  /** Names the request in the logs. */
  readonly trace?: string;
}

/**
 * Takes in an act on many units by the digest of its plan: one row, one for each unit, and the audit. Nothing is done to
 * a unit here; that is done page by page afterwards, whoever is alive then.
 */
export class OrderBatch {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly secondAccount: Pick<SecondAccountRule, 'isOn'>,
  ) {}

  /**
   * The same key is the same batch, and so is the same plan until its batch has ended.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, IDEMPOTENCY.REUSED, BATCH.CHANGED,
   *   BATCH.NO_ACCOUNT where it would wait for a second account that could never be one
   */
  async execute(identity: Identity, order: BatchOrder): Promise<Batch> {
    const { cycleId, idempotencyKey, body } = order;
    const { digest = '', ...request } = body;
    // A key that comes again with the digest of a later plan asks for the same.
    const bodyDigest = requestDigest([cycleId, request]);
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireEver(identity, body.act.kind);
      const earlier = await records.batches.findByKey(identity.actorId, idempotencyKey);
      if (earlier !== undefined) return same(earlier, bodyDigest);
      const plan = await records.batches.plan(cycleId, digest);
      const isOfRequest = plan !== undefined && planDigest(cycleId, request, plan.lines) === digest;
      // A plan that others have made goes beyond the scope like one that does not exist.
      if (!isOfRequest || !isBatchInScope(identity, plan)) {
        throw new DomainError('BATCH.CHANGED');
      }
      if (needsSecondAccount(this.secondAccount, plan)) requireAccount(cycle, identity);
      const batch: Batch = {
        ...(await this.batchOf(records, identity, request, plan)),
        ...{ idempotencyKey, bodyDigest, trace: order.trace },
      };
      if ((await records.batches.insertOnce(batch, plan.lines)) === 'existing') {
        const byKey = await records.batches.findByKey(identity.actorId, idempotencyKey);
        const first = byKey ?? (await records.batches.findByDigest(cycleId, digest));
        if (first === undefined) throw new Error(`the batch of plan ${digest} was there and is gone`);
        return byKey === undefined ? first : same(byKey, bodyDigest);
      }
      await records.audit.append({
        cycleId,
        areaCode: areaOf(plan, cycle.provinceCode),
        actorId: identity.actorId,
        actorRole: identity.role,
        action: 'batch.ordered',
        object: batch.id,
        detail: { request, digest, units: Object.keys(plan.lines), state: batch.state },
      });
      return batch;
    });
  }

  private async batchOf(
    records: Needs,
    identity: Identity,
    request: BatchRequest,
    plan: BatchPlan,
  ): Promise<Omit<Batch, 'idempotencyKey' | 'bodyDigest'>> {
    const { cycleId, digest, places, closedYears } = plan;
    return {
      id: randomUUID(),
      ...{ cycleId, request, digest, places, closedYears },
      orderedBy: identity,
      orderedAt: await records.now(),
      state: needsSecondAccount(this.secondAccount, plan) ? 'waiting' : 'running',
    };
  }
}

/** @throws DomainError IDEMPOTENCY.REUSED */
function same(batch: Batch, bodyDigest: string): Batch {
  if (batch.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
  return batch;
}

/** The commune that all of it lies in, else the province. */
export const areaOf = ({ places }: Pick<Batch, 'places'>, provinceCode: string): string =>
  places.length === 1 ? (places[0]?.communeCode ?? provinceCode) : provinceCode;
