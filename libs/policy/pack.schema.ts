import { z } from 'zod';
import { areaLevels, bodies } from './bodies/bodies.schema.js';
import { certification } from './certification/certification.schema.js';
import { classes, consequences } from './classes/classes.schema.js';
import { key, text } from './field.schema.js';
import type { Immutable } from './immutable.js';
import { oversight } from './oversight/oversight.schema.js';
import { documents, letterheads } from './papers/papers.schema.js';
import { registers } from './registers/registers.schema.js';
import { reminders } from './reminders/reminders.schema.js';
import { criteria, scale } from './scoring/criteria.schema.js';
import { evidenceRules } from './scoring/evidence-rules.schema.js';
import { gaps } from './scoring/gaps.schema.js';
import { legalBasis, ruleStatus, sources } from './sources/sources.schema.js';
import { stageSets } from './stages/stages.schema.js';
import { targets } from './targets/targets.schema.js';
import { eligibility, routing, unitKinds } from './units/units.schema.js';
import { assessmentWindow } from './window/window.schema.js';
import { duties, readings, terms } from './words/words.schema.js';

const jurisdiction = z.strictObject({
  level: z.enum(['quoc-gia', 'tinh']),
  code: text.optional(),
  name: text,
  /** Where the document does not name its province, that the name is assumed. */
  src: key.optional(),
  status: ruleStatus.optional(),
});

/**
 * A whole pack, inheritance already applied; each section has its schema and its types in a folder of its own. A pack is
 * one JSON file per jurisdiction and validity period under `packs/`; one that extends another states only what differs.
 * Points are plain numbers here (at most two decimals); `libs/scoring` counts in hundredths. Unknown fields are refused,
 * so that a misspelt rule is not lost.
 */
export const packShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** True for a pack that is only extended: no cycle opens on it, so it may lack criteria and unit stages. */
  base: z.boolean().optional(),
  extends: key.optional(),
  title: text,
  jurisdiction,
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
  sources,
  legalBasis,
  areaLevels,
  unitKinds,
  eligibility,
  bodies,
  /** A unit whose name or sub-kind makes it its own judge is routed to another level. */
  routing,
  stageSets,
  assessmentWindow,
  reminders,
  /** Absent in a pack of before overseers were told of more than what is never closed. */
  oversight: oversight.optional(),
  targets,
  gaps,
  criteria,
  /** Present where there are criteria. */
  scale: scale.optional(),
  /** Absent in a pack of before there was evidence; see `evidenceRulesOf`. */
  evidenceRules: evidenceRules.optional(),
  classes,
  consequences,
  certification,
  readings,
  terms,
  duties,
  registers,
  letterheads,
  documents,
});

export type PolicyPack = Immutable<z.infer<typeof packShape>>;
