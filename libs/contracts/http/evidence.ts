import { z } from 'zod';
import { isoDay, isoInstant, pageOf } from './answer.js';
import { code, day, limit, reason, stage, text } from './fields.js';
import { routes } from './route.js';

/** Fields of the multipart body of `POST …/evidence`, beside the part `file`. */
export const evidenceFields = z
  .strictObject({
    criterion: text(10).optional(),
    /** Instead of a criterion: the step whose paper the photo or scan shows. */
    stage: stage.optional(),
    title: text(200),
    effectiveOn: day,
    reference: text(120).optional(),
    declared: z.stringbool('phải là true hoặc false').default(false),
  })
  .refine(({ criterion, stage: step }) => (criterion === undefined) !== (step === undefined), {
    path: ['criterion'],
    error: 'phải có tiêu chí, hoặc bước của văn bản giấy; không cả hai',
  });

/** Body of `POST …/evidence/{id}/withdrawal`. */
export const withdrawalBody = z.strictObject({ reason });
export type WithdrawalBody = z.infer<typeof withdrawalBody>;

export const evidenceId = z.uuid('không phải mã minh chứng');
export type EvidenceId = z.infer<typeof evidenceId>;

export const evidenceQuery = z.object({
  criterion: code.optional(),
  cursor: z.uuid().optional(),
  limit,
});
export type EvidenceQuery = z.infer<typeof evidenceQuery>;

/** POST and GET /cycles/{id}/units/{code}/evidence, …/evidence/{evidence}, POST …/withdrawal */
export const evidenceAnswer = z.object({
  id: z.string(),
  cycleId: z.string(),
  unitId: z.string(),
  /** Empty where it stands under a step. */
  criterion: z.string(),
  stage: z.string().optional(),
  kind: z.enum(['file', 'reference']),
  title: z.string(),
  /** Day that it speaks of, YYYY-MM-DD; apart from when it was added. */
  effectiveOn: isoDay,
  uploadedAt: isoInstant,
  file: z
    .object({
      name: z.string(),
      /** Media type that the content has. */
      type: z.string(),
      bytes: z.number(),
      sha256: z.string(),
    })
    .optional(),
  reference: z.string().optional(),
  declaration: z.string().optional(),
  byName: z.string(),
  byRole: z.string(),
  withdrawn: z
    .object({
      at: isoInstant,
      reason: z.string(),
      byName: z.string(),
    })
    .optional(),
});
export type EvidenceAnswer = z.infer<typeof evidenceAnswer>;

/** Evidence of a unit. */
export const EVIDENCE_ROUTES = routes({
  'GET /cycles/{cycleId}/units/{unitId}/evidence': {
    summary: 'Minh chứng của một đơn vị, cả những minh chứng đã rút; lọc theo tiêu chí',
    query: evidenceQuery,
    answer: pageOf(evidenceAnswer),
  },
  'POST /cycles/{cycleId}/units/{unitId}/evidence': {
    takesKey: true,
    summary:
      'Thêm minh chứng: criterion, title, effectiveOn, declared và tệp (file) hoặc số văn bản (reference)',
    form: evidenceFields,
    answer: evidenceAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}': {
    summary: 'Một minh chứng',
    params: { evidenceId },
    answer: evidenceAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/file': {
    summary: 'Tải tệp của một minh chứng',
    params: { evidenceId },
    files: ['application/octet-stream'],
  },
  'POST /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/withdrawal': {
    takesKey: true,
    summary: 'Rút một minh chứng: vẫn xem được, không còn được tính',
    params: { evidenceId },
    body: withdrawalBody,
    answer: evidenceAnswer,
  },
});
