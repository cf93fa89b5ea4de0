import { checkDecisionList } from '#libs/certification';
import { DomainError } from '#libs/contracts';
import type { ClassificationBody } from '#libs/contracts/http';
import { type PolicyPack, stageSetFor } from '#libs/policy';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { type DecisionRecorded, type ListDecisionStores, takeInList } from './list-decision.js';

export interface ClassificationRequest {
  readonly cycleId: string;
  readonly idempotencyKey: string;
  readonly body: ClassificationBody;
}

/** What was recorded, or would be, with the pack that names the classes. */
export interface ClassificationRecorded extends DecisionRecorded {
  readonly pack: PolicyPack;
}

/**
 * Takes in one decision on the classes of many units (phân loại phong trào), by the body that the pack names: that of its points for
 * each unit of the list, all of it in one transaction or nothing.
 */
export class RecordClassification {
  constructor(
    private readonly unitOfWork: UnitOfWork<ListDecisionStores>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * The same key, or the same number with the same list, is the same decision.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE, CLASS.NOT_APART, IDEMPOTENCY.REUSED, DECISION.NUMBER_TAKEN, DECISION.REFUSED,
   *   DOCUMENT.IN_FUTURE
   */
  async execute(
    identity: Identity,
    { cycleId, idempotencyKey, body }: ClassificationRequest,
    dryRun: boolean,
  ): Promise<ClassificationRecorded> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'recordClassification', cycle.provinceCode);
      const pack = await this.rules.packOf(records, cycle);
      const stage = stageSetFor(pack, cycle.year).stages.find(({ act }) => act === 'classify')?.key;
      if (stage === undefined) throw new DomainError('CLASS.NOT_APART');
      const { number, date, signer, units } = body;
      const list = {
        act: 'classify',
        ...{ stage, number, date, signer },
        items: units.map(({ unit, class: given }) => ({
          unit,
          body: { kind: 'classify', stage, number, date, signer, class: given } as const,
        })),
        digest: requestDigest([cycle.id, { stage, ...body }]),
        idempotencyKey,
        faults: checkDecisionList(units),
      } as const;
      const recorded = await takeInList({ records, rules: this.rules, identity, cycle }, list, dryRun);
      return { ...recorded, pack };
    });
  }
}
