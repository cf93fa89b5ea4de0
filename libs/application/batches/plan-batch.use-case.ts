import { DomainError } from '#libs/contracts';
import type { BatchBody, BatchPlanAnswer } from '#libs/contracts/http';
import { requireEver } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { BatchPlan, BatchRequest } from './batches.port.js';
import { mailsIn, type PlanSum, planSum } from './plan-sum.js';
import { needsSecondAccount, type SecondAccountRule } from './second-account.js';
import { requireKnown } from './select-units.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/** Units a second where no batch was done yet; on two busy cores it was more. */
const RATE_UNMEASURED = 100;

/**
 * The dry run of an act on many units: for each what it comes to, by the same function as the plan for one; what is
 * kept of it is the digest of each effect line, by which the batch knows later whose year has moved on.
 */
export class PlanBatch {
  constructor(
    private readonly reading: UnitOfWork<Needs>,
    private readonly keeping: UnitOfWork<Stores<'batches'>>,
    private readonly rules: CycleRules,
    private readonly secondAccount: Pick<SecondAccountRule, 'isOn'>,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, CYCLE.OPENING, ACTOR.ADMINISTRATOR_ONLY, STAGE.UNKNOWN, AREA.UNKNOWN */
  async execute(identity: Identity, cycleId: string, body: BatchBody): Promise<BatchPlanAnswer> {
    const { act, select, reason } = body;
    const { plan, sum } = await this.reading.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireEver(identity, act.kind);
      if (cycle.state === 'opening') throw new DomainError('CYCLE.OPENING', { cycle: cycleId });
      const at = await nowOf(records, cycle);
      await requireKnown(records, this.rules, cycle, body);
      const sum = await planSum(records, this.rules, cycle, { identity, act, at }, select);
      return { plan: planOf(cycleId, { act, select, reason }, sum), sum };
    });
    const rate = await this.keeping.inTransaction(async ({ batches }) => {
      if (sum.units.length > 0) await batches.keepPlan(plan);
      return batches.rate();
    });
    return this.answer(body, plan, sum, rate);
  }

  private answer(
    { act, reason }: BatchBody,
    plan: BatchPlan,
    sum: PlanSum,
    rate: number | undefined,
  ): BatchPlanAnswer {
    const { units, refused, stages } = sum;
    return {
      ...{ cycleId: plan.cycleId, dryRun: true, act, reason, digest: plan.digest },
      stages: Object.fromEntries(stages),
      units,
      refused,
      communes: plan.places.length,
      closedYears: plan.closedYears,
      mails: mailsIn(sum, act),
      needsApproval: needsSecondAccount(this.secondAccount, plan),
      estimate: {
        seconds: Math.ceil(units.length / (rate ?? RATE_UNMEASURED)),
        measured: rate !== undefined,
      },
    };
  }
}

const planOf = (
  cycleId: string,
  request: BatchRequest,
  { lines, places, closedYears }: PlanSum,
): BatchPlan => ({
  ...{ cycleId, digest: planDigest(cycleId, request, lines), lines, closedYears },
  places: [...places.values()],
});

/** What a batch is sent with: the digest of the request and of every effect line. */
export const planDigest = (cycleId: string, request: BatchRequest, lines: BatchPlan['lines']): string =>
  requestDigest([cycleId, request.act, request.select, request.reason, lines]);
