import { z } from 'zod';
import { key, points, text, years } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';
import { managementLevel, predicate } from '../units/units.schema.js';

/** What a reading of a gap does; a field that is absent changes nothing. */
const gapEffect = z.strictObject({
  /** The line counts so many points, whatever is typed. */
  points: points.optional(),
  /** Key of the criterion's branch that is read. */
  branch: key.optional(),
  /** Branches with which the effect goes; absent for every one. */
  onBranches: z.array(key).min(1).optional(),
  /** The line states the year of the grade that it rests on: whichever is known, or that of the cycle alone. */
  gradeYear: z.enum(['stated', 'cycle']).optional(),
  /** The unit's line says in a note how the case stands. */
  note: z.literal('required').optional(),
  /** The maximum of award points lies on the sum of all awards. */
  awardCap: z.literal('sum').optional(),
  /** What a unit that handed nothing in is scored from. */
  scoredFrom: z.literal('ownRecords').optional(),
  /** The level that judges a unit which would judge itself. */
  judgedBy: managementLevel.optional(),
  /** Whether the unit is judged by the standard. */
  standing: z.enum(['inside', 'outside']).optional(),
});
export type GapEffect = Immutable<z.infer<typeof gapEffect>>;

const choice = z.strictObject({ key, text });

const gapOption = choice.extend({ effect: gapEffect.optional() });
export type GapOption = Immutable<z.infer<typeof gapOption>>;

/** A case that the documents leave open. */
const packGap = z.strictObject({
  ...sourced,
  key,
  text,
  when: predicate,
  /** Cycle years in which the gap exists; absent means every year. */
  years: years.optional(),
  /** What holds until an administrator records a choice. */
  default: choice,
  options: z.array(gapOption),
});
export type PackGap = Immutable<z.infer<typeof packGap>>;

export const gaps = z.array(packGap);
