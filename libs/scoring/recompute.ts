import type { PackCriterion } from '#libs/policy';
import { criteriaByKey } from './reading.js';
import type { ScoringRules } from './score-sheet.types.js';

/** Totals and class of one sheet, as they were stored or as they come out now. */
export interface SheetTotals {
  /** Total before the decision on the standard. */
  readonly provisional?: number;
  readonly final?: number;
  /** Key of the class. */
  readonly class?: string;
}

/** Whether the same comes out again; what was not stored is not compared. */
export function isSameScore(stored: SheetTotals, again: SheetTotals): boolean {
  const same = (key: keyof SheetTotals): boolean => stored[key] === undefined || stored[key] === again[key];
  return same('provisional') && same('final') && same('class');
}

type Keyed = { readonly key: string };

/** Places at which two packs count differently: `criteria.7`, `classes.tot`. Words and sources alone do not count. */
export function changedRules(before: ScoringRules, after: ScoringRules): readonly string[] {
  const figures = ({
    key,
    max,
    step,
    allOrNothing,
    derivedFrom,
    perAward,
    branches,
    gaps,
    measure,
    children,
  }: PackCriterion) => ({
    key,
    max,
    step,
    allOrNothing,
    derivedFrom,
    perAward,
    branches: branches?.map((branch) => ({ key: branch.key, when: branch.when })),
    gaps,
    measure: measure && { ...measure, src: undefined, status: undefined },
    children: children?.map((child) => child.key),
  });
  const table = (rules: ScoringRules) => [...criteriaByKey(rules.criteria).values()].map(figures);
  return [
    ...changed('criteria', table(before), table(after)),
    ...changed('classes', bands(before), bands(after)),
    ...changed('gaps', readings(before), readings(after)),
    ...changed('targets', thresholds(before), thresholds(after)),
  ];
}

const bands = ({ classes }: ScoringRules): readonly Keyed[] => classes.map(({ key, min }) => ({ key, min }));

const readings = ({ gaps }: ScoringRules): readonly Keyed[] =>
  gaps.map((gap) => ({
    key: gap.key,
    when: gap.when,
    years: gap.years,
    default: gap.default.key,
    options: gap.options.map(({ key, effect }) => ({ key, effect })),
  }));

const thresholds = ({ targets = [] }: ScoringRules): readonly Keyed[] =>
  targets.map(({ key, operator, percent }) => ({ key, operator, percent }));

function changed(field: string, before: readonly Keyed[], after: readonly Keyed[]): readonly string[] {
  const keys = new Set([...before, ...after].map(({ key }) => key));
  const text = (list: readonly Keyed[], key: string): string =>
    JSON.stringify(list.find((each) => each.key === key) ?? null);
  return [...keys].filter((key) => text(before, key) !== text(after, key)).map((key) => `${field}.${key}`);
}
