import type { BatchUnitAnswer, RefusedBatchUnit } from '#libs/contracts/http';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { AddressedYear } from '../reminders/reminders.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { BatchPlace, BatchRequest } from './batches.port.js';
import { type Planned, plannerOf } from './planner.js';
import { type Chosen, selectUnits } from './select-units.js';
import type { BatchAsking, NotDone } from './unit-plan.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/** What a plan adds up to as its units are gone through. */
export interface PlanSum {
  readonly units: BatchUnitAnswer[];
  readonly refused: RefusedBatchUnit[];
  /** Digest of the effect line of each unit. */
  readonly lines: Record<string, string>;
  readonly places: Map<string, BatchPlace>;
  /** Names of the stages by their keys. */
  readonly stages: Map<string, string>;
  /** Addresses of the mails. */
  readonly to: string[];
  closedYears: number;
}

/** Plans the act for the chosen units in the scope of who asks, page by page. */
export async function planSum(
  records: Needs,
  rules: CycleRules,
  cycle: Cycle,
  asking: BatchAsking,
  select: BatchRequest['select'],
): Promise<PlanSum> {
  const { identity, at } = asking;
  const sum: PlanSum = {
    ...{ units: [], refused: [], lines: {}, places: new Map(), stages: new Map(), to: [], closedYears: 0 },
  };
  const planPage = await plannerOf(records, rules, cycle, asking);
  for await (const page of selectUnits(records, rules, cycle, identity, select, at)) {
    const planOne = await planPage(page.flatMap((each) => ('unknown' in each ? [] : [each.unit])));
    for (const chosen of page) {
      add(sum, chosen, 'unknown' in chosen ? chosen.why : await planOne(chosen.unit));
    }
  }
  return sum;
}

/** How many mails go out; the reminders to one address are one. */
export const mailsIn = ({ to }: PlanSum, { kind }: BatchAsking['act']): number =>
  kind === 'remind' ? new Set(to).size : to.length;

function add(sum: PlanSum, chosen: Chosen, plan: Planned): void {
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

const refusedUnit = (unitId: string, name: string, { code, detail }: NotDone): RefusedBatchUnit => ({
  ...{ unitId, name, code, detail },
});

const placeOf = ({ communeCode, districtCode, provinceCode }: AddressedYear): BatchPlace => ({
  ...{ communeCode, districtCode, provinceCode },
});
