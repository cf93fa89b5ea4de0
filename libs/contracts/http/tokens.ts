import { z } from 'zod';
import { isoDay, isoInstant, list } from './answer.js';
import { day, text } from './fields.js';
import {
  AT_ITS_PLACE,
  isAtItsPlace,
  isOverSector,
  OVER_SECTOR,
  roleAtPlace,
  scopeAnswer,
} from './role-at-place.js';
import { routes } from './route.js';

export const tokenId = z.uuid('không phải mã của một mã truy cập');

/** A token for a program, within what the session acts in; `to` is its last day. */
export const tokenBody = z
  .strictObject({ name: text(200), ...roleAtPlace, to: day })
  .refine(isAtItsPlace, AT_ITS_PLACE)
  .refine(isOverSector, OVER_SECTOR);
export type TokenBody = z.infer<typeof tokenBody>;

/** A token of the own account. */
export const tokenAnswer = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters. */
  prefix: z.string(),
  role: z.string(),
  roleName: z.string(),
  scope: scopeAnswer,
  /** The grant with which it ends. */
  grant: z.string(),
  madeAt: isoInstant,
  /** To the minute; absent where no request has come by it. */
  usedAt: isoInstant.optional(),
  /** Its last day. */
  to: isoDay,
  /** Whether it opens anything: the grant behind it may have ended. */
  inForce: z.boolean(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

export const tokensAnswer = z.object({ items: list(tokenAnswer) });
export type TokensAnswer = z.infer<typeof tokensAnswer>;

/** The token itself is told this once. */
export const tokenMadeAnswer = tokenAnswer.extend({ token: z.string() });
export type TokenMadeAnswer = z.infer<typeof tokenMadeAnswer>;

/** The tokens by which programs act for a person. */
export const TOKENS_ROUTES = routes({
  'GET /tokens': {
    summary: 'Các mã truy cập của tài khoản mình',
    answer: tokensAnswer,
  },
  'POST /tokens': {
    takesKey: false,
    summary: 'Lập mã truy cập cho một chương trình, trong vai trò đang dùng; mã chỉ cho xem một lần',
    body: tokenBody,
    answer: tokenMadeAnswer,
    statuses: [201],
  },
  'POST /tokens/{tokenId}/revoke': {
    params: { tokenId },
    takesKey: false,
    summary: 'Thu hồi một mã truy cập của mình, có hiệu lực ngay',
    answer: z.object({ ok: z.literal(true) }),
  },
});
