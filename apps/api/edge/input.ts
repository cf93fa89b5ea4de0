import { createParamDecorator, type ExecutionContext, StandardSchemaValidationPipe } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '#libs/contracts';

/** Validates every parameter that carries a schema; all that is wrong is named at once, by its field. */
export const inputPipe = () =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues: readonly StandardSchemaV1.Issue[]) =>
      new DomainError(
        'INPUT.INVALID',
        {},
        issues.map((issue) => ({ code: 'INPUT.FIELD', place: pathOf(issue), message: issue.message })),
      ),
  });

function pathOf(issue: StandardSchemaV1.Issue): string {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  return path.length === 0 ? 'nội dung' : path.join('.');
}

/** The key by which a repeated request is known: 8–120 printable characters. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (typeof header !== 'string' || !/^[\x21-\x7e]{8,120}$/.test(header)) {
    throw new DomainError('IDEMPOTENCY.REQUIRED');
  }
  return header;
});

const limit = z.coerce.number().int().min(1).max(500).default(100);
/** A code of a unit, an office, an area or a cycle. */
export const code = z.string().min(1).max(120);

/** Query of lists: page size, cursor and filters. */
export const unitQuery = z.object({
  search: z.string().max(200).optional(),
  commune: code.optional(),
  kind: z.enum(['co-quan', 'co-so-giao-duc', 'doanh-nghiep']).optional(),
  standing: z.enum(['inside', 'outside']).optional(),
  cursor: code.optional(),
  limit,
});
export type UnitQuery = z.infer<typeof unitQuery>;

/** `body` lists the offices that owe papers of their own, which are no units. */
export const unitYearQuery = unitQuery.extend({
  kind: z.enum([...unitQuery.shape.kind.unwrap().options, 'body']).optional(),
  /** With where each stands at each of its stages. */
  stages: z.stringbool().default(false),
});
export type UnitYearQuery = z.infer<typeof unitYearQuery>;

/** What a board is narrowed to. */
export const boardQuery = z.object({ commune: code.optional(), kind: unitQuery.shape.kind });
export type BoardQuery = z.infer<typeof boardQuery>;

export const pageQuery = z.object({ cursor: code.optional(), limit });
export type PageQuery = z.infer<typeof pageQuery>;

/** A page of a list that may be narrowed to one commune. */
export const communePageQuery = pageQuery.extend({ commune: code.optional() });
export type CommunePageQuery = z.infer<typeof communePageQuery>;

/** Results by either axis, and by what came after the decision. */
export const resultQuery = communePageQuery.extend({
  recognised: z.enum(['yes', 'no', 'pending']).optional(),
  class: code.optional(),
  notSubmitted: z.stringbool().default(false),
  excluded: z.stringbool().default(false),
  appeal: z.enum(['open', 'any']).optional(),
  revocation: z.enum(['proposed', 'revoked']).optional(),
  exemplar: z.stringbool().default(false),
});
export type ResultQuery = z.infer<typeof resultQuery>;

/** Whether the result that is looked at in advance is a recognition. */
export const resultPlanQuery = z.object({ recognised: z.stringbool().default(false) });
export type ResultPlanQuery = z.infer<typeof resultPlanQuery>;

/** Reports upward, of the offices or of the units. */
export const reportsQuery = pageQuery.extend({
  stage: code.optional(),
  commune: code.optional(),
  of: z.enum(['units', 'bodies']).optional(),
});
export type ReportsQuery = z.infer<typeof reportsQuery>;

/** With `done` also what came after its last day. */
export const lateQuery = reportsQuery.extend({ done: z.stringbool().default(false) });
export type LateQuery = z.infer<typeof lateQuery>;

export const targetsQuery = pageQuery.extend({
  by: z.enum(['commune', 'unit']).optional(),
  commune: code.optional(),
});
export type TargetsQuery = z.infer<typeof targetsQuery>;

export const upcomingQuery = z.object({ limit });
export type UpcomingQuery = z.infer<typeof upcomingQuery>;

/** A day of a cycle and whose reminders are asked for; `after` is the code of the last subject of the page before. */
export const previewQuery = z.object({
  at: z.iso.date(),
  commune: code.optional(),
  unit: code.optional(),
  after: code.optional(),
  limit,
});
export type PreviewQuery = z.infer<typeof previewQuery>;

/** About whom a paper is, and the file it comes in. */
export const documentQuery = z.object({
  unit: code.optional(),
  commune: code.optional(),
  stage: code.optional(),
  entry: z.uuid('phải là mã của một mục trong sổ').optional(),
  format: z.enum(['docx', 'xlsx'], 'phải là docx hoặc xlsx').default('docx'),
});
export type DocumentQuery = z.infer<typeof documentQuery>;

export const messageQuery = z.object({
  cycle: code.optional(),
  unit: code.optional(),
  state: z
    .enum(['pending', 'sending', 'accepted', 'deferred', 'failed', 'uncertain', 'cancelled'])
    .optional(),
  cursor: z.uuid().optional(),
  limit,
});
export type MessageQuery = z.infer<typeof messageQuery>;

/** ISO 8601 with an offset; without one the host's zone would decide. */
export const instant = z.iso.datetime({
  offset: true,
  message: 'phải là thời điểm ISO 8601 có múi giờ, ví dụ 2026-03-10T08:00:00+07:00',
});

export const openCycleBody = z.strictObject({
  policy: z.string().regex(/^[a-z0-9-]{1,60}$/, 'không phải mã gói quy định'),
  year: z.int().min(2000).max(2100),
  /** Needed where the pack is of no one province. */
  province: code.optional(),
  rehearsal: z
    .string()
    .regex(/^[a-z0-9-]{1,30}$/, 'chỉ gồm chữ thường, số và gạch nối')
    .optional(),
  clockStart: instant.optional(),
  communes: z.union([z.int().min(1).max(1_000), z.array(code).min(1).max(1_000)]).optional(),
});
export type OpenCycleBody = z.infer<typeof openCycleBody>;

export const clockBody = z.strictObject({ to: instant });
export type ClockBody = z.infer<typeof clockBody>;

/** A figure by its path in the policy pack, its key, or the list that holds it. */
export const confirmationBody = z.strictObject({
  figure: z.string().trim().min(1).max(200),
  number: z.string().trim().min(1).max(60),
  date: z.iso.date(),
});
export type ConfirmationBody = z.infer<typeof confirmationBody>;

const holidayReason = z.string().trim().min(1, 'không được để trống').max(1000);
const holidayDay = z.iso
  .date()
  .refine((value) => value >= '2000-01-01' && value <= '2100-12-31', 'phải trong khoảng năm 2000 đến 2100');
/** A day set with the document that names it (assumed without one), or taken out of the table. */
export const holidayBody = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('set'),
    day: holidayDay,
    kind: z.enum(['off', 'working']).default('off'),
    name: z.string().trim().min(1).max(200),
    document: z.string().trim().min(1).max(300).optional(),
    reason: holidayReason,
  }),
  z.strictObject({ act: z.literal('remove'), day: holidayDay, reason: holidayReason }),
]);
export type HolidayBody = z.infer<typeof holidayBody>;

export const holidaySeedBody = z.strictObject({ year: z.int().min(2000).max(2100), reason: holidayReason });
export type HolidaySeedBody = z.infer<typeof holidaySeedBody>;

export const holidayImportQuery = z.strictObject({
  dryRun: z.stringbool().default(false),
  filename: z.string().min(1).max(200),
  reason: holidayReason,
});
export type HolidayImportQuery = z.infer<typeof holidayImportQuery>;

/** A year, or the number of a version, in a path. */
export const holidayYear = z.coerce.number().int().min(1).max(2100);

export const restartQuery = z.object({ from: z.string().min(1).max(40), until: z.iso.date().optional() });
export type RestartQuery = z.infer<typeof restartQuery>;

export const roundQuery = z.object({ round: z.coerce.number().int().min(1).optional() });
export type RoundQuery = z.infer<typeof roundQuery>;

export const draftBody = z.strictObject({ body: z.record(z.string().max(60), z.json()) });
export type DraftBody = z.infer<typeof draftBody>;

export const importQuery = z.strictObject({
  dryRun: z.stringbool().default(false),
  filename: z.string().min(1).max(200),
  commune: code.optional(),
});
export type ImportQuery = z.infer<typeof importQuery>;

export const yearQuery = z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() });
export type YearQuery = z.infer<typeof yearQuery>;

/** Which figure of a pack is meant: a place, a key, or words. */
export const figureQuery = z.object({ figure: z.string().min(1).max(200) });
export type FigureQuery = z.infer<typeof figureQuery>;

export const cycleQuery = z.object({ cycle: code });
export type CycleQuery = z.infer<typeof cycleQuery>;

export const unitOnlyQuery = z.object({ unit: code.optional() });
export type UnitOnlyQuery = z.infer<typeof unitOnlyQuery>;

/** One unit, or pages of units. */
export const scoreCheckQuery = z.object({ unit: code.optional(), cursor: code.optional(), limit });
export type ScoreCheckQuery = z.infer<typeof scoreCheckQuery>;

export const evidenceId = z.uuid('không phải mã minh chứng');
export type EvidenceId = z.infer<typeof evidenceId>;

export const evidenceQuery = z.object({
  criterion: z.string().min(1).max(10).optional(),
  cursor: z.uuid().optional(),
  limit,
});
export type EvidenceQuery = z.infer<typeof evidenceQuery>;

export const dryRunQuery = z.strictObject({ dryRun: z.stringbool().default(false) });
export type DryRunQuery = z.infer<typeof dryRunQuery>;

/** A number that came as an ETag. */
export function versionOf(etag: string | undefined): number {
  const match = /^(?:W\/)?"(\d+)"$/.exec(etag ?? '"0"');
  if (match === null) {
    const message = 'phải là ETag đã nhận, ví dụ "3"';
    throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'If-Match', message }]);
  }
  return Number(match[1]);
}
