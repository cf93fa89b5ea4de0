import './jitless.js';
import { z } from 'zod';

/** Text as people type it: NFC, no control characters, trimmed. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'không được để trống')
    .max(max, `dài quá ${max} ký tự`)
    .regex(/^[^\p{Cc}]*$/u, 'không được chứa ký tự điều khiển hay xuống dòng')
    .transform((value) => value.normalize('NFC'));

/** A day of this system's lifetime; a year like 9999 is a slip of the keyboard. */
export const day = z.iso
  .date({ error: 'phải là một ngày có thật, dạng YYYY-MM-DD', abort: true })
  .refine((value) => value >= '2000-01-01' && value <= '2100-12-31', 'phải trong khoảng năm 2000 đến 2100');
export const stage = z.string().regex(/^[a-zA-Z0-9]{1,40}$/, 'không phải mã bước');
export const reason = text(1000);
/** A paper that came through the office: số đến, ngày đến, scan. */
export const onBehalf = z.strictObject({
  arrivalNumber: text(60),
  arrivedOn: day,
  scan: text(300).optional(),
});

/** How many lines a page has at most. */
export const limit = z.coerce.number().int().min(1).max(500).default(100);
/** A code of a unit, an office, an area or a cycle. */
export const code = z.string().min(1).max(120);

/** Kinds of units, as lists are narrowed to them. */
export const unitKind = z.enum(['co-quan', 'co-so-giao-duc', 'doanh-nghiep']);

/** Which page of a list. */
export const pageQuery = z.object({ cursor: code.optional(), limit });
export type PageQuery = z.infer<typeof pageQuery>;

/** A page of a list that may be narrowed to one commune. */
export const communePageQuery = pageQuery.extend({ commune: code.optional() });
export type CommunePageQuery = z.infer<typeof communePageQuery>;

/** ISO 8601 with an offset; without one the host's zone would decide. */
export const instant = z.iso.datetime({
  offset: true,
  message: 'phải là thời điểm ISO 8601 có múi giờ, ví dụ 2026-03-10T08:00:00+07:00',
});

export const yearQuery = z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() });
export type YearQuery = z.infer<typeof yearQuery>;

export const dryRunQuery = z.strictObject({ dryRun: z.stringbool().default(false) });
export type DryRunQuery = z.infer<typeof dryRunQuery>;

/** Media types in which a table is taken. */
export const TABLE_FILES = [
  'text/csv',
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
] as const;
