import { z } from 'zod';
import { isoDay, isoInstant } from './answer.js';
import { commandAnswer } from './commands.js';
import { exact, reason, text } from './fields.js';
import { routes } from './route.js';

export const presentBody = z.strictObject({
  /** What the clerk tells the head. */
  note: text(1000).optional(),
});
export type PresentBody = z.infer<typeof presentBody>;

export const takeBackBody = z.strictObject({ reason: reason.optional() });
export type TakeBackBody = z.infer<typeof takeBackBody>;

/** The head says which version they have looked at. */
export const approveDraftBody = z.strictObject({ digest: exact(64) });
export type ApproveDraftBody = z.infer<typeof approveDraftBody>;

export const giveBackBody = z.strictObject({ digest: exact(64), reason });
export type GiveBackBody = z.infer<typeof giveBackBody>;

/** A draft that was put before the head; nothing of what it holds. */
export const presentedAnswer = z.object({
  stage: z.string(),
  stageName: z.string(),
  state: z.enum(['waiting', 'takenBack', 'givenBack', 'sent', 'overtaken']),
  version: z.number(),
  /** By which it is approved or given back. */
  digest: z.string(),
  byName: z.string(),
  presentedAt: isoInstant,
  note: z.string().optional(),
  endedAt: isoInstant.optional(),
  endedBy: z.string().optional(),
  reason: z.string().optional(),
  /** Last day of the step; absent where none is set. */
  due: isoDay.optional(),
  /** True where no document sets the day. */
  dueAssumed: z.boolean().optional(),
  /** Where the step is shown: `/viec/<cycle>/<unit>/<step>`. */
  link: z.string(),
  /** Vietnamese: what is done, and what counts. */
  text: z.string(),
});
export type PresentedAnswer = z.infer<typeof presentedAnswer>;

/** That a step waits for the head, as everybody is told who sees the unit. */
export const awaitingHeadAnswer = z.object({ since: isoInstant, byName: z.string() });
export type AwaitingHeadAnswer = z.infer<typeof awaitingHeadAnswer>;

/** Drafts that are put before the head. */
export const PRESENTING_ROUTES = routes({
  'POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation': {
    takesKey: true,
    ifMatch: true,
    summary: 'Trình bản nháp của một bước để thủ trưởng duyệt và gửi; If-Match là phiên bản nháp đang xem',
    description:
      'Bước vẫn là chưa nộp: tính là nộp khi thủ trưởng gửi. Bản đang trình không sửa được; thủ trưởng được báo ngay bằng thư.',
    body: presentBody,
    answer: presentedAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation': {
    summary: 'Lần trình gần nhất của một bước: đang chờ, đã lấy lại, đã trả lại (kèm lý do), đã gửi',
    answer: presentedAnswer,
  },
  'POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/withdrawal': {
    takesKey: true,
    summary: 'Lấy lại bản đang trình để sửa',
    body: takeBackBody,
    answer: presentedAnswer,
  },
  'POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/approval': {
    takesKey: true,
    summary: 'Thủ trưởng duyệt và gửi đúng bản đã xem (digest)',
    description: '200 đã áp dụng; 202 đã tiếp nhận, xem Location; còn lại là problem+json với mã ổn định.',
    body: approveDraftBody,
    answer: commandAnswer,
    statuses: [200, 202],
  },
  'POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/return': {
    takesKey: true,
    summary: 'Thủ trưởng trả lại bản trình kèm lý do; cán bộ đầu mối được báo bằng thư',
    body: giveBackBody,
    answer: presentedAnswer,
  },
});
