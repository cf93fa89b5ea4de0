import { z } from 'zod';

const holidayReason = z.string().trim().min(1, 'không được để trống').max(1000);
const holidayDay = z.iso
  .date()
  .refine((value) => value >= '2000-01-01' && value <= '2100-12-31', 'phải trong khoảng năm 2000 đến 2100');

/** A day set with the document that names it (assumed without one), or taken out of the table. */
export const holidayBody = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('set'),
    day: holidayDay,
    kind: z.enum(['off', 'working']).default('off'),
    name: z.string().trim().min(1).max(200),
    document: z.string().trim().min(1).max(300).optional(),
    reason: holidayReason,
  }),
  z.strictObject({ act: z.literal('remove'), day: holidayDay, reason: holidayReason }),
]);
export type HolidayBody = z.infer<typeof holidayBody>;

export const holidaySeedBody = z.strictObject({ year: z.int().min(2000).max(2100), reason: holidayReason });
export type HolidaySeedBody = z.infer<typeof holidaySeedBody>;

export const holidayImportQuery = z.strictObject({
  dryRun: z.stringbool().default(false),
  filename: z.string().min(1).max(200),
  reason: holidayReason,
});
export type HolidayImportQuery = z.infer<typeof holidayImportQuery>;

/** A year, or the number of a version, in a path. */
export const holidayYear = z.coerce.number().int().min(1).max(2100);
