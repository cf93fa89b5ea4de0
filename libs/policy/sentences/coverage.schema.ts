import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';

/**
 * What holds an order in the product: a step, a register, a task of the register of activities, a target, a scoring
 * criterion, a duty, a consequence, a paper, what overseers are told, an act that accounts may do, or a document that the pack names as its basis.
 */
const holderKind = z.enum([
  'stage',
  'register',
  'activity',
  'target',
  'criterion',
  'duty',
  'consequence',
  'paper',
  'told',
  'act',
  'basis',
]);

const holder = z.strictObject({ kind: holderKind, key });

const sentence = z
  .strictObject({
    /** Where it stands, in the words by which packs cite the document. */
    place: text,
    /** The order itself, word for word as the document has it. */
    quote: text,
    /** Whom it orders. */
    who: text,
    heldBy: z.array(holder),
    /** Why it is held in part, or not at all; a sentence that is wholly held needs none. */
    reason: text.optional(),
  })
  .refine(({ heldBy, reason }) => heldBy.length > 0 || reason !== undefined, {
    message: 'một câu không có gì đáp ứng phải nêu lý do',
  });

const coveredDocument = z.strictObject({
  key,
  title: text,
  /** The pack of the years under this document. */
  pack: key,
  /** Places that order nothing, but that packs quote. */
  aside: z.array(text),
  sentences: z.array(sentence).min(1),
});

/** Every sentence of the documents behind the packs that orders something, with what holds it. */
export const coverageSchema = z.strictObject({
  documents: z.array(coveredDocument).min(1),
  /** Documents from which packs take rows, and which are not gone through sentence by sentence. */
  elsewhere: z.array(z.strictObject({ document: text, what: text })),
});

export type Coverage = Immutable<z.infer<typeof coverageSchema>>;
export type CoveredDocument = Immutable<z.infer<typeof coveredDocument>>;
export type CoveredSentence = Immutable<z.infer<typeof sentence>>;
export type CoverageHolder = Immutable<z.infer<typeof holder>>;
