import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { ACTING_ROLES } from '../roles.js';
import { sourced } from '../sources/sources.schema.js';
import { managementLevel } from '../units/units.schema.js';

const days = z.int().min(1).max(400);
const answerDays = z.strictObject({ ordinary: days, complex: days });

/** One paper of the dossier. */
const dossierItem = z.strictObject({
  ...sourced,
  key,
  name: text,
  required: z.boolean(),
  /** Key of the stage whose result is this paper, so that it need not be named again. */
  stage: key.optional(),
  /** The paper by which the dossier itself is handed in. */
  coveringPaper: z.boolean().optional(),
});

const dossier = z.strictObject({
  /** `hard` refuses a dossier that lacks a required item, `soft` names what is missing. */
  mode: z.enum(['hard', 'soft']),
  items: z.array(dossierItem),
});

/** How long a complaint may be made and answered, in days. */
const appeal = z.strictObject({
  ...sourced,
  text,
  withinDays: days,
  /** Where these days stand, where that is another place than that of the answers'. */
  withinSrc: key.optional(),
  firstAnswerDays: answerDays,
  secondAnswerDays: answerDays,
  /** The level whose deciding body answers a second complaint. */
  secondAnsweredBy: managementLevel.default('tinh'),
  /** What a period does that ends on a day off. */
  periodEnd: z.enum(['asIs', 'nextWorkingDay']),
});

/** Why a recognition may be taken back. */
const revocationGround = z.strictObject({ ...sourced, key, text });

/** The second track "điển hình về phong trào". */
const exemplar = z.strictObject({
  ...sourced,
  text,
  requiresRegistration: z.boolean(),
  requiresRecognition: z.boolean(),
});

/** By when a unit is classified again whose class a changed result has ended; what ends on a day off ends on the next working day. */
const reclassification = z.strictObject({ ...sourced, text, withinDays: days });

/** Who may take a unit out of the award exclusion. */
const exclusionOverride = z.strictObject({ ...sourced, text, roles: z.array(z.enum(ACTING_ROLES)).min(1) });

/**
 * The rules about a unit's way to recognition and after it, beside its stages. A year opened before these were rules
 * keeps a pack without them: nothing is asked for, nothing more is possible.
 */
export const certification = z
  .strictObject({
    dossier: dossier.default({ mode: 'soft', items: [] }),
    /** Absent where results cannot be complained of. */
    appeal: appeal.optional(),
    revocation: z.array(revocationGround).default([]),
    exemplar: exemplar.optional(),
    /** Absent where a class follows from the recognition, or is given again without a day of its own. */
    reclassification: reclassification.optional(),
    exclusionOverride: exclusionOverride.optional(),
  })
  .default({ dossier: { mode: 'soft', items: [] }, revocation: [] });

export type PackDossier = Immutable<z.infer<typeof dossier>>;
export type PackAppeal = Immutable<z.infer<typeof appeal>>;
