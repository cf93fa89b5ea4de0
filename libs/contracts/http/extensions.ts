import { z } from 'zod';
import { isoDay, isoInstant, pageOf } from './answer.js';
import { commandAnswer } from './commands.js';
import { day, documentDay, pageQuery, reason, stage, text } from './fields.js';
import { routes } from './route.js';

const extensionId = z.uuid('không phải mã đề nghị gia hạn');

export const askExtensionBody = z.strictObject({
  stage,
  /** The last day that is asked for. */
  until: day,
  reason,
});
export type AskExtensionBody = z.infer<typeof askExtensionBody>;

export const withdrawExtensionBody = z.strictObject({ reason: reason.optional() });
export type WithdrawExtensionBody = z.infer<typeof withdrawExtensionBody>;

export const grantExtensionBody = z.strictObject({
  /** The day that is given; the one that was asked for where absent. */
  until: day.optional(),
  reason,
  number: text(60),
  date: documentDay,
});
export type GrantExtensionBody = z.infer<typeof grantExtensionBody>;

export const refuseExtensionBody = z.strictObject({
  reason,
  number: text(60).optional(),
  date: documentDay.optional(),
});
export type RefuseExtensionBody = z.infer<typeof refuseExtensionBody>;

const extensionState = z.enum(['open', 'granted', 'refused', 'withdrawn', 'overtaken']);

export const extensionsQuery = pageQuery.extend({
  cursor: extensionId.optional(),
  state: extensionState.optional(),
});
export type ExtensionsQuery = z.infer<typeof extensionsQuery>;

/** A request for more time. */
export const extensionAnswer = z.object({
  id: z.string(),
  cycleId: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  stage: z.string(),
  stageName: z.string(),
  wishedDay: isoDay,
  reason: z.string(),
  byName: z.string(),
  askedAt: isoInstant,
  state: extensionState,
  /** When the supervising office was told that nobody had answered. */
  escalatedAt: isoInstant.optional(),
  endedAt: isoInstant.optional(),
  endedBy: z.string().optional(),
  /** What was answered. */
  answer: z.string().optional(),
  until: isoDay.optional(),
  number: z.string().optional(),
  date: isoDay.optional(),
  commandId: z.string().optional(),
  /** Vietnamese, one sentence. */
  text: z.string(),
});
export type ExtensionAnswer = z.infer<typeof extensionAnswer>;

/** The open request of a step. */
export const extensionAskedAnswer = z.object({
  id: z.string(),
  wishedDay: isoDay,
  since: isoInstant,
  byName: z.string(),
  escalatedAt: isoInstant.optional(),
});
export type ExtensionAskedAnswer = z.infer<typeof extensionAskedAnswer>;

/** Requests of units for more time. */
export const EXTENSIONS_ROUTES = routes({
  'GET /cycles/{cycleId}/extension-requests': {
    summary: 'Các đề nghị gia hạn trong phạm vi của tài khoản, cũ nhất trước; state=open: đang chờ trả lời',
    query: extensionsQuery,
    answer: pageOf(extensionAnswer),
  },
  'POST /cycles/{cycleId}/units/{unitId}/extension-requests': {
    takesKey: true,
    summary: 'Đơn vị xin gia hạn một bước, kèm lý do và ngày mong muốn; tự nó không đổi hạn',
    body: askExtensionBody,
    answer: extensionAnswer,
  },
  'POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/withdrawal': {
    takesKey: true,
    summary: 'Đơn vị rút đề nghị gia hạn',
    params: { requestId: extensionId },
    body: withdrawExtensionBody,
    answer: extensionAnswer,
  },
  'POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/grant': {
    takesKey: true,
    summary: 'Nơi nhận bước này gia hạn theo đề nghị, kèm số, ngày văn bản',
    description: '200 đã áp dụng; 202 đã tiếp nhận, xem Location; còn lại là problem+json với mã ổn định.',
    params: { requestId: extensionId },
    body: grantExtensionBody,
    answer: commandAnswer,
    statuses: [200, 202],
  },
  'POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/refusal': {
    takesKey: true,
    summary: 'Nơi nhận bước này không gia hạn, kèm lý do',
    params: { requestId: extensionId },
    body: refuseExtensionBody,
    answer: extensionAnswer,
  },
});
