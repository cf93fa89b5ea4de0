import { z } from 'zod';
import { isoInstant, list, problemList } from './answer.js';
import { commandBody } from './command-body.js';
import { dryRunQuery } from './fields.js';
import { routes } from './route.js';

/**
 * POST /cycles/{id}/units/{code}/commands → 200 applied, 409 (or 422, 403) refused as problem+json, 202 still
 * `received` with `Location`. GET /commands/{id} always answers 200 with this.
 */
export const commandAnswer = z.object({
  id: z.string(),
  status: z.enum(['received', 'applied', 'refused']),
  cycleId: z.string(),
  unitId: z.string(),
  kind: z.string(),
  stage: z.string().optional(),
  stageName: z.string().optional(),
  receivedAt: isoInstant,
  effectiveAt: isoInstant,
  decidedAt: isoInstant.optional(),
  version: z.number().optional(),
  late: z.boolean().optional(),
  /** True where what is late came after a day that no document sets: "sau ngày đề nghị*", not "trễ hạn". */
  afterSuggested: z.boolean().optional(),
  /** Stages that were only softly required and are not done. */
  warnings: list(z.string()).optional(),
  /** Vietnamese sentences: what should be added and may be left out. */
  remarks: list(z.string()).optional(),
  /** Items of the dossier that are missing. */
  missing: list(z.string()).optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
  problems: problemList.optional(),
});
export type CommandAnswer = z.infer<typeof commandAnswer>;

/** POST /cycles/{id}/units/{code}/commands?dryRun=true: what the command would come to; a refusal is a problem as ever. */
export const commandPreviewAnswer = commandAnswer
  .omit({ id: true, status: true, decidedAt: true })
  .extend({ dryRun: z.literal(true) });
export type CommandPreviewAnswer = z.infer<typeof commandPreviewAnswer>;

/** Acts of units and offices. */
export const COMMANDS_ROUTES = routes({
  'POST /cycles/{cycleId}/units/{unitId}/commands': {
    takesKey: true,
    summary:
      'Gửi một thao tác: nộp, trả lại, rút lại, chấm, quyết định, xét, gia hạn, tạm dừng, mở lại, đóng',
    description:
      '200 đã áp dụng; 202 đã tiếp nhận, xem Location; còn lại là problem+json với mã ổn định. dryRun=true chỉ cho biết sẽ ra sao, không ghi gì.',
    query: dryRunQuery,
    body: commandBody,
    answer: z.union([commandAnswer, commandPreviewAnswer]),
    statuses: [200, 202],
  },
  'GET /commands/{commandId}': {
    summary: 'Kết quả của một thao tác đã tiếp nhận',
    params: { commandId: z.uuid() },
    answer: commandAnswer,
  },
});
