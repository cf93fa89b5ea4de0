import { type PolicyAnswer, type SentCommand } from '#libs/contracts/http';
import { evaluate, type UnitProfile } from '#libs/policy';
import type { Draw } from './draw.js';

type Criterion = PolicyAnswer['criteria'][number];
export type SelfSheet = NonNullable<Extract<SentCommand, { kind: 'submit' }>['sheet']>;
export type HigherSheet = NonNullable<Extract<SentCommand, { kind: 'appraise' }>['sheet']>;
interface Awards {
  readonly collectives: number;
  readonly persons: number;
}

/** How one unit's year is decided. */
export interface Outcome {
  readonly recognised: boolean;
}

/** What one unit is given in the end, in hundredths of a point. */
export interface TargetScore extends Outcome {
  readonly classKey: string;
  readonly total: number;
  readonly awards: Awards;
}

export interface Sheets {
  readonly self: SelfSheet;
  readonly higher: HigherSheet;
}

const HUNDRED = 100;
/** How often in a hundred the two columns differ, and on how many lines then. */
const DISPUTED = 50;
const DISPUTED_LINES = 2;
const REWARDED = 15;
const UNRECOGNISED = 10;
/** How often in a hundred a line is tried for points to lose, before the rest is taken wherever it is. */
const LOST = 40;
const NO_AWARDS: Awards = { collectives: 0, persons: 0 };

const hundredths = (points: number) => Math.round(points * HUNDRED);
const leavesOf = (policy: PolicyAnswer) =>
  policy.criteria.filter(({ group, derived }) => group !== true && derived !== true);
const typedOf = (policy: PolicyAnswer) => leavesOf(policy).filter(({ perAward }) => perAward === undefined);
const stepOf = ({ step, max, allOrNothing }: Criterion) =>
  hundredths(allOrNothing === true ? max : (step ?? 0.01));
const sumOf = (criteria: readonly Criterion[]) => criteria.reduce((sum, { max }) => sum + hundredths(max), 0);

const decidedPoints = (policy: PolicyAnswer) =>
  sumOf(policy.criteria.filter(({ derived }) => derived === true));

function awardPoints(policy: PolicyAnswer, { collectives, persons }: Awards): number {
  return leavesOf(policy).reduce((sum, { perAward, max }) => {
    if (perAward === undefined) return sum;
    const counted = collectives * perAward.collective + persons * perAward.person;
    return sum + Math.min(hundredths(counted), hundredths(max));
  }, 0);
}

/**
 * A total inside the band of a class: by recognition where the band can be reached so, else without it.
 *
 * @param classKey one of the policy's classes
 * @param maybe false for a unit that is not recognised whatever its points
 */
export function targetIn(draw: Draw, policy: PolicyAnswer, classKey: string, maybe = true): TargetScore {
  const bands = [...policy.classes].sort((a, b) => a.min - b.min);
  const index = bands.findIndex(({ key }) => key === classKey);
  const step = Math.min(...typedOf(policy).map(stepOf));
  const most = sumOf(typedOf(policy));
  const lowest = hundredths(bands[index]?.min ?? 0);
  const next = bands[index + 1];
  const highest = next === undefined ? Number.POSITIVE_INFINITY : hundredths(next.min) - step;
  for (const recognised of maybe ? [true, false] : [false]) {
    const base = recognised ? decidedPoints(policy) : 0;
    const [from, to] = [Math.max(lowest, base), Math.min(highest, base + most)];
    if (from > to) continue;
    const total = from + step * draw.whole(0, Math.floor((to - from) / step));
    const wished = draw.chance(REWARDED)
      ? { collectives: draw.whole(0, 1), persons: draw.whole(0, 2) }
      : NO_AWARDS;
    const awards = awardPoints(policy, wished) <= total - base ? wished : NO_AWARDS;
    return { classKey, recognised, total, awards };
  }
  throw new Error(`no total of points leads to the class ${classKey}`);
}

/** The outcome of a unit whose pack has no table of points; no more than a few are not recognised. */
export const outcomeOf = (draw: Draw, maybe: boolean): Outcome => ({
  recognised: maybe && !draw.chance(UNRECOGNISED),
});

/** Whether an outcome comes with points. */
export const isScored = (outcome: Outcome | TargetScore): outcome is TargetScore => 'classKey' in outcome;

/** Keys of the classes, the best first. */
export const classesOf = (policy: PolicyAnswer): readonly string[] =>
  [...policy.classes].sort((a, b) => b.min - a.min).map(({ key }) => key);

/** Both columns so that the higher one comes to the target; a reason stands wherever they differ. */
export function sheetsFor(draw: Draw, policy: PolicyAnswer, target: TargetScore): Sheets {
  const typed = typedOf(policy);
  const base = target.recognised ? decidedPoints(policy) : 0;
  const wanted = target.total - base - awardPoints(policy, target.awards);
  const lost = losses(draw, typed, sumOf(typed) - wanted);
  const lower = typed.filter(({ key }) => (lost.get(key) ?? 0) > 0);
  const disputed = new Set(
    draw.chance(DISPUTED)
      ? draw
          .shuffled(lower)
          .slice(0, DISPUTED_LINES)
          .map(({ key }) => key)
      : [],
  );
  const self: SelfSheet = [];
  const higher: HigherSheet = [];
  for (const { key, max, perAward, registered } of leavesOf(policy)) {
    const seen = registered === true ? { reason: 'Đã xem hồ sơ tại đơn vị' } : {};
    if (perAward !== undefined) {
      self.push({ criterion: key, awards: target.awards });
      higher.push({ criterion: key, awards: target.awards, ...seen });
      continue;
    }
    const points = (hundredths(max) - (lost.get(key) ?? 0)) / HUNDRED;
    const isDisputed = disputed.has(key);
    self.push({ criterion: key, points: isDisputed ? max : points });
    higher.push({
      criterion: key,
      points,
      ...seen,
      ...(isDisputed && { reason: 'Minh chứng chưa đủ cho mức tự chấm' }),
    });
  }
  return { self, higher };
}

/** The higher column of a unit that handed nothing in: nobody's points stand beside it. */
export const ownRecordsOf = ({ higher }: Sheets): HigherSheet =>
  higher.map(({ reason: _reason, ...line }) => line);

/** Where points are lost, `all` in all: coarse steps first, because the finest ones can make up any rest. */
function losses(draw: Draw, typed: readonly Criterion[], all: number): Map<string, number> {
  const lost = new Map<string, number>();
  let left = all;
  const lose = (criterion: Criterion, most: number): void => {
    const { key, max } = criterion;
    const step = stepOf(criterion);
    const had = lost.get(key) ?? 0;
    const more = Math.floor(Math.min(most, hundredths(max) - had, left) / step) * step;
    lost.set(key, had + more);
    left -= more;
  };
  const finest = Math.min(...typed.map(stepOf));
  const fine = draw.shuffled(typed.filter((criterion) => stepOf(criterion) === finest));
  const coarse = draw.shuffled(typed.filter((criterion) => stepOf(criterion) > finest));
  for (const criterion of coarse) {
    if (left > sumOf(fine) || draw.chance(LOST)) lose(criterion, hundredths(criterion.max));
  }
  for (const criterion of fine) {
    if (draw.chance(LOST)) lose(criterion, draw.whole(0, hundredths(criterion.max)));
  }
  for (const criterion of fine) lose(criterion, left);
  if (left !== 0) throw new Error(`${left / HUNDRED} points cannot be lost on this table`);
  return lost;
}

type Gap = PolicyAnswer['gaps'][number];

/** How a gap is read by default, where that is one of its options. */
const byDefault = ({ defaultKey, options }: Gap) => options.find(({ key }) => key === defaultKey);
const actingOn = (policy: PolicyAnswer, profile: UnitProfile) =>
  policy.gaps.filter(({ when }) => evaluate(when, profile));

/**
 * Choices for the gaps that act on the unit and would stop the points drawn for it: those that stand for nothing until
 * somebody chooses, and those that fix points unless somebody chooses otherwise.
 */
export function choicesFor(policy: PolicyAnswer, profile: UnitProfile): Record<string, string> {
  const wanted = actingOn(policy, profile).flatMap((gap): [string, string][] => {
    const fallback = byDefault(gap);
    if (fallback !== undefined && fallback.effect?.points === undefined) return [];
    const [free] = gap.options.filter(({ effect }) => effect?.points === undefined);
    const option = free ?? gap.options[0];
    return option === undefined ? [] : [[gap.key, option.key]];
  });
  return Object.fromEntries(wanted);
}

/** The unit's own column as it sends it: each line says how the unit arranged it where a reading asks for that. */
export function selfSheetOf({ self }: Sheets, policy: PolicyAnswer, profile: UnitProfile): SelfSheet {
  const choices = choicesFor(policy, profile);
  const asksForNote = actingOn(policy, profile).some((gap) => {
    const read = gap.options.find(({ key }) => key === (choices[gap.key] ?? gap.defaultKey));
    return read?.effect?.note === 'required';
  });
  return asksForNote ? self.map((line) => ({ ...line, note: 'Giao người kiêm nhiệm, có phân công' })) : self;
}
