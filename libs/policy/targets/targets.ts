import type { PackTarget } from './targets.schema.js';

/** How many there are that do it, of all there are: units, people or sub-units. */
export interface TargetCount {
  readonly done: number;
  readonly of: number;
}

export interface Meter extends TargetCount {
  /** The share in tenths of a percent, cut off and never rounded up: 899 is 89.9 % and may be 89.95 %. */
  readonly permille?: number;
  /** Exactly, by the whole numbers; absent where there is nothing to be a share of. */
  readonly met?: boolean;
}

/** What the numerator of a target counts. */
export type TargetNumerator = 'registered' | 'recognised' | 'measured';

// So that a percentage with two decimals is still compared in whole numbers.
const HUNDREDTHS = 100;

/**
 * The share of some in all in tenths of a percent, the one way in which shares are told: cut off and never rounded up, so
 * that nothing reaches a bound by rounding. Of nothing there is none.
 */
export const permilleOf = ({ done, of }: TargetCount): number | undefined =>
  of <= 0 ? undefined : (done * 1000 - ((done * 1000) % of)) / of;

/**
 * Where a target stands. 252 of 284 passes "≥ 80 %" and fails "> 90 %"; 8995 of 10000 fails "≥ 90 %", whatever it
 * looks like when it is shown with one decimal.
 */
export function meterOf(
  { operator, percent }: Pick<PackTarget, 'operator' | 'percent'>,
  { done, of }: TargetCount,
): Meter {
  if (of <= 0) return { done, of };
  const share = done * 100 * HUNDREDTHS;
  const bound = Math.round(percent * HUNDREDTHS) * of;
  return {
    done,
    of,
    permille: permilleOf({ done, of }),
    met: operator === '>=' ? share >= bound : share > bound,
  };
}

/** Of what a target takes its share; a pack written before it said so names it by the target's key. */
export function numeratorOf({ key, denominator, numerator }: PackTarget): TargetNumerator {
  if (denominator === 'people' || denominator === 'subunits') return 'measured';
  return numerator ?? (key === 'registered' ? 'registered' : 'recognised');
}

/** Whether a target is one of each unit by itself, as well as of all of them together. */
export const isPerUnit = (target: PackTarget): boolean => numeratorOf(target) === 'measured';
