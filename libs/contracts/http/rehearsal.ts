import { z } from 'zod';
import { ACTING_ROLES, LEVELS } from '#libs/policy/vocabulary';
import { isoInstant, list } from './answer.js';
import { code, instant } from './fields.js';
import { routes } from './route.js';

/** Slowest pace of a rehearsal: real milliseconds that a day may take. */
export const LONGEST_DAY_MS = 3_600_000;

/** More accounts than these are asked for in several requests. */
const MOST_ACCOUNTS = 2_000;

const OF_UNITS: readonly string[] = ['unit-officer', 'unit-head'];

export const rehearsalAccountsBody = z.strictObject({
  accounts: z
    .array(
      z
        .strictObject({
          role: z.enum(ACTING_ROLES),
          scope: z.discriminatedUnion('level', [
            z.strictObject({ level: z.literal('unit'), unitId: code }),
            z.strictObject({ level: z.literal('xa'), communeCode: code }),
            z.strictObject({ level: z.literal('huyen'), districtCode: code }),
            z.strictObject({ level: z.literal('tinh'), provinceCode: code }),
          ]),
          officeCode: code.optional(),
        })
        .refine(({ role, scope }) => OF_UNITS.includes(role) === (scope.level === 'unit'), {
          path: ['scope', 'level'],
          message:
            'cán bộ đầu mối và thủ trưởng đi với một đơn vị (unit); các vai trò khác đi với xa, huyen hoặc tinh',
        }),
    )
    .min(1, 'cần ít nhất một tài khoản')
    .max(MOST_ACCOUNTS, `nhiều nhất ${MOST_ACCOUNTS} tài khoản mỗi lần`)
    .refine(
      (accounts) =>
        new Set(accounts.map(({ role, scope }) => JSON.stringify([role, scope]))).size === accounts.length,
      'mỗi vai trò ở một nơi chỉ ghi một lần',
    ),
});
export type RehearsalAccountsBody = z.infer<typeof rehearsalAccountsBody>;

export const advanceBody = z.strictObject({
  to: instant,
  /** Fastest pace: real milliseconds that a day takes at least. */
  dayMs: z.int().min(0).max(LONGEST_DAY_MS).optional(),
});
export type AdvanceBody = z.infer<typeof advanceBody>;

export const rehearsalStateQuery = z.object({ totals: z.stringbool().default(false) });
export type RehearsalStateQuery = z.infer<typeof rehearsalStateQuery>;

/** An account of POST /cycles/{id}/rehearsal/accounts: it acts in that rehearsal only. */
export const rehearsalAccountAnswer = z.object({
  role: z.string(),
  scope: z.object({
    level: z.enum(['unit', ...LEVELS]),
    code: z.string(),
  }),
  name: z.string(),
  officeCode: z.string().optional(),
  officeKind: z.string().optional(),
  /** Shown this once: only its digest is kept. */
  token: z.string(),
});
export type RehearsalAccountAnswer = z.infer<typeof rehearsalAccountAnswer>;

/** POST /cycles/{id}/rehearsal/accounts; in the order asked for. */
export const rehearsalAccountsAnswer = z.object({
  cycleId: z.string(),
  accounts: list(rehearsalAccountAnswer),
});
export type RehearsalAccountsAnswer = z.infer<typeof rehearsalAccountsAnswer>;

/** GET /cycles/{id}/rehearsal, and 202 of POST /cycles/{id}/rehearsal/advance. */
export const rehearsalAnswer = z.object({
  cycleId: z.string(),
  state: z.enum(['opening', 'open', 'closed']),
  /** The cycle's now. */
  now: isoInstant,
  /** True when everything of the present instant is done. */
  settled: z.boolean(),
  /** What is not done yet, each as a number. */
  waitingFor: z.object({
    commands: z.number(),
    mails: z.number(),
    calendar: z.number(),
    reminders: z.number(),
    /** Failed mails that were not reported yet. */
    escalations: z.number(),
  }),
  /** Only with `?totals=true`. */
  totals: z
    .object({
      commands: z.object({
        applied: z.number(),
        refused: z.number(),
      }),
      mails: z.object({
        accepted: z.number(),
        failed: z.number(),
        /** Of all, those that may have arrived twice. */
        uncertain: z.number(),
        waiting: z.number(),
      }),
    })
    .optional(),
});
export type RehearsalAnswer = z.infer<typeof rehearsalAnswer>;

/** The clock and the accounts of a rehearsal. */
export const REHEARSAL_ROUTES = routes({
  'GET /cycles/{cycleId}/rehearsal': {
    summary: 'Đồng hồ diễn tập và những gì nó đang chờ',
    query: rehearsalStateQuery,
    answer: rehearsalAnswer,
  },
  'POST /cycles/{cycleId}/rehearsal/accounts': {
    takesKey: true,
    summary: 'Cấp tài khoản chỉ dùng trong chu kỳ diễn tập này; mã chỉ hiện một lần',
    description: 'Cấp lại cùng vai trò, cùng nơi thì mã cũ hết dùng được.',
    body: rehearsalAccountsBody,
    answer: rehearsalAccountsAnswer,
  },
  'POST /cycles/{cycleId}/rehearsal/advance': {
    takesKey: true,
    summary: 'Cho đồng hồ diễn tập tự đi đến một thời điểm, qua từng việc phải làm',
    body: advanceBody,
    answer: rehearsalAnswer,
    statuses: [202],
  },
});
