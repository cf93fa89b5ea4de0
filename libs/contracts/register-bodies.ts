import { z } from 'zod';
import { day, onBehalf, reason, text } from './command-bodies.js';

const code = z.string().min(1).max(120);
// What each field may hold is the pack's rule, checked with the register at hand.
const data = z.record(
  z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/, 'không phải tên trường'),
  z.union([z.string().max(4000), z.number(), z.null()], 'phải là chữ hoặc số'),
);

/** Body of `POST …/registers/{register}`: the day of what happened, and the fields of the register. */
export const registerEntryBody = z.strictObject({ effectiveOn: day, data, onBehalf: onBehalf.optional() });
export type RegisterEntryBody = z.infer<typeof registerEntryBody>;

/** Body of `POST …/{entry}/corrections`: the whole entry as it should have been, and why. */
export const registerCorrectionBody = z.strictObject({
  effectiveOn: day,
  data,
  reason,
  /** Version that was looked at; a newer one is not overwritten. */
  version: z.int().min(1).optional(),
  onBehalf: onBehalf.optional(),
});
export type RegisterCorrectionBody = z.infer<typeof registerCorrectionBody>;

/** Body of `POST …/{entry}/withdrawals`. */
export const registerWithdrawalBody = z.strictObject({
  reason,
  version: z.int().min(1).optional(),
  onBehalf: onBehalf.optional(),
});
export type RegisterWithdrawalBody = z.infer<typeof registerWithdrawalBody>;

/** Body of `POST …/registers/reopenings`: one unit, one commune or district, or the whole cycle where neither is named. */
export const registerReopeningBody = z.strictObject({
  register: text(40).optional(),
  unit: code.optional(),
  area: code.optional(),
  until: day,
  reason,
});
export type RegisterReopeningBody = z.infer<typeof registerReopeningBody>;
