import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';

const packTarget = z.strictObject({
  ...sourced,
  key,
  name: text,
  operator: z.enum(['>=', '>']),
  percent: z.number().min(0).max(100),
  denominator: z.enum(['registered', 'all-eligible', 'people', 'subunits']),
  /** Which units count among those of the denominator; people and sub-units are counted by the unit's own numbers. */
  numerator: z.enum(['registered', 'recognised']).optional(),
});
export type PackTarget = Immutable<z.infer<typeof packTarget>>;

export const targets = z.array(packTarget);
