import { z } from 'zod';
import { key, text, years } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';
import { managementLevel, unitKind } from '../units/units.schema.js';
import { reportForm } from './report-form.schema.js';

/**
 * A day as a pack writes it: `MM-DD` in the cycle's year, `-1/MM-DD` in the year before, `+1/MM-DD` in the year after,
 * or `YYYY-MM-DD` for a one-off.
 */
export const packDay = text;

/** `before` excludes the day named, `by` includes it. */
const deadlineOperator = z.enum(['before', 'by']);
export type DeadlineOperator = z.infer<typeof deadlineOperator>;

/** `unit`: an Update of one unit's year; `record`: facts only; `area`: an Update of a body that owes a paper; `clock`. */
const stageKind = z.enum(['unit', 'record', 'area', 'clock']);
export type StageKind = z.infer<typeof stageKind>;

/**
 * What is done at a stage. At `classify` the body that the pack names gives units their class by a decision of its own; in a year without
 * such a stage the class follows from the recognition.
 */
const stageAct = z.enum(['submit', 'appraise', 'decide', 'classify', 'review', 'none']);
export type StageAct = z.infer<typeof stageAct>;

/**
 * What a stage is to the year beside its act: it takes the registrations or the dossier, it is the record that gives pledges of
 * sub-units a later day of their own, or the cycle closes at the end of its last day. Everything that the system does at one
 * stage and not at others goes by this, never by a key.
 */
const stageRole = z.enum(['registration', 'pledges', 'dossier', 'close']);
export type StageRole = z.infer<typeof stageRole>;

/**
 * `asked`: what no document orders to be handed in ("được đề nghị gửi"). It is recorded and asked for, up to its day and no longer;
 * nobody is late with it, and after its cut-off it is asked of nobody. A document that moves its day while a cycle runs orders it there.
 */
const stageObligation = z.enum(['owed', 'asked']);

/** `hard` blocks, `soft` warns, `hardUntilCutOff` blocks until the required stage's cut-off has passed. */
const requirementMode = z.enum(['hard', 'soft', 'hardUntilCutOff']);
export type RequirementMode = z.infer<typeof requirementMode>;

const dated = z.strictObject({ ...sourced, day: packDay });

const stageDue = z.strictObject({
  ...sourced,
  /** `*` for every management level. */
  level: z.union([managementLevel, z.literal('*')]),
  operator: deadlineOperator,
  day: packDay,
  /** The words of the document, e.g. "trước ngày 05/11 hằng năm". */
  words: text,
});

const stageNamed = z.strictObject({
  /** Levels of units whose receiver is the one that the document names. */
  receiver: z.array(managementLevel).optional(),
  /** Whether the papers are those that the document asks for. */
  documents: z.boolean().optional(),
});

/**
 * What of a stage is different for some units, by their kind: where the duty is written, and what says something of its days. The
 * days themselves are the same for everybody, so that counters, ladder and calendar are.
 */
const stageVariant = z.strictObject({
  key,
  kinds: z.array(unitKind).min(1),
  duty: z.strictObject(sourced).optional(),
  opens: z.strictObject(sourced).optional(),
  due: z.strictObject({ ...sourced, words: text }).optional(),
});
export type StageVariant = Immutable<z.infer<typeof stageVariant>>;

const packStage = z.strictObject({
  ...sourced,
  key,
  name: text,
  /** A word or two for the head of a column. */
  shortName: text.optional(),
  kind: stageKind,
  act: stageAct,
  /** Absent for a stage that is nothing but its act; at most one stage of a year has each. */
  role: stageRole.optional(),
  /** What is owed where it is absent. */
  obligation: stageObligation.optional(),
  /** Who acts; for `kind: 'unit'` one of the token roles, else the name of a body. */
  actor: text,
  /** Key into `bodies` of who receives or concludes, per level; for districts where the pack has bodies of theirs. */
  receiver: z.strictObject({ tinh: key, huyen: key.optional(), xa: key }).optional(),
  /** What of the receiver and the papers the stage's own document names; the rest is assumed. */
  named: stageNamed.optional(),
  requires: z.array(z.strictObject({ stage: key, mode: requirementMode })),
  /** Key of the units' stage whose missing papers this report names. */
  reportsOn: key.optional(),
  /** Key of the earlier report that this one brings up to date. */
  supplements: key.optional(),
  /** How a report is filled in; a paper without one is handed in as it is. */
  form: reportForm.optional(),
  documents: z.array(text),
  /** Column of the scoring table that the act of this stage fills in. */
  sheet: z.enum(['self', 'higher']).optional(),
  opens: dated,
  /** From when single items may be prepared, before the act itself opens. */
  itemsFrom: dated.optional(),
  due: z.array(stageDue),
  /** Last day on which the stage still accepts its act (inclusive). */
  cutOff: dated.optional(),
  /** The units for which another document, or none, founds the duty or its day; the first that fits a unit counts. */
  variants: z.array(stageVariant).optional(),
  note: text.optional(),
});
export type PackStage = Immutable<z.infer<typeof packStage>>;

const stageSet = z.strictObject({
  key,
  /** Cycle years this graph serves. */
  years,
  stages: z.array(packStage),
});
export type StageSet = Immutable<z.infer<typeof stageSet>>;

export const stageSets = z.array(stageSet);
