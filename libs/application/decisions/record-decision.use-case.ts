import { checkDecisionList } from '#libs/certification';
import type { DecisionBody } from '#libs/contracts/http';
import { stageSetFor } from '#libs/policy';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { type DecisionRecorded, type ListDecisionStores, takeInList } from './list-decision.js';

export interface DecisionRequest {
  readonly cycleId: string;
  readonly idempotencyKey: string;
  readonly body: DecisionBody;
}

/**
 * Takes in one decision on the recognition of many units. From the commit on the dispatcher delivers the commands,
 * whatever dies meanwhile.
 */
export class RecordDecision {
  constructor(
    private readonly unitOfWork: UnitOfWork<ListDecisionStores>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * Whether the account may record decisions in the cycle at all: asked before a file is read.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE
   */
  async admit(identity: Identity, cycleId: string): Promise<void> {
    await this.unitOfWork.inTransaction(async (records) => admitted(records, identity, cycleId));
  }

  /**
   * The same key, or the same number with the same list, is the same decision.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE, IDEMPOTENCY.REUSED, DECISION.NUMBER_TAKEN, DECISION.REFUSED,
   *   DOCUMENT.IN_FUTURE
   */
  async execute(identity: Identity, request: DecisionRequest, dryRun: boolean): Promise<DecisionRecorded> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await admitted(records, identity, request.cycleId);
      const { stage: named, ...rest } = request.body;
      const { stages } = stageSetFor(await this.rules.packOf(records, cycle), cycle.year);
      const body = { stage: named ?? stages.find(({ act }) => act === 'decide')?.key ?? '', ...rest };
      const { stage, number, date, signer, units } = body;
      const list = {
        act: 'decide',
        ...{ stage, number, date, signer },
        items: units.map(({ unit, recognised, certificate }) => ({
          unit,
          body: { kind: 'decide', stage, recognised, number, date, signer, certificate } as const,
        })),
        digest: requestDigest([cycle.id, body]),
        idempotencyKey: request.idempotencyKey,
        faults: checkDecisionList(units),
      } as const;
      return takeInList({ records, rules: this.rules, identity, cycle }, list, dryRun);
    });
  }
}

async function admitted(records: ListDecisionStores, identity: Identity, cycleId: string): Promise<Cycle> {
  const cycle = await visibleCycle(records, identity, cycleId);
  requireInProvince(identity, 'recordDecision', cycle.provinceCode);
  return cycle;
}
