import { z } from 'zod';
import { DOCUMENT_KINDS } from './documents.js';
import type { PackRegister, Predicate, RegisterField, RegisterReading } from './pack.types.js';

const text = z.string().min(1);
const key = z.string().min(1);
// Names of fields stand in queries and columns of lists.
const field = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);
const sourced = { src: key, status: z.enum(['binding', 'proposed', 'target', 'assumed']) };
const choices = z.array(z.strictObject({ key, text })).min(1);
const filter = z.strictObject({ field, in: z.array(key).min(1).optional() });

/** The registers of a pack; `predicate` is the schema of conditions on a unit. */
export const registersSchema = (predicate: z.ZodType<Predicate>): z.ZodType<readonly PackRegister[]> => {
  const base = {
    key: field,
    name: text,
    required: z.boolean().optional(),
    when: predicate.optional(),
    needs: field.optional(),
  };
  const fields: z.ZodType<RegisterField> = z.discriminatedUnion('type', [
    z.strictObject({ ...base, type: z.literal('text'), maxLength: z.int().min(1).max(2000) }),
    z.strictObject({
      ...base,
      type: z.literal('whole'),
      min: z.int().min(0),
      max: z.int().max(10_000_000),
      atMost: field.optional(),
    }),
    z.strictObject({ ...base, type: z.literal('day') }),
    z.strictObject({ ...base, type: z.literal('choice'), options: choices }),
    z.strictObject({ ...base, type: z.literal('entry'), of: key }),
  ]);
  const reading = {
    ...sourced,
    key,
    criterion: key,
    text,
    where: filter.optional(),
    when: predicate.optional(),
  };
  const readings: z.ZodType<RegisterReading> = z.discriminatedUnion('as', [
    z.strictObject({ ...reading, as: z.literal('awards'), collectives: field, persons: field }),
    z.strictObject({ ...reading, as: z.literal('against'), counts: field }),
    z.strictObject({
      ...reading,
      as: z.literal('support'),
      unless: z.strictObject({ register: key, field, where: filter }).optional(),
      silenceContradicts: z.boolean().optional(),
    }),
    z.strictObject({
      ...reading,
      as: z.literal('share'),
      target: key,
      groups: z.array(z.strictObject({ name: text, done: field, of: field })).min(1),
    }),
  ]);
  return z.array(
    z.strictObject({
      ...sourced,
      key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/),
      name: text,
      recordedBy: z.array(z.enum(['unit', 'police'])).min(1),
      form: z.strictObject(sourced),
      stages: z.array(key),
      numbersOnly: z.boolean().optional(),
      fields: z.array(fields).min(1),
      oneOf: z.array(field).optional(),
      countBy: field.optional(),
      sums: z.array(field).optional(),
      reasons: choices.optional(),
      readings: z.array(readings),
      papers: z
        .array(
          z.strictObject({
            document: z.enum(DOCUMENT_KINDS),
            where: filter.optional(),
            number: field.optional(),
            date: field.optional(),
            counterpart: field.optional(),
          }),
        )
        .optional(),
    }),
  );
};
