import { z } from 'zod';
import { limit } from '../edge/input.js';

export const evidenceId = z.uuid('không phải mã minh chứng');
export type EvidenceId = z.infer<typeof evidenceId>;

export const evidenceQuery = z.object({
  criterion: z.string().min(1).max(10).optional(),
  cursor: z.uuid().optional(),
  limit,
});
export type EvidenceQuery = z.infer<typeof evidenceQuery>;
