import { z } from 'zod';
import { code, pageQuery } from '../edge/input.js';

/** What a list of entries is narrowed to; what was withdrawn is shown only where it is asked for. */
export const registerQuery = pageQuery.extend({
  commune: code.optional(),
  state: z.enum(['standing', 'withdrawn', 'all']).default('standing'),
  cursor: z.uuid().optional(),
});
export type RegisterQuery = z.infer<typeof registerQuery>;

export const registerImportQuery = z.strictObject({
  dryRun: z.stringbool().default(false),
  filename: z.string().min(1).max(200),
});
export type RegisterImportQuery = z.infer<typeof registerImportQuery>;
