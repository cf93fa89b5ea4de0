import { areMadeApart, isSecondAccount } from '#libs/access';
import { DomainError } from '#libs/contracts';
import { requireEver } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import { SYSTEM_AUDIT } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { requireBatch } from './find-batch.js';
import { areaOf } from './order-batch.use-case.js';
import { requireOrderer } from './orderer.js';
import { requireAccount, type SecondAccountRule } from './second-account.js';

type Needs = Stores<'accounts' | 'audit' | 'batches' | 'cycles' | 'now' | 'requests' | 'units'>;

export interface BatchApproval {
  readonly cycleId: string;
  readonly batchId: string;
  /** Of the plan that the second account has looked at. */
  readonly digest: string;
  readonly idempotencyKey: string;
}

/** The second account of a batch: an administrator in whose scope all of it lies, and never whoever ordered it. */
export class ApproveBatch {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly secondAccount: Pick<SecondAccountRule, 'makerDays'>,
  ) {}

  /**
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, BATCH.UNKNOWN, BATCH.CHANGED, BATCH.SAME_ACTOR,
   *   BATCH.NO_ACCOUNT, BATCH.SAME_MAKER, BATCH.NOT_WAITING, BATCH.ORDERER_ENDED, IDEMPOTENCY.REUSED
   */
  async execute(
    identity: Identity,
    { cycleId, batchId, digest, idempotencyKey }: BatchApproval,
  ): Promise<void> {
    await this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireEver(identity, 'approveBatch');
      const request = { act: 'approveBatch', key: idempotencyKey, content: [cycleId, batchId, digest] };
      await onceByKey(records, identity, request, async () => {
        const batch = requireBatch(identity, batchId, await records.batches.lock(cycleId, batchId));
        if (batch.digest !== digest) throw new DomainError('BATCH.CHANGED');
        if (batch.state !== 'waiting') throw new DomainError('BATCH.NOT_WAITING');
        if (!isSecondAccount(batch.orderedBy.actorId, identity.actorId)) {
          throw new DomainError('BATCH.SAME_ACTOR');
        }
        for (const each of [batch.orderedBy, identity]) requireAccount(cycle, each);
        await this.requireMadeApart(records, batch.orderedBy, identity);
        await requireOrderer(records, batch.orderedBy);
        await records.batches.approve(batchId, identity, await records.now());
        await records.audit.append({
          cycleId,
          areaCode: areaOf(batch, cycle.provinceCode),
          actorId: identity.actorId,
          actorRole: identity.role,
          action: 'batch.approved',
          object: batchId,
          detail: { digest, orderedBy: batch.orderedBy.actorId },
        });
        return null;
      });
    });
  }

  /**
   * One person with two accounts is no second one: an account that was made, granted a role or given another way to sign in just now is
   * that of whoever did so.
   *
   * @throws DomainError BATCH.SAME_MAKER
   */
  private async requireMadeApart({ accounts }: Needs, first: Identity, second: Identity): Promise<void> {
    const { makerDays } = this.secondAccount;
    const makersOf = async ({ actorId }: Identity) =>
      (await accounts.makersOf(actorId, makerDays)).filter((each) => each !== SYSTEM_AUDIT.actorId);
    if (!areMadeApart(await makersOf(first), await makersOf(second))) {
      throw new DomainError('BATCH.SAME_MAKER', { days: String(makerDays) });
    }
  }
}
