import { z } from 'zod';
import { list } from './answer.js';
import { code } from './fields.js';
import { routes } from './route.js';

/** Whose chains are looked at. */
export const cycleQuery = z.object({ cycle: code });
export type CycleQuery = z.infer<typeof cycleQuery>;

/** GET /audit/verify?cycle= */
export const auditVerifyAnswer = z.object({
  cycleId: z.string(),
  ok: z.boolean(),
  chains: z.number(),
  rows: z.number(),
  /** First broken row of each broken chain. */
  broken: list(
    z.object({
      areaCode: z.string(),
      seq: z.number(),
      fault: z.string(),
    }),
  ),
});
export type AuditVerifyAnswer = z.infer<typeof auditVerifyAnswer>;

/** GET /cycles/{id}/reconciliation */
export const reconciliationAnswer = z.object({
  cycleId: z.string(),
  ok: z.boolean(),
  findings: list(
    z.object({
      kind: z.string(),
      object: z.string(),
      detail: z.string(),
    }),
  ),
});
export type ReconciliationAnswer = z.infer<typeof reconciliationAnswer>;

/** Chains of the audit, and what a cycle comes to when it is counted again. */
export const AUDIT_ROUTES = routes({
  'GET /cycles/{cycleId}/reconciliation': {
    summary: 'Đối chiếu bản ghi, bộ đếm, thao tác và tiến trình của chu kỳ',
    answer: reconciliationAnswer,
  },
  'GET /audit/verify': {
    summary: 'Kiểm tra chuỗi nhật ký của chu kỳ, và nhật ký ngoài chu kỳ của tỉnh',
    query: cycleQuery,
    answer: auditVerifyAnswer,
  },
});
