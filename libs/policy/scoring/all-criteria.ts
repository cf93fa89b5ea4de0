import type { PackCriterion } from './criteria.schema.js';

/** Every criterion of a table, each before its children. */
export const allCriteria = (criteria: readonly PackCriterion[]): readonly PackCriterion[] =>
  criteria.flatMap((criterion) => [criterion, ...allCriteria(criterion.children ?? [])]);

/** The criteria that are scored themselves. */
export const leavesOf = (criteria: readonly PackCriterion[]): readonly PackCriterion[] =>
  allCriteria(criteria).filter(({ children = [] }) => children.length === 0);
