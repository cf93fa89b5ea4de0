import { z } from 'zod';
import { key, points, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';

const packClass = z.strictObject({
  ...sourced,
  key,
  name: text,
  /** Lowest total, inclusive. */
  min: points,
  /**
   * While it is assumed, a real year classifies nobody by it: an administrator must name the document that confirms it.
   * Bands fenced a real classification before packs could say so.
   */
  requiresConfirmation: z.boolean().default(true),
});
export type PackClass = Immutable<z.infer<typeof packClass>>;

const packConsequence = z.strictObject({
  ...sourced,
  key,
  text,
  /** Class keys it falls on. */
  classes: z.array(key),
});
export type PackConsequence = Immutable<z.infer<typeof packConsequence>>;

/** The best first, in whatever order a pack and what it extends name them. */
export const classes = z.array(packClass).overwrite((all) => all.toSorted((a, b) => b.min - a.min));
export const consequences = z.array(packConsequence);
