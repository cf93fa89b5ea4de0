import { z } from 'zod';
import { day, reason, text } from './command-bodies.js';

/** Fields of the multipart body of `POST …/evidence`, beside the part `file`. */
export const evidenceFields = z.strictObject({
  criterion: text(10),
  title: text(200),
  effectiveOn: day,
  reference: text(120).optional(),
  declared: z.stringbool('phải là true hoặc false').default(false),
});

/** Body of `POST …/evidence/{id}/withdrawal`. */
export const withdrawalBody = z.strictObject({ reason });
export type WithdrawalBody = z.infer<typeof withdrawalBody>;
