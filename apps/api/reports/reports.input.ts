import { z } from 'zod';
import { code, pageQuery } from '../edge/input.js';

/** Reports upward, of the offices or of the units. */
export const reportsQuery = pageQuery.extend({
  stage: code.optional(),
  commune: code.optional(),
  of: z.enum(['units', 'bodies']).optional(),
});
export type ReportsQuery = z.infer<typeof reportsQuery>;

/** With `done` also what came after its last day. */
export const lateQuery = reportsQuery.extend({ done: z.stringbool().default(false) });
export type LateQuery = z.infer<typeof lateQuery>;

export const targetsQuery = pageQuery.extend({
  by: z.enum(['commune', 'unit']).optional(),
  commune: code.optional(),
});
export type TargetsQuery = z.infer<typeof targetsQuery>;
