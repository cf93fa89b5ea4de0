import { z } from 'zod';
import { LEVELS } from '#libs/policy/vocabulary';
import type { MigrationChange } from '#libs/unit-year';
import { list } from './answer.js';
import { day, documentDay, dryRunQuery, reason, text } from './fields.js';
import { routes } from './route.js';

const place = text(120);

/**
 * One row of the table by which subjects find their new place. `from` is a unit, a commune, a district, or a level
 * (`huyen`); the most particular row counts. Without `from` the units of the commune `to` join the cycle, `*` for those of
 * every commune in force.
 */
const mappingRow = z
  .strictObject({
    from: place.optional(),
    to: place.optional(),
    level: z.enum(LEVELS, 'phải là tinh, huyen hoặc xa').optional(),
  })
  .refine(
    ({ from, to, level }) =>
      from === undefined ? to !== undefined && level === undefined : (to ?? level) !== undefined,
    'cần nơi mới hoặc cấp quản lý mới; dòng không có mã cũ cần mã xã mới',
  );

/** Body of `POST …/migrations`: a running cycle goes on under another pack from a day on, by a document. */
export const migrationBody = z.strictObject({
  policy: z.string().regex(/^[a-z0-9-]{1,60}$/, 'không phải mã gói quy định'),
  from: day,
  number: text(60),
  date: documentDay,
  reason,
  /** Last day for whatever would be late at once; without it papers of passed days are asked of nobody. */
  until: day.optional(),
  areas: z.array(mappingRow).max(5_000).default([]),
  /** Digest that the dry run answered; compulsory for the migration itself. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'phải là mã của lần chạy thử')
    .optional(),
});
export type MigrationBody = z.infer<typeof migrationBody>;
export type MappingRow = MigrationBody['areas'][number];

/** What a migration may change for one subject. */
const changeKind = z.enum([
  'joined',
  'ended',
  'level',
  'area',
  'delegationEnded',
  'office',
  'stageAdded',
  'stageRemoved',
  'lastDay',
  'cutOff',
  'window',
] satisfies MigrationChange['kind'][]);

export const migrationPackAnswer = z.object({
  id: z.string(),
  title: z.string(),
  hash: z.string(),
});
export type MigrationPackAnswer = z.infer<typeof migrationPackAnswer>;

export const migrationSubjectAnswer = z.object({
  id: z.string(),
  name: z.string(),
  changes: list(
    z.object({
      kind: changeKind,
      text: z.string(),
    }),
  ),
  /** Names of the stages whose results stay as they were judged. */
  kept: list(z.string()),
});
export type MigrationSubjectAnswer = z.infer<typeof migrationSubjectAnswer>;

export const migrationBlockerAnswer = z.object({
  /** Code of the subject, or of the row of the table. */
  id: z.string(),
  name: z.string(),
  code: z.string(),
  text: z.string(),
});
export type MigrationBlockerAnswer = z.infer<typeof migrationBlockerAnswer>;

/** POST /cycles/{id}/migrations, and the same with `dryRun=true`, which changes nothing. */
export const migrationAnswer = z.object({
  cycleId: z.string(),
  dryRun: z.boolean(),
  /** Number of the migration among the changes of the cycle's rules; absent in a dry run. */
  version: z.number().optional(),
  before: migrationPackAnswer,
  after: migrationPackAnswer,
  /** First day under the new pack. */
  from: z.string(),
  number: z.string(),
  date: z.string(),
  /** What the migration itself must be sent with: it is refused where something has changed since. */
  digest: z.string(),
  /** How many subjects each kind of change touches. */
  summary: list(
    z.object({
      kind: changeKind,
      text: z.string(),
      subjects: z.number(),
    }),
  ),
  /** What changes for everybody, in Vietnamese: words, targets, consequences. */
  general: list(z.string()),
  /** Subjects for which something changes, in the order of their codes. */
  subjects: list(migrationSubjectAnswer),
  /** Subjects for which nothing changes but the pack itself. */
  unchanged: z.number(),
  /** What stands in the way; the migration is refused while something does. */
  blockers: list(migrationBlockerAnswer),
});
export type MigrationAnswer = z.infer<typeof migrationAnswer>;

/** GET /cycles/{id}/migrations: the packs a cycle has gone by, the oldest first. */
export const migrationsAnswer = z.object({
  cycleId: z.string(),
  packs: list(
    migrationPackAnswer.extend({
      /** First day in force; absent for the pack the cycle was opened with. */
      from: z.string().optional(),
      /** Last day in force; absent for the pack in force. */
      to: z.string().optional(),
      /** Document that brought it. */
      number: z.string().optional(),
      date: z.string().optional(),
      reason: z.string().optional(),
      /** Subjects whose runs have adopted it, and all it was recorded for. */
      carried: z.number().optional(),
      subjects: z.number().optional(),
    }),
  ),
});
export type MigrationsAnswer = z.infer<typeof migrationsAnswer>;

/** The packs a cycle goes by. */
export const MIGRATIONS_ROUTES = routes({
  'GET /cycles/{cycleId}/migrations': {
    summary: 'Các gói quy định mà chu kỳ đã theo, từ ngày nào đến ngày nào',
    answer: migrationsAnswer,
  },
  'POST /cycles/{cycleId}/migrations': {
    takesKey: true,
    summary:
      'Chuyển chu kỳ đang chạy sang gói quy định khác; dryRun=true chỉ cho xem đổi gì, cho ai, kèm mã phải gửi lại khi chuyển',
    query: dryRunQuery,
    body: migrationBody,
    answer: migrationAnswer,
  },
});
