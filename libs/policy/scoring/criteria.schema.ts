import { z } from 'zod';
import { key, points, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';
import { predicate } from '../units/units.schema.js';

/**
 * Numbers a criterion is judged on, e.g. "90% trở lên": people or sub-units reached, of all there are. The threshold is
 * that of the target named; `judged` says whether all groups together must reach it, or each by itself.
 */
const packMeasure = z.strictObject({
  ...sourced,
  /** Key of the target that holds operator and percentage. */
  target: key,
  judged: z.enum(['together', 'each']),
  /** Groups that are counted apart; a group whose `when` does not hold of the unit is not asked for. */
  groups: z.array(z.strictObject({ key, name: text, when: predicate })).min(1),
  /** Most points while the share is missed. */
  missed: points,
  /** True where points are not accepted without the numbers. */
  required: z.boolean(),
});

const ownFields = z.strictObject({
  ...sourced,
  /** e.g. `1`, `4a`, `5đ`, `8c`. */
  key,
  /** As printed in the annex: `1`, `a)`. */
  no: text,
  /** Full official wording. */
  text,
  max: points,
  /** Smallest graduation of points; absent on a criterion with children. */
  step: points.optional(),
  /** Points are either 0 or max ("Không xảy ra …"). */
  allOrNothing: z.boolean().optional(),
  /** Status of `step` and `allOrNothing`: no partial-points rule stands in the annex. */
  gradation: z.strictObject(sourced).optional(),
  /** The points come from a fact, not from a scorer: `recognition` gives max when recognised, 0 when not. */
  derivedFrom: z.literal('recognition').optional(),
  /** Award points: so many per collective and per person, capped at `max`. */
  perAward: z.strictObject({ collective: points, person: points }).optional(),
  /**
   * Readings by unit; the first whose `when` holds applies. Where none holds, `gap` names the undecided case and an
   * explicit recorded choice is needed.
   */
  branches: z.array(z.strictObject({ key, when: predicate, text })).optional(),
  /** A share that must be reached before the criterion gives more than `missed` points. */
  measure: packMeasure.optional(),
  /** Named gaps that may act on this criterion. */
  gaps: z.array(key).optional(),
  evidence: z.array(text),
});

export interface PackCriterion extends Immutable<z.infer<typeof ownFields>> {
  readonly children?: readonly PackCriterion[];
}

const criterion: z.ZodType<PackCriterion> = z.lazy(() =>
  ownFields.extend({ children: z.array(criterion).optional() }),
);

export const criteria = z.array(criterion);

/** What the maxima of all criteria come to. */
export const scale = z.strictObject({ ...sourced, total: points });
