import { z } from 'zod';
import type { Predicate } from '#libs/policy';
import { isoDay, level, list } from './answer.js';
import { dueAnswer } from './deadlines.js';
import { text, unitKind, yearQuery } from './fields.js';
import { routes } from './route.js';

/** Which figure of a pack is meant: a place, a key, or words. */
export const figureQuery = z.object({ figure: text(200) });
export type FigureQuery = z.infer<typeof figureQuery>;

/** Which units a rule is about. */
const predicate: z.ZodType<Predicate> = z.union([
  z.object({ all: list(z.lazy(() => predicate)) }),
  z.object({ any: list(z.lazy(() => predicate)) }),
  z.object({ not: z.lazy(() => predicate) }),
  z.object({
    flag: z.enum(['hasParty', 'hasUnion', 'hasMassOrganisations', 'hasGuards', 'hasStudents', 'isFdi']),
  }),
  z.object({ kindIn: list(unitKind) }),
  z.object({ subKindIn: list(z.string()) }),
  z.object({ sizeIn: list(z.enum(['sieu-nho', 'nho', 'vua', 'lon'])) }),
  z.object({ managedBy: level }),
]);

/** What a choice does: to the points of a criterion, to who judges, or to whether the unit takes part. */
const gapEffect = z.object({
  points: z.number().optional(),
  /** The branch of the criterion that is counted. */
  branch: z.string().optional(),
  /** The branches on which the points are given. */
  onBranches: list(z.string()).optional(),
  gradeYear: z.enum(['stated', 'cycle']).optional(),
  note: z.literal('required').optional(),
  awardCap: z.literal('sum').optional(),
  scoredFrom: z.literal('ownRecords').optional(),
  judgedBy: level.optional(),
  standing: z.enum(['inside', 'outside']).optional(),
});

/** GET /policies */
export const policyRowAnswer = z.object({
  id: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  validFrom: isoDay,
  validTo: isoDay.optional(),
  /** True for a pack that others build on and no cycle is opened under. */
  base: z.boolean(),
});
export type PolicyRowAnswer = z.infer<typeof policyRowAnswer>;

/** GET /policies: packs, and the files that are none. */
export const policiesAnswer = z.object({
  items: list(policyRowAnswer),
  faults: list(
    z.object({
      file: z.string(),
      place: z.string().optional(),
      message: z.string(),
    }),
  ),
});
export type PoliciesAnswer = z.infer<typeof policiesAnswer>;

/** A rule of a pack in words, with its source. */
export const policyFigureAnswer = z.object({
  /** Keys down to the place, e.g. `stageSets.hang-nam.stages.dossier.due.*`. */
  path: z.string(),
  section: z.string(),
  text: z.string(),
  value: z.string(),
  citation: z.string(),
  status: z.string(),
});
export type PolicyFigureAnswer = z.infer<typeof policyFigureAnswer>;

/** GET /policies/{id}?year= : stages per level with days, criteria, classes, gaps, sources. */
export const policyAnswer = policyRowAnswer.extend({
  year: z.number(),
  stages: list(
    z.object({
      stage: z.string(),
      name: z.string(),
      kind: z.string(),
      /** submit, appraise, decide, review or none. */
      act: z.string(),
      actor: z.string(),
      /** `asked`: no document orders it to be handed in, and nobody is late with it; owed where it is absent. */
      obligation: z.enum(['owed', 'asked']).optional(),
      /** Column of the scoring table that the act fills in: self or higher. */
      sheet: z.string().optional(),
      opens: isoDay,
      /** True where no document names the opening day. */
      opensAssumed: z.boolean().optional(),
      tinh: dueAnswer.optional(),
      /** Only where the pack has districts. */
      huyen: dueAnswer.optional(),
      xa: dueAnswer.optional(),
      cutOff: isoDay.optional(),
      /** True where no document names the cut-off. */
      cutOffAssumed: z.boolean().optional(),
      source: z.string(),
      status: z.string(),
    }),
  ),
  criteria: list(
    z.object({
      key: z.string(),
      no: z.string(),
      depth: z.number(),
      text: z.string(),
      max: z.number(),
      /** True for a heading: its parts are scored. */
      group: z.boolean().optional(),
      /** True where the points follow from a decision and may not be typed. */
      derived: z.boolean().optional(),
      step: z.number().optional(),
      /** Points are 0 or the most. */
      allOrNothing: z.boolean().optional(),
      /** Points are counted from awards: so many for each, up to the most. */
      perAward: z
        .object({
          collective: z.number(),
          person: z.number(),
        })
        .optional(),
      /** Points without an entry in a register contradict it, so that the higher level says why it gives them. */
      registered: z.boolean().optional(),
      source: z.string(),
      status: z.string(),
    }),
  ),
  classes: list(
    z.object({
      key: z.string(),
      name: z.string(),
      min: z.number(),
      /** Whether the class keeps a unit out of awards. */
      noAward: z.boolean(),
      /** Whether a real classification waits until the band is confirmed by a document. */
      requiresConfirmation: z.boolean().optional(),
      status: z.string(),
      /** Key of the source among `sources`. */
      src: z.string(),
      source: z.string(),
    }),
  ),
  gaps: list(
    z.object({
      key: z.string(),
      text: z.string(),
      /** The units on which the gap acts. */
      when: predicate,
      default: z.string(),
      /** Stands for itself where it is no option: then a choice must be recorded. */
      defaultKey: z.string(),
      options: list(
        z.object({
          key: z.string(),
          text: z.string(),
          effect: gapEffect.optional(),
        }),
      ),
      status: z.string(),
    }),
  ),
  bodies: list(
    z.object({
      key: z.string(),
      name: z.string(),
      officeKind: z.string(),
      level: z.string(),
    }),
  ),
  /** Units that another level judges because they would judge themselves, by the beginnings of their names. */
  routing: list(
    z.object({
      namePrefixes: list(z.string()),
      toLevel: level.optional(),
    }),
  ),
  /** Every rule that names its source, part by part, each with its citation. */
  figures: list(policyFigureAnswer),
  targets: list(
    z.object({
      key: z.string(),
      name: z.string(),
      rule: z.string(),
      status: z.string(),
      source: z.string(),
    }),
  ),
  sources: list(
    z.object({
      key: z.string(),
      citation: z.string(),
      quote: z.string().optional(),
    }),
  ),
});
export type PolicyAnswer = z.infer<typeof policyAnswer>;

/** GET /policies/{id}/cite?figure= : the figures meant, each with all that is known of its source. */
export const policyCiteAnswer = z.object({
  id: z.string(),
  figure: z.string(),
  items: list(
    policyFigureAnswer.extend({
      document: z.string(),
      issuer: z.string().optional(),
      date: z.string().optional(),
      place: z.string().optional(),
      quote: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
});
export type PolicyCiteAnswer = z.infer<typeof policyCiteAnswer>;

export const policyDiffSideAnswer = z.object({
  value: z.string(),
  citation: z.string(),
  status: z.string(),
});
export type PolicyDiffSideAnswer = z.infer<typeof policyDiffSideAnswer>;

/** GET /policies/{id}/diff/{other}: what differs between two packs, row by row; `same` counts the rows that do not. */
export const policyDiffAnswer = z.object({
  a: policyRowAnswer,
  b: policyRowAnswer,
  rows: list(
    z.object({
      section: z.string(),
      path: z.string(),
      text: z.string(),
      a: policyDiffSideAnswer.optional(),
      b: policyDiffSideAnswer.optional(),
    }),
  ),
  same: z.number(),
});
export type PolicyDiffAnswer = z.infer<typeof policyDiffAnswer>;

/** GET /policies/{id}/check */
export const policyCheckAnswer = z.object({
  id: z.string(),
  ok: z.boolean(),
  errors: list(
    z.object({
      code: z.string(),
      path: z.string(),
      message: z.string(),
    }),
  ),
  assumed: list(
    z.object({
      path: z.string(),
      text: z.string(),
      value: z.string(),
    }),
  ),
});
export type PolicyCheckAnswer = z.infer<typeof policyCheckAnswer>;

/** Policy packs, which every account may read. */
export const POLICIES_ROUTES = routes({
  'GET /policies': {
    summary: 'Các gói quy định',
    answer: policiesAnswer,
  },
  'GET /policies/{id}': {
    summary: 'Một gói: bước, hạn, tiêu chí, mức phân loại, nguồn',
    query: yearQuery,
    answer: policyAnswer,
  },
  'GET /policies/{id}/check': {
    summary: 'Kiểm tra một gói: chỗ hổng, tổng sai, số liệu giả định',
    answer: policyCheckAnswer,
  },
  'GET /policies/{id}/diff/{other}': {
    summary: 'Hai gói khác nhau ở đâu, từng dòng, kèm nguồn của mỗi bên',
    answer: policyDiffAnswer,
  },
  'GET /policies/{id}/cite': {
    summary: 'Nguồn của một số liệu: văn bản, ngày, chỗ, nguyên văn',
    query: figureQuery,
    answer: policyCiteAnswer,
  },
});
