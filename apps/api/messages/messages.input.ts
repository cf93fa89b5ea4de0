import { z } from 'zod';
import { code, limit } from '../edge/input.js';

export const messageQuery = z.object({
  cycle: code.optional(),
  unit: code.optional(),
  state: z
    .enum(['pending', 'sending', 'accepted', 'deferred', 'failed', 'uncertain', 'cancelled'])
    .optional(),
  cursor: z.uuid().optional(),
  limit,
});
export type MessageQuery = z.infer<typeof messageQuery>;
