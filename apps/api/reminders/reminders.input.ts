import { z } from 'zod';
import { code, limit } from '../edge/input.js';

export const upcomingQuery = z.object({ limit });
export type UpcomingQuery = z.infer<typeof upcomingQuery>;

/** A day of a cycle and whose reminders are asked for; `after` is the code of the last subject of the page before. */
export const previewQuery = z.object({
  at: z.iso.date(),
  commune: code.optional(),
  unit: code.optional(),
  after: code.optional(),
  limit,
});
export type PreviewQuery = z.infer<typeof previewQuery>;
