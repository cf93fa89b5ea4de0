import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';
import { DOCUMENT_KINDS } from './documents.js';

/** Beginnings of names of units or areas. */
const prefixes = z.array(text).min(1);

/** How a body, or a unit (`unit`), heads and signs its papers. `{province}` and `{commune}` stand for the area's name. */
const packLetterhead = z.strictObject({
  ...sourced,
  /** Kind of office, or `unit`. */
  key,
  /** Absent for a unit, which heads its papers with its own name. */
  name: text.optional(),
  superior: text.optional(),
  /** Stands after the kind of the paper in its symbol; a unit's own is not known. */
  abbreviation: text.optional(),
  /** By the kind of area, where its symbol is another one: `CAP` of a phường. */
  abbreviations: z.array(z.strictObject({ prefixes, abbreviation: text })).optional(),
  /** In whose name the head signs, which only a collective has: `TM. Ủy ban nhân dân`. */
  authority: text.optional(),
  head: text,
  /** How the head of a unit signs whose name begins so, `Hiệu trưởng` of a `Trường …`; the longest beginning wins. */
  heads: z.array(z.strictObject({ prefixes, authority: text.optional(), head: text })).optional(),
});
export type PackLetterhead = Immutable<z.infer<typeof packLetterhead>>;

/** A paper of the year that can be composed from the records. */
const packDocument = z.strictObject({
  ...sourced,
  key: z.enum(DOCUMENT_KINDS),
  /** How lists call it. */
  name: text,
  /** Tên loại, as printed; absent on an official letter. */
  title: text.optional(),
  /** What stands for the kind in the symbol; absent where the paper has none. */
  symbol: text.optional(),
  /** Whether it has a number of its own. */
  numbered: z.boolean(),
  about: z.enum(['unit', 'area']),
  /** Keys into `letterheads`: `unit`, or the body of each level that issues it. */
  issuedBy: z.strictObject({
    unit: key.optional(),
    xa: key.optional(),
    huyen: key.optional(),
    tinh: key.optional(),
  }),
  /** The stage that the paper belongs to; a year without it has no such paper. */
  stage: key.optional(),
  /** Kính gửi, where the document that asks for the paper says to whom. */
  addressee: text.optional(),
  /** What it is about, where the document that asks for it names that. */
  subject: text.optional(),
  /** What it tells task by task, in the order of that document, with the registers that hold figures of each. */
  tasks: z
    .array(
      z.strictObject({
        ...sourced,
        key,
        text,
        /** Keys of registers; `of` keeps to some of the kinds by which a register counts. */
        registers: z.array(z.strictObject({ register: key, of: z.array(key).min(1).optional() })),
      }),
    )
    .optional(),
  /** Nơi nhận, the archive last. */
  recipients: z.array(text),
});
export type PackDocument = Immutable<z.infer<typeof packDocument>>;
export type PaperTask = NonNullable<PackDocument['tasks']>[number];

export const letterheads = z.array(packLetterhead).default([]);
export const documents = z.array(packDocument).default([]);
