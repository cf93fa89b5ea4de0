import { z } from 'zod';
import { LONGEST_DAY_MS } from '#libs/contracts';
import { code, instant } from '../edge/input.js';

/** More accounts than these are asked for in several requests. */
const MOST_ACCOUNTS = 2_000;

const OF_UNITS: readonly string[] = ['unit-officer', 'unit-head'];

export const rehearsalAccountsBody = z.strictObject({
  accounts: z
    .array(
      z
        .strictObject({
          role: z.enum([
            'unit-officer',
            'unit-head',
            'appraiser',
            'deciding-body',
            'supervisor',
            'administrator',
          ]),
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

export const rehearsalQuery = z.object({ totals: z.stringbool().default(false) });
export type RehearsalQuery = z.infer<typeof rehearsalQuery>;
