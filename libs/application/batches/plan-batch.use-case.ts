import { DomainError } from '#libs/contracts';
import type { BatchBody, BatchPlanAnswer, BatchUnitAnswer } from '#libs/contracts/http';
import { requireEver } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { AddressedYear } from '../reminders/reminders.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { BatchPlace, BatchPlan, BatchRequest } from './batches.port.js';
import { type Planned, plannerOf } from './planner.js';
import { needsSecondAccount, type SecondAccountRule } from './second-account.js';
import { type Chosen, selectUnits } from './select-units.js';
import type { NotDone } from './unit-plan.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/** Units a second where no batch was done yet; on two busy cores it was more. */
const RATE_UNMEASURED = 100;

type Refused = BatchPlanAnswer['refused'][number];

/** What a plan adds up to as its units are gone through. */
interface Sum {
  readonly units: BatchUnitAnswer[];
  readonly refused: Refused[];
  readonly lines: Record<string, string>;
  readonly places: Map<string, BatchPlace>;
  readonly stages: Map<string, string>;
  /** Addresses of the mails; those of reminders to one address are one mail. */
  readonly to: string[];
  closedYears: number;
}

/**
 * The dry run of an act on many units: for each what it comes to, by the same function as the plan for one; what is
 * kept of it is the digest of each effect line, by which the batch knows later whose year has moved on.
 */
export class PlanBatch {
  constructor(
    private readonly reading: UnitOfWork<Needs>,
    private readonly keeping: UnitOfWork<Stores<'batches'>>,
    private readonly rules: CycleRules,
    private readonly secondAccount: SecondAccountRule,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, CYCLE.OPENING, ACTOR.ADMINISTRATOR_ONLY */
  async execute(identity: Identity, cycleId: string, body: BatchBody): Promise<BatchPlanAnswer> {
    const { act, select, reason } = body;
    const { plan, sum } = await this.reading.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireEver(identity, act.kind);
      if (cycle.state === 'opening') throw new DomainError('CYCLE.OPENING', { cycle: cycleId });
      const at = await nowOf(records, cycle);
      const sum: Sum = {
        ...{
          units: [],
          refused: [],
          lines: {},
          places: new Map(),
          stages: new Map(),
          to: [],
          closedYears: 0,
        },
      };
      const planPage = await plannerOf(records, this.rules, cycle, { identity, act, at });
      for await (const page of selectUnits(records, this.rules, cycle, identity, select, at)) {
        const planOne = await planPage(page.flatMap((each) => ('unknown' in each ? [] : [each.unit])));
        for (const chosen of page) {
          add(sum, chosen, 'unknown' in chosen ? chosen.why : await planOne(chosen.unit));
        }
      }
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
    { units, refused, stages, to }: Sum,
    rate: number | undefined,
  ): BatchPlanAnswer {
    return {
      ...{ cycleId: plan.cycleId, dryRun: true, act, reason, digest: plan.digest },
      stages: Object.fromEntries(stages),
      units,
      refused,
      communes: plan.places.length,
      closedYears: plan.closedYears,
      mails: act.kind === 'remind' ? new Set(to).size : to.length,
      needsApproval: needsSecondAccount(this.secondAccount, plan),
      estimate: {
        seconds: Math.ceil(units.length / (rate ?? RATE_UNMEASURED)),
        measured: rate !== undefined,
      },
    };
  }
}

function add(sum: Sum, chosen: Chosen, plan: Planned): void {
  if ('unknown' in chosen) {
    sum.refused.push(refusedUnit(chosen.unknown, chosen.unknown, chosen.why));
    return;
  }
  const { unit, rules } = chosen;
  if (plan.outcome === 'refused') {
    sum.refused.push(refusedUnit(unit.unitId, unit.unitName, plan));
    return;
  }
  for (const { key, name } of rules.graph) sum.stages.set(key, name);
  sum.lines[unit.unitId] = plan.line;
  sum.places.set(unit.communeCode, placeOf(unit));
  if (unit.state.status === 'closed') sum.closedYears += 1;
  sum.to.push(...plan.to);
  sum.units.push({
    ...{ unitId: unit.unitId, name: unit.unitName, communeCode: unit.communeCode },
    changed: plan.changed.map(({ key, ...rest }) => ({ stage: key, ...rest })),
    kept: plan.kept.filter(({ status }) => status !== 'awaiting').map(({ key }) => key),
    mails: plan.to.length,
    noMail: plan.noMail,
  });
}

const refusedUnit = (unitId: string, name: string, { code, detail }: NotDone): Refused => ({
  ...{ unitId, name, code, detail },
});

const placeOf = ({ communeCode, districtCode, provinceCode }: AddressedYear): BatchPlace => ({
  ...{ communeCode, districtCode, provinceCode },
});

const planOf = (cycleId: string, request: BatchRequest, { lines, places, closedYears }: Sum): BatchPlan => ({
  ...{ cycleId, digest: planDigest(cycleId, request, lines), lines, closedYears },
  places: [...places.values()],
});

/** What a batch is sent with: the digest of the request and of every effect line. */
export const planDigest = (cycleId: string, request: BatchRequest, lines: BatchPlan['lines']): string =>
  requestDigest([cycleId, request.act, request.select, request.reason, lines]);
