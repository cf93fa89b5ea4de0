import { z } from 'zod';
import { code, limit, unitKind } from '../edge/input.js';

/** Query of lists: page size, cursor and filters. */
export const unitQuery = z.object({
  search: z.string().max(200).optional(),
  commune: code.optional(),
  kind: unitKind.optional(),
  standing: z.enum(['inside', 'outside']).optional(),
  cursor: code.optional(),
  limit,
});
export type UnitQuery = z.infer<typeof unitQuery>;
