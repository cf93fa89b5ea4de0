import { z } from 'zod';
import { key, text } from '../field.schema.js';
import { sourced } from '../sources/sources.schema.js';
import { predicate } from '../units/units.schema.js';

/** A reading of the documents that the system applies everywhere, e.g. "trước ngày X" excludes X. */
const packReading = z.strictObject({
  ...sourced,
  key,
  text,
  value: text,
  /**
   * While it is assumed, a real year classifies nobody by it: an administrator must name the document that confirms it.
   */
  requiresConfirmation: z.boolean().optional(),
});

/**
 * A thing that a document calls by words of its own, so that letters and papers speak as their document does; read it
 * with `term`.
 */
const packTerm = z.strictObject({ ...sourced, key, text });

/** Whom a duty is laid upon: the unit itself, or the body whose kind is named. */
const addressee = z.enum([
  'unit',
  'police',
  'committee',
  'steering',
  'sector',
  'front',
  'finance',
  'press',
  'ministry',
]);

/** Something a document orders that is neither a stage nor points: the review of models, what heads answer for. */
const packDuty = packTerm.extend({
  name: text,
  // A year opened before duties had an addressee keeps a pack in which each may be the unit's.
  addressee: addressee.optional(),
  /** The units that it falls on, where it does not fall on all. */
  when: predicate.optional(),
});

export const readings = z.array(packReading);
// A year opened before these were sections keeps a pack that lacks them; `term` then gives the general words.
export const terms = z.array(packTerm).default([]);
export const duties = z.array(packDuty).default([]);
