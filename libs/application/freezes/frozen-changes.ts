import type { FrozenChange } from '#libs/contracts/http';
import { hasResult } from '#libs/unit-year';
import { type FigureLine, figureLines } from '../reports/figure-changes.js';
import type { ReportContent, ReportUnit } from '../reports/figures.port.js';

/**
 * Units that a figure counts, by the key of the figure; undefined where it does not count units one by one.
 *
 * @param isApart whether classes are given by an act of their own, without which a unit has no result
 */
function counts(figure: string, isApart: boolean): ((unit: ReportUnit) => boolean) | undefined {
  const [what, key = ''] = figure.split('.');
  switch (what) {
    case 'units':
      return () => true;
    case 'stages':
      return ({ done }) => done.includes(key);
    case 'recognised':
      return ({ recognised }) => recognised === true;
    case 'notRecognised':
      return ({ recognised }) => recognised === false;
    case 'unclassified':
      return (unit) => !hasResult(unit, isApart);
    case 'classes':
      return ({ classKey }) => classKey === key;
    case 'notSubmitted':
      return ({ notSubmitted }) => notSubmitted;
    default:
      return undefined;
  }
}

/**
 * What has changed since figures were kept ("sau chốt: +3"), in the order of the report: figures that differ with the units
 * that came and went, and figures that are the same number of other units.
 *
 * @param isApart whether classes are given by an act of their own in the year
 */
export function frozenChanges(
  before: ReportContent,
  after: ReportContent,
  isApart: boolean,
): readonly FrozenChange[] {
  const known = new Map(figureLines(before.figures).map((line) => [line.figure, line.value]));
  const [then, now] = [insideOf(before), insideOf(after)];
  return figureLines(after.figures).flatMap(({ figure, name, value }: FigureLine): FrozenChange[] => {
    const isCounted = counts(figure, isApart);
    const came = isCounted === undefined ? [] : missingIn(then, now, isCounted);
    const gone = isCounted === undefined ? [] : missingIn(now, then, isCounted);
    const change = { figure, name, before: known.get(figure) ?? 0, after: value };
    if (change.before === value && came.length === 0 && gone.length === 0) return [];
    return [{ ...change, ...(came.length > 0 && { came }), ...(gone.length > 0 && { gone }) }];
  });
}

const insideOf = ({ units }: ReportContent): readonly ReportUnit[] =>
  units.filter(({ standing }) => standing === 'inside');

/** Those of `some` that are counted there and not among `others`. */
function missingIn(
  others: readonly ReportUnit[],
  some: readonly ReportUnit[],
  isCounted: (unit: ReportUnit) => boolean,
) {
  const there = new Set(others.filter(isCounted).map(({ unitId }) => unitId));
  return some
    .filter((unit) => isCounted(unit) && !there.has(unit.unitId))
    .map(({ unitId, name }) => ({ unitId, name }));
}
