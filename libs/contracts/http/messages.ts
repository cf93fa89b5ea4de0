import { z } from 'zod';
import { isoInstant, list, pageOf } from './answer.js';
import { code, limit } from './fields.js';
import { routes } from './route.js';

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

/** GET /messages?cycle=&unit=&state= ; GET /messages/{id} adds text and attempts. */
export const messageAnswer = z.object({
  id: z.string(),
  messageId: z.string(),
  cycleId: z.string(),
  unitId: z.string().optional(),
  template: z.string(),
  recipient: z.string(),
  subject: z.string().optional(),
  state: z.string(),
  uncertain: z.boolean(),
  attempts: z.number(),
  lastAnswer: z.string().optional(),
  createdAt: isoInstant,
  acceptedAt: isoInstant.optional(),
});
export type MessageAnswer = z.infer<typeof messageAnswer>;

export const messageDetailAnswer = messageAnswer.extend({
  text: z.string().optional(),
  tries: list(
    z.object({
      epoch: z.number(),
      startedAt: isoInstant,
      endedAt: isoInstant.optional(),
      answer: z.string().optional(),
    }),
  ),
});
export type MessageDetailAnswer = z.infer<typeof messageDetailAnswer>;

/** Mails that were sent or wait. */
export const MESSAGES_ROUTES = routes({
  'GET /messages': {
    summary: 'Thư đã gửi và đang chờ, mới nhất trước',
    query: messageQuery,
    answer: pageOf(messageAnswer),
  },
  'GET /messages/{id}': {
    summary: 'Một thư với nội dung và từng lần gửi',
    params: { id: z.uuid() },
    answer: messageDetailAnswer,
  },
});
