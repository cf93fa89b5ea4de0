import { z } from 'zod';
import { DOCUMENT_KINDS } from './documents.js';
import { LEVELS } from './levels.js';
import type { PackCriterion, PolicyPack, Predicate } from './pack.types.js';
import { registersSchema } from './register.schema.js';
import { ACTING_ROLES } from './roles.js';

const text = z.string().min(1);
const key = z.string().min(1);
// More than two decimals could not be counted in hundredths.
const points = z.number().min(0).multipleOf(0.01);
const status = z.enum(['binding', 'proposed', 'target', 'assumed']);
const sourced = { src: key, status };
const level = z.enum(LEVELS);
const unitKind = z.enum(['co-quan', 'co-so-giao-duc', 'doanh-nghiep']);
const years = z.strictObject({ from: z.int(), to: z.int().optional() });

const predicate: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(predicate) }),
    z.strictObject({ any: z.array(predicate) }),
    z.strictObject({ not: predicate }),
    z.strictObject({
      flag: z.enum(['hasParty', 'hasUnion', 'hasMassOrganisations', 'hasGuards', 'hasStudents', 'isFdi']),
    }),
    z.strictObject({ kindIn: z.array(unitKind).min(1) }),
    z.strictObject({ subKindIn: z.array(text).min(1) }),
    z.strictObject({ sizeIn: z.array(z.enum(['sieu-nho', 'nho', 'vua', 'lon'])).min(1) }),
    z.strictObject({ managedBy: level }),
  ]),
);

const window = { ...sourced, from: text, to: text };
const words = z.strictObject({ ...sourced, key, text });

const opening = z.strictObject({ ...sourced, day: text });

const stage = z.strictObject({
  ...sourced,
  key,
  name: text,
  shortName: text.optional(),
  kind: z.enum(['unit', 'record', 'area', 'clock']),
  act: z.enum(['submit', 'appraise', 'decide', 'review', 'none']),
  actor: text,
  receiver: z.strictObject({ tinh: key, huyen: key.optional(), xa: key }).optional(),
  requires: z.array(z.strictObject({ stage: key, mode: z.enum(['hard', 'soft', 'hardUntilCutOff']) })),
  reportsOn: key.optional(),
  supplements: key.optional(),
  documents: z.array(text),
  sheet: z.enum(['self', 'higher']).optional(),
  opens: opening,
  itemsFrom: opening.optional(),
  due: z.array(
    z.strictObject({
      ...sourced,
      level: z.union([level, z.literal('*')]),
      operator: z.enum(['before', 'by']),
      day: text,
      words: text,
    }),
  ),
  cutOff: opening.optional(),
  note: text.optional(),
});

const measure = z.strictObject({
  ...sourced,
  target: key,
  judged: z.enum(['together', 'each']),
  groups: z.array(z.strictObject({ key, name: text, when: predicate })).min(1),
  missed: points,
  required: z.boolean(),
});

const criterion: z.ZodType<PackCriterion> = z.lazy(() =>
  z.strictObject({
    ...sourced,
    key,
    no: text,
    text,
    max: points,
    step: points.optional(),
    allOrNothing: z.boolean().optional(),
    gradation: z.strictObject(sourced).optional(),
    derivedFrom: z.literal('recognition').optional(),
    perAward: z.strictObject({ collective: points, person: points }).optional(),
    branches: z.array(z.strictObject({ key, when: predicate, text })).optional(),
    measure: measure.optional(),
    gaps: z.array(key).optional(),
    evidence: z.array(text),
    children: z.array(criterion).optional(),
  }),
);

const choice = z.strictObject({ key, text });

const gapOption = choice.extend({
  effect: z
    .strictObject({
      points: points.optional(),
      branch: key.optional(),
      onBranches: z.array(key).min(1).optional(),
      gradeYear: z.enum(['stated', 'cycle']).optional(),
      note: z.literal('required').optional(),
      awardCap: z.literal('sum').optional(),
      scoredFrom: z.literal('ownRecords').optional(),
      judgedBy: level.optional(),
      standing: z.enum(['inside', 'outside']).optional(),
    })
    .optional(),
});

const evidenceRules = z.strictObject({
  ...sourced,
  types: z.array(
    z.strictObject({ key, name: text, extensions: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).min(1) }),
  ),
  maxBytes: z.int().min(1),
  uncited: z.enum(['accept', 'warn', 'refuse']),
  criteria: z.array(
    z.strictObject({ ...sourced, key, referenceOnly: z.boolean(), declaration: text.optional() }),
  ),
});

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'giờ phải viết theo dạng GG:PP');
const isQuiet = (at: string, { from, to }: PolicyPack['reminders']['quiet']): boolean =>
  from <= to ? at >= from && at < to : at >= from || at < to;

const reminders = z
  .strictObject({
    ...sourced,
    beforeDays: z
      .array(z.int().min(0))
      .refine(
        (days) => days.every((day, index) => index === 0 || day < (days[index - 1] ?? 0)),
        'các mốc trước hạn phải giảm dần',
      ),
    afterDays: z
      .array(z.int().min(1))
      .refine(
        (days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0)),
        'các mốc quá hạn phải tăng dần',
      ),
    thenEveryDays: z.int().min(1),
    // A year opened before these were rules keeps a pack that lacks them, and these values, whatever packs say later.
    sendAt: time.default('08:00'),
    quiet: z.strictObject({ from: time, to: time }).default({ from: '18:00', to: '07:00' }),
    escalateAfterDays: z.int().min(1).default(7),
  })
  .refine(({ sendAt, quiet }) => !isQuiet(sendAt, quiet), {
    path: ['sendAt'],
    message: 'giờ gửi nằm trong giờ không gửi thư',
  });

const days = z.int().min(1).max(400);
const certification = z.strictObject({
  dossier: z
    .strictObject({
      mode: z.enum(['hard', 'soft']),
      items: z.array(
        z.strictObject({
          ...sourced,
          key,
          name: text,
          required: z.boolean(),
          stage: key.optional(),
          coveringPaper: z.boolean().optional(),
        }),
      ),
    })
    .default({ mode: 'soft', items: [] }),
  appeal: z
    .strictObject({
      ...sourced,
      text,
      withinDays: days,
      firstAnswerDays: z.strictObject({ ordinary: days, complex: days }),
      secondAnswerDays: z.strictObject({ ordinary: days, complex: days }),
      periodEnd: z.enum(['asIs', 'nextWorkingDay']),
    })
    .optional(),
  revocation: z.array(z.strictObject({ ...sourced, key, text })).default([]),
  exemplar: z
    .strictObject({ ...sourced, text, requiresRegistration: z.boolean(), requiresRecognition: z.boolean() })
    .optional(),
  exclusionOverride: z
    .strictObject({
      ...sourced,
      text,
      roles: z.array(z.enum(ACTING_ROLES)).min(1),
    })
    .optional(),
});

/** A whole pack, inheritance already applied. Unknown fields are refused, so that a misspelt rule is not lost. */
export const packSchema: z.ZodType<PolicyPack> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  base: z.boolean().optional(),
  extends: key.optional(),
  title: text,
  jurisdiction: z.strictObject({
    level: z.enum(['quoc-gia', 'tinh']),
    code: text.optional(),
    name: text,
    src: key.optional(),
    status: status.optional(),
  }),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
  sources: z.record(
    key,
    z.strictObject({
      document: text,
      issuer: text.optional(),
      date: z.iso.date().optional(),
      place: text.optional(),
      quote: text.optional(),
      note: text.optional(),
    }),
  ),
  legalBasis: z.array(z.strictObject({ ...sourced, text })),
  areaLevels: z.array(
    z.strictObject({ ...sourced, level: text, from: z.iso.date().optional(), to: z.iso.date().optional() }),
  ),
  unitKinds: z.array(z.strictObject({ ...sourced, key: unitKind, name: text })),
  eligibility: z.array(z.strictObject({ ...sourced, key, when: predicate, reason: text })),
  bodies: z.array(
    z.strictObject({ ...sourced, key, name: text, officeKind: text, level: z.enum([...LEVELS, 'bo']) }),
  ),
  routing: z.array(
    z.strictObject({
      ...sourced,
      key,
      text,
      namePrefixes: z.array(text).optional(),
      toLevel: level.optional(),
    }),
  ),
  stageSets: z.array(z.strictObject({ key, years, stages: z.array(stage) })),
  assessmentWindow: z.strictObject({
    ...window,
    byKind: z.partialRecord(unitKind, z.strictObject(window)).optional(),
  }),
  reminders,
  targets: z.array(
    z.strictObject({
      ...sourced,
      key,
      name: text,
      operator: z.enum(['>=', '>']),
      percent: z.number().min(0).max(100),
      denominator: z.enum(['registered', 'all-eligible', 'people', 'subunits']),
      numerator: z.enum(['registered', 'recognised']).optional(),
    }),
  ),
  gaps: z.array(
    z.strictObject({
      ...sourced,
      key,
      text,
      when: predicate,
      years: years.optional(),
      default: choice,
      options: z.array(gapOption),
    }),
  ),
  criteria: z.array(criterion),
  evidenceRules: evidenceRules.optional(),
  classes: z.array(
    z.strictObject({
      ...sourced,
      key,
      name: text,
      min: points,
      // Bands fenced a real classification before packs could say so.
      requiresConfirmation: z.boolean().default(true),
    }),
  ),
  consequences: z.array(z.strictObject({ ...sourced, key, text, classes: z.array(key) })),
  // A year opened before these were rules keeps a pack without them: nothing is asked for, nothing more is possible.
  certification: certification.default({ dossier: { mode: 'soft', items: [] }, revocation: [] }),
  readings: z.array(
    z.strictObject({ ...sourced, key, text, value: text, requiresConfirmation: z.boolean().optional() }),
  ),
  // A year opened before these were sections keeps a pack that lacks them; `term` then gives the general words.
  terms: z.array(words).default([]),
  duties: z.array(words.extend({ name: text })).default([]),
  // A year opened before there were registers keeps a pack without them: nothing is recorded in it, nothing warned of.
  registers: registersSchema(predicate).default([]),
  letterheads: z
    .array(
      z.strictObject({
        ...sourced,
        key,
        name: text.optional(),
        superior: text.optional(),
        abbreviation: text.optional(),
        authority: text.optional(),
        head: text,
      }),
    )
    .default([]),
  documents: z
    .array(
      z.strictObject({
        ...sourced,
        key: z.enum(DOCUMENT_KINDS),
        name: text,
        title: text.optional(),
        symbol: text.optional(),
        numbered: z.boolean(),
        about: z.enum(['unit', 'area']),
        issuedBy: z.strictObject({
          unit: key.optional(),
          xa: key.optional(),
          huyen: key.optional(),
          tinh: key.optional(),
        }),
        stage: key.optional(),
        recipients: z.array(text),
      }),
    )
    .default([]),
});
