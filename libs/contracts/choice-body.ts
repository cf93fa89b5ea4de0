import { z } from 'zod';
import { reason, text } from './command-bodies.js';

const key = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'không phải mã');

/** Body of `POST …/choices`: how a case that the documents leave open is read, and why. */
export const choiceBody = z.strictObject({
  gap: key,
  option: key,
  /** Absent for the whole cycle. */
  unit: text(120).optional(),
  reason,
});
export type ChoiceBody = z.infer<typeof choiceBody>;
