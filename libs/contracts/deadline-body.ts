import { z } from 'zod';
import { LEVELS } from '#libs/policy';
import { day, reason, stage, text } from './command-bodies.js';

/** Body of `POST …/deadlines`: a last day moved by a document, whose number and date are compulsory. */
export const deadlineBody = z.strictObject({
  stage,
  level: z.enum([...LEVELS, '*'], 'phải là tinh, huyen, xa hoặc *').default('*'),
  operator: z.enum(['before', 'by'], 'phải là before (trước ngày) hoặc by (hết ngày)').default('by'),
  day,
  words: text(300).optional(),
  number: text(60),
  date: day,
  reason,
});
export type DeadlineBody = z.infer<typeof deadlineBody>;
