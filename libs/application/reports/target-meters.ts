import type { MeterAnswer } from '#libs/contracts';
import {
  cite,
  isPerUnit,
  meterOf,
  numeratorOf,
  type PackTarget,
  type PolicyPack,
  type TargetCount,
} from '#libs/policy';
import type { TargetUnit } from './figures.port.js';

/**
 * Where the targets of a pack stand over some units. Units outside the standard must not be among them: they are in no
 * denominator. A target of each unit is told of all together, and of how many reach it by themselves.
 */
export function targetMeters(pack: PolicyPack, units: readonly TargetUnit[]): readonly MeterAnswer[] {
  return pack.targets.map((target): MeterAnswer => {
    const counted = units.flatMap((unit) => countOf(pack, target, unit) ?? []);
    const { done, of, permille, met } = meterOf(target, sum(counted));
    const alone = counted.map((count) => meterOf(target, count).met);
    return {
      target: target.key,
      name: target.name,
      operator: target.operator,
      percent: target.percent,
      denominator: target.denominator,
      done,
      of,
      permille,
      met,
      status: target.status,
      source: cite(pack, target.src),
      units: isPerUnit(target)
        ? {
            met: alone.filter((each) => each === true).length,
            missed: alone.filter((each) => each === false).length,
            unknown: units.length - counted.length,
          }
        : undefined,
    };
  });
}

/** What a unit adds to a target; undefined where it gave no numbers, or is not in the denominator. */
function countOf(pack: PolicyPack, target: PackTarget, unit: TargetUnit): TargetCount | undefined {
  if (target.denominator === 'registered' && !unit.registered) return undefined;
  switch (numeratorOf(target)) {
    case 'registered':
      return { done: unit.registered ? 1 : 0, of: 1 };
    case 'recognised':
      return { done: unit.recognised ? 1 : 0, of: 1 };
    case 'measured':
      return measured(pack, target, unit);
  }
}

/** The numbers on the sheet, the higher level's before the unit's; else, of sub-units, what pledged. */
function measured(pack: PolicyPack, target: PackTarget, unit: TargetUnit): TargetCount | undefined {
  const criteria = criteriaOf(pack, target.key);
  const counts = unit.measures.filter(({ criterion }) => criteria.has(criterion));
  if (counts.length > 0) return sum(counts);
  return target.denominator === 'subunits' ? unit.pledges : undefined;
}

/** Keys of the criteria that are judged on the numbers of a target. */
function criteriaOf({ criteria }: PolicyPack, target: string): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (some: PolicyPack['criteria']): void => {
    for (const { key, measure, children } of some) {
      if (measure?.target === target) found.add(key);
      look(children ?? []);
    }
  };
  look(criteria);
  return found;
}

const sum = (counts: readonly TargetCount[]): TargetCount => ({
  done: counts.reduce((total, { done }) => total + done, 0),
  of: counts.reduce((total, { of }) => total + of, 0),
});
