import { z } from 'zod';
import { day, stage, text } from './command-bodies.js';

/** Body of `POST …/decisions`: one document and every unit it decides on. */
export const decisionBody = z.strictObject({
  stage: stage.default('recognition'),
  number: text(60),
  date: day,
  signer: text(120),
  units: z
    .array(z.strictObject({ unit: text(40), recognised: z.boolean(), certificate: text(60).optional() }))
    .min(1)
    .max(2_000),
});
export type DecisionBody = z.infer<typeof decisionBody>;
