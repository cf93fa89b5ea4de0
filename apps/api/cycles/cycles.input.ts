import { z } from 'zod';
import { code, instant } from '../edge/input.js';

export const openCycleBody = z.strictObject({
  policy: z.string().regex(/^[a-z0-9-]{1,60}$/, 'không phải mã gói quy định'),
  year: z.int().min(2000).max(2100),
  /** Needed where the pack is of no one province. */
  province: code.optional(),
  rehearsal: z
    .string()
    .regex(/^[a-z0-9-]{1,30}$/, 'chỉ gồm chữ thường, số và gạch nối')
    .optional(),
  clockStart: instant.optional(),
  communes: z.union([z.int().min(1).max(1_000), z.array(code).min(1).max(1_000)]).optional(),
});
export type OpenCycleBody = z.infer<typeof openCycleBody>;

export const clockBody = z.strictObject({ to: instant });
export type ClockBody = z.infer<typeof clockBody>;

/** A figure by its path in the policy pack, its key, or the list that holds it. */
export const confirmationBody = z.strictObject({
  figure: z.string().trim().min(1).max(200),
  number: z.string().trim().min(1).max(60),
  date: z.iso.date(),
});
export type ConfirmationBody = z.infer<typeof confirmationBody>;
