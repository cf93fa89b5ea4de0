import { z } from 'zod';
import { code, communePageQuery } from '../edge/input.js';

/** Results by either axis, and by what came after the decision. */
export const resultQuery = communePageQuery.extend({
  recognised: z.enum(['yes', 'no', 'pending']).optional(),
  class: code.optional(),
  notSubmitted: z.stringbool().default(false),
  excluded: z.stringbool().default(false),
  appeal: z.enum(['open', 'any']).optional(),
  revocation: z.enum(['proposed', 'revoked']).optional(),
  exemplar: z.stringbool().default(false),
});
export type ResultQuery = z.infer<typeof resultQuery>;

/** Whether the result that is looked at in advance is a recognition. */
export const resultPlanQuery = z.object({ recognised: z.stringbool().default(false) });
export type ResultPlanQuery = z.infer<typeof resultPlanQuery>;
