import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { DOCUMENT_KINDS } from '../papers/documents.js';
import { sourced } from '../sources/sources.schema.js';
import { predicate } from '../units/units.schema.js';

// Names of fields stand in queries and columns of lists.
const field = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);
const choices = z.array(z.strictObject({ key, text })).min(1);

/** Who enters facts into a register: the unit about itself, or the police about the units of their area. */
const recorder = z.enum(['unit', 'police']);

/** Entries whose field has one of these values, or any value where none is named. */
const filter = z.strictObject({ field, in: z.array(key).min(1).optional() });
export type RegisterFilter = Immutable<z.infer<typeof filter>>;

const ofField = {
  key: field,
  /** As people read it, e.g. "Số quyết định". */
  name: text,
  required: z.boolean().optional(),
  /** Units that fill the field in; of the others it is neither asked nor taken. */
  when: predicate.optional(),
  /** A field that must be filled in where this one is: a grade needs its year. */
  needs: field.optional(),
};

/** One thing that an entry says, beside its day. */
const registerField = z.discriminatedUnion('type', [
  z.strictObject({ ...ofField, type: z.literal('text'), maxLength: z.int().min(1).max(2000) }),
  z.strictObject({
    ...ofField,
    type: z.literal('whole'),
    min: z.int().min(0),
    max: z.int().max(10_000_000),
    /** A field of the same entry that this one does not exceed: of so many, so many. */
    atMost: field.optional(),
  }),
  z.strictObject({ ...ofField, type: z.literal('day') }),
  z.strictObject({ ...ofField, type: z.literal('choice'), options: choices }),
  /** An entry of another register, of the same unit and year. */
  z.strictObject({ ...ofField, type: z.literal('entry'), of: key }),
]);
export type RegisterField = Immutable<z.infer<typeof registerField>>;

const ofReading = {
  ...sourced,
  key,
  /** The leaf criterion that the entries speak about. */
  criterion: key,
  /** What the entries show, e.g. "mô hình mới hoặc được duy trì". */
  text,
  /** Entries that are read; all where absent. */
  where: filter.optional(),
  /** Units for which it is read; all where absent. */
  when: predicate.optional(),
};

/** How the entries of a register read on one criterion. */
const registerReading = z.discriminatedUnion('as', [
  /** Award points are counted from these two fields. */
  z.strictObject({ ...ofReading, as: z.literal('awards'), collectives: field, persons: field }),
  /** Each entry speaks against full points; `counts` is the field with the number of cases. */
  z.strictObject({ ...ofReading, as: z.literal('against'), counts: field }),
  /** An entry is what the points are given for. */
  z.strictObject({
    ...ofReading,
    as: z.literal('support'),
    /** Rules out what the latest entry of another register that points here (by `field`) says. */
    unless: z.strictObject({ register: key, field, where: filter }).optional(),
    /** True where points without any entry contradict the register; else the register is only silent. */
    silenceContradicts: z.boolean().optional(),
  }),
  /** So many of so many, group by group, in the latest entry; a share below the target speaks against full points. */
  z.strictObject({
    ...ofReading,
    as: z.literal('share'),
    /** Key of the pack's target that gives operator and percentage. */
    target: key,
    groups: z.array(z.strictObject({ name: text, done: field, of: field })).min(1),
  }),
]);
export type RegisterReading = Immutable<z.infer<typeof registerReading>>;

/** How a paper is filled in from the entries of a register; the names are those of its fields. */
const registerPaper = z.strictObject({
  document: z.enum(DOCUMENT_KINDS),
  /** Only these entries are such a paper. */
  where: filter.optional(),
  /** Number and day of the paper that was recorded. */
  number: field.optional(),
  date: field.optional(),
  /** Who signs it beside the unit. */
  counterpart: field.optional(),
});
export type RegisterPaper = Immutable<z.infer<typeof registerPaper>>;

/**
 * A register: facts with a day in the assessment window and no step of the year of their own. `src` names the place of
 * the document that asks for what the register shows; no document states a form, so `form` stands apart.
 */
const packRegister = z.strictObject({
  ...sourced,
  key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/),
  name: text,
  recordedBy: z.array(recorder).min(1),
  /** Foundation of the list of fields. */
  form: z.strictObject(sourced),
  /** Record stages whose opening and cut-off hold for the entries; the first that the year has counts. */
  stages: z.array(key),
  /** Nothing but days, numbers and choices: what happened is told nowhere, not even as a reason. */
  numbersOnly: z.boolean().optional(),
  fields: z.array(registerField).min(1),
  /** Numbers of which one at least is above zero. */
  oneOf: z.array(field).optional(),
  /** A choice by which entries are counted. */
  countBy: field.optional(),
  /** Numbers that are summed where entries are counted. */
  sums: z.array(field).optional(),
  /** Reasons to correct or withdraw an entry of a register that holds numbers only. */
  reasons: choices.optional(),
  readings: z.array(registerReading),
  /** Papers that are filled in from the entries; absent in packs stored before this was. */
  papers: z.array(registerPaper).optional(),
});
export type PackRegister = Immutable<z.infer<typeof packRegister>>;

// A year opened before there were registers keeps a pack without them: nothing is recorded in it, nothing warned of.
export const registers = z.array(packRegister).default([]);
