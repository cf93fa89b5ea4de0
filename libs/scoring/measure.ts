import type { PackCriterion } from '#libs/policy';
import { evaluate } from '#libs/policy';
import { formatPoints, toHundredths } from './points.js';
import type { MeasureCount, ScoreColumn, ScoreLine, ScoringInput } from './score-sheet.types.js';

/** How the numbers of one line stand against the threshold of their target. */
export interface Measured {
  readonly reached: boolean;
  /** Most hundredths of a point while the threshold is missed. */
  readonly missedHundredths: number;
  /** `442/491 (90,02 %), cần từ 90 % trở lên: đạt`. */
  readonly text: string;
}

/** The numbers that a column rests on; the higher level's own go before the unit's. */
export function countsOf(line: ScoreLine, column: ScoreColumn): readonly MeasureCount[] | undefined {
  return column === 'self' ? line.measure : (line.higherMeasure ?? line.measure);
}

/** Groups that the measure asks of this unit; none where the criterion has no measure. */
export function groupsFor(
  criterion: PackCriterion,
  { unit }: Pick<ScoringInput, 'unit'>,
): readonly { readonly key: string; readonly name: string }[] {
  return (criterion.measure?.groups ?? []).filter(({ when }) => evaluate(when, unit));
}

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** What is wrong with the numbers themselves, in Vietnamese; undefined where they can be judged. */
export function faultOf(
  criterion: PackCriterion,
  counts: readonly MeasureCount[],
  input: Pick<ScoringInput, 'unit'>,
): string | undefined {
  if (criterion.measure === undefined) return 'tiêu chí này không chấm theo số liệu; bỏ phần số liệu';
  const groups = groupsFor(criterion, input);
  for (const { group, done, of } of counts) {
    const known = groups.find(({ key }) => key === group);
    if (known === undefined) {
      return `không có nhóm "${group}"; các nhóm của đơn vị: ${groups.map(({ key }) => key).join(', ')}`;
    }
    if (!isWhole(done) || !isWhole(of) || of === 0 || done > of) {
      return `số liệu nhóm ${known.name} phải là số nguyên, tổng số từ 1 và số đạt không quá tổng số (đang ghi ${done}/${of})`;
    }
  }
  const twice = counts.find(({ group }, index) => counts.findIndex((each) => each.group === group) !== index);
  if (twice !== undefined) return `nhóm "${twice.group}" ghi hai lần`;
  const missing = groups.find(({ key }) => counts.every(({ group }) => group !== key));
  return missing === undefined ? undefined : `thiếu số liệu nhóm ${missing.name} ("${missing.key}")`;
}

/**
 * Judges sound numbers against the pack's target, exactly: no quotient is rounded before it is compared.
 *
 * @returns undefined where the criterion has no measure or its target is unknown
 */
export function judgeMeasure(
  criterion: PackCriterion,
  counts: readonly MeasureCount[],
  { rules }: Pick<ScoringInput, 'rules'>,
): Measured | undefined {
  const { measure } = criterion;
  const target = rules.targets?.find(({ key }) => key === measure?.target);
  if (measure === undefined || target === undefined) return undefined;
  const sum = (pick: (count: MeasureCount) => number): number =>
    counts.reduce((total, count) => total + pick(count), 0);
  const shares =
    measure.judged === 'each' ? counts : [{ done: sum(({ done }) => done), of: sum(({ of }) => of) }];
  const reached = shares.every(({ done, of }) => {
    const [have, need] = [BigInt(done) * 10_000n, BigInt(toHundredths(target.percent)) * BigInt(of)];
    return target.operator === '>=' ? have >= need : have > need;
  });
  const shown = shares.map(({ done, of }) => `${done}/${of} (${percentOf(done, of)} %)`).join('; ');
  const threshold =
    target.operator === '>='
      ? `từ ${formatPoints(target.percent)} % trở lên`
      : `trên ${formatPoints(target.percent)} %`;
  return {
    reached,
    missedHundredths: toHundredths(measure.missed),
    text: `${shown}, cần ${threshold}: ${reached ? 'đạt' : 'chưa đạt'}`,
  };
}

/** Cut to two decimals, never rounded up: 89,999 % must not read as 90. */
function percentOf(done: number, of: number): string {
  return formatPoints(Number((BigInt(done) * 10_000n) / BigInt(of)) / 100);
}
