import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';

/** Which files are taken as evidence, and what is asked of single criteria. */
export const evidenceRules = z.strictObject({
  ...sourced,
  /** Types by their media type, with a name for people and the endings a file's name may have. */
  types: z.array(
    z.strictObject({ key, name: text, extensions: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).min(1) }),
  ),
  maxBytes: z.int().min(1),
  /** What follows where a line has points and cites nothing. */
  uncited: z.enum(['accept', 'warn', 'refuse']),
  /** Criteria, by key, with a rule of their own. */
  criteria: z.array(
    z.strictObject({
      ...sourced,
      key,
      /** No file is taken: only that it was done, and the number of the paper. */
      referenceOnly: z.boolean(),
      /** What whoever adds evidence declares, compulsory. */
      declaration: text.optional(),
    }),
  ),
});
export type EvidenceRules = Immutable<z.infer<typeof evidenceRules>>;
