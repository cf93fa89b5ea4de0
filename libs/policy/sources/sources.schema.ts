import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { DOCUMENT_KINDS } from '../papers/documents.js';

/** How strongly a value is founded. `assumed` has no document yet and is marked wherever it is shown. */
export const ruleStatus = z.enum(['binding', 'proposed', 'target', 'assumed']);

/** Every rule names its source by key and says how strongly it is founded. */
export const sourced = { src: key, status: ruleStatus };

/** A document and the place in it that a rule was read from. */
const packSource = z.strictObject({
  document: text,
  issuer: text.optional(),
  /** Date of issue, YYYY-MM-DD. */
  date: z.iso.date().optional(),
  place: text.optional(),
  quote: text.optional(),
  /** How it was read when the document itself was not at hand. */
  note: text.optional(),
});

export const sources = z.record(key, packSource);
/** Who may be bound by a document: the units, and bodies by what they are. */
const bound = z.enum(['unit', 'committee', 'police', 'steering']);

/** What papers name as their căn cứ, in order of force: laws, decrees, circulars, decisions, directives, the province. */
export const legalBasis = z.array(
  z.strictObject({
    ...sourced,
    text,
    /** Whom the document binds, where it does not bind everybody; no other issuer names it. */
    binds: z.array(bound).min(1).optional(),
    /** The papers that it is a basis of, where it is not one of every paper. */
    papers: z.array(z.enum(DOCUMENT_KINDS)).min(1).optional(),
  }),
);

export type RuleStatus = z.infer<typeof ruleStatus>;
export type PackSource = Immutable<z.infer<typeof packSource>>;

/** The foundation of a rule, by itself. */
export interface Sourced {
  readonly src: string;
  readonly status: RuleStatus;
}
