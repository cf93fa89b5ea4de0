import { z } from 'zod';
import { isoDay, isoInstant, list } from './answer.js';
import { code, day, dryRunQuery, exact, reason, stage, unitKind } from './fields.js';
import { paperAtRestart } from './paper-at-restart.js';
import { routes } from './route.js';

/** Units that one batch may hold: more than the largest province has. */
export const MOST_BATCH_UNITS = 20_000;

/** What is done to each of the units. */
export const batchAct = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('restart'), from: stage, until: day.optional() }),
  z.strictObject({ kind: z.literal('extend'), stage, until: day }),
  /** Of what is due now, or of this stage alone. */
  z.strictObject({ kind: z.literal('remind'), stage: stage.optional() }),
]);
export type BatchAct = z.infer<typeof batchAct>;

/** How a unit may stand at a stage that units are chosen by. */
const chosenStanding = z.enum([
  'done',
  'received',
  'working',
  'returned',
  'overdue',
  'pastSuggested',
  'notSubmitted',
  'closed',
]);

/** For whom: units by their codes, or all of the cycle that lie in the account's scope and meet every condition. */
export const batchSelection = z
  .strictObject({
    units: z.array(code).min(1).max(MOST_BATCH_UNITS).optional(),
    commune: code.optional(),
    kind: unitKind.optional(),
    /** With `standing`: only those that stand so at the stage. */
    stage: stage.optional(),
    standing: chosenStanding.optional(),
  })
  .refine(({ units, ...others }) => units === undefined || Object.keys(others).length === 0, {
    message: 'đã kể từng đơn vị thì không kèm điều kiện nào khác',
  })
  .refine((chosen) => (chosen.stage === undefined) === (chosen.standing === undefined), {
    message: 'stage và standing phải đi cùng nhau',
  });
export type BatchSelection = z.infer<typeof batchSelection>;

export const batchBody = z.strictObject({
  act: batchAct,
  select: batchSelection,
  reason,
  /** From the dry run; a batch is not taken without it. */
  digest: exact(64).optional(),
});
export type BatchBody = z.infer<typeof batchBody>;

export const batchId = z.uuid('không phải mã của một lần thao tác');

/** The second account says which plan it has looked at. */
export const batchApprovalBody = z.strictObject({ digest: exact(64) });
export type BatchApprovalBody = z.infer<typeof batchApprovalBody>;

export const batchWithdrawalBody = z.strictObject({ reason });
export type BatchWithdrawalBody = z.infer<typeof batchWithdrawalBody>;

const changedStageAnswer = z.object({
  stage: z.string(),
  status: z.string(),
  lastDay: isoDay.optional(),
  /** No document sets `lastDay`. */
  assumed: z.boolean(),
  newLastDay: isoDay.optional(),
  paper: paperAtRestart.optional(),
});

/** What the act comes to for one unit. */
export const batchUnitAnswer = z.object({
  unitId: z.string(),
  name: z.string(),
  communeCode: z.string(),
  changed: list(changedStageAnswer),
  /** Keys of the stages that have a result and keep it. */
  kept: list(z.string()),
  /** How many mails go out about it. */
  mails: z.number(),
  /** Vietnamese: why no mail goes out, or not about everything. */
  noMail: z.string().optional(),
});
export type BatchUnitAnswer = z.infer<typeof batchUnitAnswer>;

const refusedUnitAnswer = z.object({
  unitId: z.string(),
  name: z.string(),
  code: z.string(),
  /** Vietnamese sentence. */
  detail: z.string(),
});

export type RefusedBatchUnit = z.infer<typeof refusedUnitAnswer>;

/** The plan of a batch: what would be done to whom; nothing of it is done. */
export const batchPlanAnswer = z.object({
  cycleId: z.string(),
  dryRun: z.literal(true),
  act: batchAct,
  reason: z.string(),
  /** What the batch must be sent with: SHA-256 of the request and of every unit's effect line. */
  digest: z.string(),
  /** Names of the stages by their keys. */
  stages: z.record(z.string(), z.string()),
  units: list(batchUnitAnswer),
  refused: list(refusedUnitAnswer),
  /** Communes and closed years that it touches. */
  communes: z.number(),
  closedYears: z.number(),
  mails: z.number(),
  /** Whether it waits for a second account once it is ordered. */
  needsApproval: z.boolean(),
  /** An estimate; `measured` where it goes by batches that were done. */
  estimate: z.object({ seconds: z.number(), measured: z.boolean() }),
});
export type BatchPlanAnswer = z.infer<typeof batchPlanAnswer>;

/** What a waiting batch would do now to the units that are in it. */
export const batchWaitingPlanAnswer = z.object({
  id: z.string(),
  cycleId: z.string(),
  act: batchAct,
  /** For whom it was ordered. */
  select: batchSelection,
  reason: z.string(),
  /** Of the plan that was ordered, by which it is approved. */
  digest: z.string(),
  stages: z.record(z.string(), z.string()),
  /** `isMoved`: its effect line is another than the one ordered, so the batch would leave it out. */
  units: list(batchUnitAnswer.extend({ isMoved: z.boolean() })),
  /** Units of it to which the act is refused by now. */
  refused: list(refusedUnitAnswer),
  communes: z.number(),
  closedYears: z.number(),
  mails: z.number(),
});
export type BatchWaitingPlanAnswer = z.infer<typeof batchWaitingPlanAnswer>;

/** One batch and how far it is. */
export const batchAnswer = z.object({
  id: z.string(),
  cycleId: z.string(),
  act: batchAct,
  reason: z.string(),
  digest: z.string(),
  /** `waiting` for a second account, `running`, `done`, or `withdrawn` before it was. */
  state: z.enum(['waiting', 'running', 'done', 'withdrawn']),
  orderedBy: z.string(),
  orderedAt: isoInstant,
  approvedBy: z.string().optional(),
  approvedAt: isoInstant.optional(),
  endedAt: isoInstant.optional(),
  /** Of one under way: since when its next page fails, and how often it was tried; it is tried again. */
  failing: z.object({ since: isoInstant, tries: z.number() }).optional(),
  /** Names of the stages by their keys. */
  stages: z.record(z.string(), z.string()).optional(),
  communes: z.number(),
  closedYears: z.number(),
  total: z.number(),
  applied: z.number(),
  /** Units to which nothing was done: their effect had changed since the plan, or the act is refused to them by now. */
  moved: z.number(),
  refused: z.number(),
  leftOut: list(refusedUnitAnswer.omit({ code: true }).extend({ code: z.string().optional() })),
});
export type BatchAnswer = z.infer<typeof batchAnswer>;

export const batchesAnswer = z.object({ items: list(batchAnswer.omit({ leftOut: true })) });
export type BatchesAnswer = z.infer<typeof batchesAnswer>;

/** Many units at once. */
export const BATCHES_ROUTES = routes({
  'POST /cycles/{cycleId}/batches': {
    takesKey: true,
    summary:
      'Mở lại, gia hạn hoặc nhắc nhiều đơn vị một lần; dryRun=true chỉ lập kế hoạch: thay gì, giữ gì, thư nào gửi, ai bị từ chối, kèm mã phải gửi lại khi thực hiện',
    query: dryRunQuery,
    body: batchBody,
    answer: z.union([batchPlanAnswer, batchAnswer]),
  },
  'GET /cycles/{cycleId}/batches': {
    summary: 'Các lần thao tác cho nhiều đơn vị, mới nhất trước',
    answer: batchesAnswer,
  },
  'GET /cycles/{cycleId}/batches/{batchId}': {
    summary: 'Một lần thao tác cho nhiều đơn vị: đã đến đâu, đơn vị nào bị bỏ lại và vì sao',
    params: { batchId },
    answer: batchAnswer,
  },
  'GET /cycles/{cycleId}/batches/{batchId}/plan': {
    summary:
      'Kế hoạch của một lần thao tác đang chờ duyệt, lập lại theo hồ sơ lúc này: thay gì, giữ gì, đơn vị nào đã khác so với lúc lập',
    params: { batchId },
    answer: batchWaitingPlanAnswer,
  },
  'POST /cycles/{cycleId}/batches/{batchId}/approval': {
    takesKey: true,
    summary: 'Tài khoản quản trị thứ hai duyệt một lần thao tác đang chờ; người lập không tự duyệt được',
    params: { batchId },
    body: batchApprovalBody,
    answer: batchAnswer,
  },
  'POST /cycles/{cycleId}/batches/{batchId}/withdrawal': {
    takesKey: true,
    summary:
      'Rút một lần thao tác đang chờ duyệt, hoặc dừng một lần đang thực hiện sau trang đang làm; việc đã làm giữ nguyên',
    params: { batchId },
    body: batchWithdrawalBody,
    answer: batchAnswer,
  },
});
