import './jitless.js';
import { z } from 'zod';
import { hasControlCharacter, withoutInvisible } from '#libs/text/characters';

/**
 * A line as people type it, which may be empty: NFC, trimmed, without the characters that nobody sees. What breaks the
 * line or turns the direction of writing is refused, as it is in the cells of a list.
 */
export const line = (max: number) =>
  z
    .string()
    .refine(isOneLine, 'không được chứa ký tự điều khiển, xuống dòng hay ký tự đảo chiều chữ')
    .overwrite((value) => withoutInvisible(value).normalize('NFC'))
    .trim()
    .max(max, `dài quá ${max} ký tự`);

/** A line that says something. */
export const text = (max: number) => line(max).min(1, 'không được để trống');

/**
 * Words in paragraphs: lines as `line` takes them, broken by the writer. Of blank lines one stays between paragraphs, and none at
 * either end.
 */
export const paragraphs = (max: number) =>
  z
    .string()
    .refine(
      (value) => value.split(/\r?\n/).every(isOneLine),
      'không được chứa ký tự điều khiển hay ký tự đảo chiều chữ',
    )
    .overwrite((value) =>
      withoutInvisible(value)
        .normalize('NFC')
        .split(/\r?\n/)
        .map((each) => each.trim())
        .join('\n')
        .replace(/\n{3,}/g, '\n\n'),
    )
    .trim()
    .min(1, 'không được để trống')
    .max(max, `dài quá ${max} ký tự`);

/** A name or a key that must be met exactly, and holds nothing that is not seen. */
export const exact = (max: number) =>
  z
    .string()
    .min(1, 'không được để trống')
    .max(max, `dài quá ${max} ký tự`)
    .refine(
      (value) => isOneLine(value) && withoutInvisible(value) === value,
      'không được chứa ký tự ẩn hay ký tự điều khiển',
    );

const isOneLine = (value: string): boolean => !value.includes('\t') && !hasControlCharacter(value);

/** Most that a column of whole numbers holds. */
const MOST = 2_147_483_647;

const fits = (value: number): boolean => Math.abs(value) <= MOST;
const TOO_MUCH = `không được quá ${MOST}`;

/** A whole number of a body. */
export const integer = (min: number, max?: number) =>
  max === undefined ? z.int().min(min).refine(fits, TOO_MUCH) : z.int().min(min).max(max);
/** A whole number of a path or a query, which come as text. */
export const integerText = (min: number, max?: number) => {
  const whole = z.coerce.number().int().min(min);
  return max === undefined ? whole.refine(fits, TOO_MUCH) : whole.max(max);
};
/** A year of this system's lifetime. */
export const year = integer(2000, 2100);

/** A day of this system's lifetime; a year like 9999 is a slip of the keyboard. */
export const day = z.iso
  .date({ error: 'phải là một ngày có thật, dạng YYYY-MM-DD', abort: true })
  .refine((value) => value >= '2000-01-01' && value <= '2100-12-31', 'phải trong khoảng năm 2000 đến 2100');
/**
 * The day of a document, always in a field named `date`. That it is not after today is asked by `requireIssued`, which
 * knows the cycle's own clock.
 */
export const documentDay = day.describe('Ngày ban hành văn bản, không sau hôm nay của chu kỳ');
export const stage = z.string().regex(/^[a-zA-Z0-9]{1,40}$/, 'không phải mã bước');
export const reason = text(1000);
export const arrival = { arrivalNumber: text(60), arrivedOn: day };
/** A paper that came through the office: số đến, ngày đến, scan. */
export const onBehalf = z.strictObject({
  ...arrival,
  scan: text(300).optional(),
});

/** How many lines a page has at most. */
export const limit = integerText(1, 500).default(100);
/** A code of a unit, an office, an area or a cycle. */
export const code = exact(120);
/** The name of a file or of a sheet in it. */
export const fileName = exact(200);

/** Kinds of units, as lists are narrowed to them. */
export const unitKind = z.enum(['co-quan', 'co-so-giao-duc', 'doanh-nghiep']);

/** Which page of a list. */
export const pageQuery = z.object({ cursor: code.optional(), limit });
export type PageQuery = z.infer<typeof pageQuery>;

/** A page of a list that may be narrowed to one commune. */
export const communePageQuery = pageQuery.extend({ commune: code.optional() });
export type CommunePageQuery = z.infer<typeof communePageQuery>;

/** ISO 8601 with an offset; without one the host's zone would decide. */
export const instant = z.iso
  .datetime({
    offset: true,
    error: 'phải là thời điểm ISO 8601 có múi giờ, ví dụ 2026-03-10T08:00:00+07:00',
    abort: true,
  })
  .refine((value) => /^20\d\d|^2100/.test(value), 'phải trong khoảng năm 2000 đến 2100');

export const yearQuery = z.object({ year: integerText(2000, 2100).optional() });
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
