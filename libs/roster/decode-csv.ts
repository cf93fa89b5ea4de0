import { parse } from 'csv-parse/sync';
import type { RosterProblem, TableRow } from './roster.types.js';
import { looksLikeLegacyFont } from './text.js';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';
export type Delimiter = ',' | ';' | '\t';

const remedy =
  'mở tệp trong Excel và lưu lại với kiểu "CSV UTF-8 (Comma delimited)", phông Unicode, rồi gửi lại.';

function refuse(row: number | undefined, message: string): { readonly problem: RosterProblem } {
  return { problem: { code: 'ROSTER.ENCODING', row, message } };
}

/** The first line, from 1, whose bytes are not UTF-8. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let start = 0;
  for (;;) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (found === -1) return line;
    line += 1;
    start = found + 1;
  }
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The text of a CSV file: UTF-8 (with or without BOM), or UTF-16 marked by a BOM. Anything else, also text typed in a
 * TCVN3 or VNI font, is refused with the first bad line: a wrong guess would change names.
 */
export function decodeCsv(
  bytes: Uint8Array,
): { readonly text: string; readonly encoding: CsvEncoding } | { readonly problem: RosterProblem } {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : undefined;
  let text: string | undefined;
  if (utf16) {
    text = decodeUtf16(bytes, utf16);
    if (text === undefined)
      return refuse(undefined, `Tệp ghi là UTF-16 nhưng bị hỏng hoặc bị cắt cụt; ${remedy}`);
  } else {
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      const line = firstBadLine(bytes);
      return refuse(line, `Dòng ${line} của tệp không phải chữ mã UTF-8; ${remedy}`);
    }
  }
  const nul = text.indexOf('\u0000');
  if (nul !== -1) {
    const line = lineOf(text, nul);
    return refuse(
      line,
      `Dòng ${line} của tệp có ký tự rỗng (tệp nhị phân hoặc UTF-16 không đánh dấu); ${remedy}`,
    );
  }
  const legacy = text.split('\n').findIndex(looksLikeLegacyFont);
  if (legacy !== -1) {
    const line = legacy + 1;
    return refuse(
      line,
      `Dòng ${line} của tệp có vẻ gõ bằng phông cũ (TCVN3, VNI); chuyển sang phông Unicode: ${remedy}`,
    );
  }
  return { text, encoding: utf16 ?? 'utf-8' };
}

/** How often a character stands outside quotes in a line. */
function countOutsideQuotes(line: string, character: string): number {
  let count = 0;
  let quoted = false;
  for (const each of line) {
    if (each === '"') quoted = !quoted;
    else if (each === character && !quoted) count += 1;
  }
  return count;
}

/** The separator of a CSV text: the one that makes most columns in some line near the top (the header). */
export function detectDelimiter(text: string): Delimiter {
  const lines = text.split(/\r?\n/, 40);
  const widest = (delimiter: Delimiter): number =>
    Math.max(0, ...lines.map((line) => countOutsideQuotes(line, delimiter)));
  const candidates: readonly Delimiter[] = [',', ';', '\t'];
  return candidates.reduce((best, each) => (widest(each) > widest(best) ? each : best));
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** Line breaks within a record; the ones before and after it are not its own. */
const innerBreaks = (raw: string): number => raw.replace(/^\n+|\n+$/g, '').split('\n').length - 1;

/**
 * The rows of a CSV text with the line each starts on. Blank lines are left out; the separator is found, or read from
 * a first line `sep=;` as Excel writes it. Line ends inside cells become LF.
 */
export function parseCsv(
  text: string,
):
  | { readonly rows: readonly TableRow[]; readonly delimiter: Delimiter }
  | { readonly problem: RosterProblem } {
  // One kind of line end: the parser counts CR LF inside quotes as two lines.
  const lines = text.replace(/\r\n?/g, '\n');
  const stated = /^sep=([,;\t])\n/i.exec(lines);
  const body = stated ? lines.slice(stated[0].length) : lines;
  const skipped = stated ? 1 : 0;
  const delimiter = (stated?.[1] as Delimiter | undefined) ?? detectDelimiter(body);
  try {
    const records = parse(body, {
      delimiter,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
    }) as unknown as readonly ParsedRecord[];
    const rows = records.map(({ record, raw, info }) => ({
      line: info.lines - innerBreaks(raw) + skipped,
      cells: record,
    }));
    return { rows, delimiter };
  } catch (error) {
    const at = (error as { lines?: unknown }).lines;
    const line = typeof at === 'number' ? at + skipped : undefined;
    const where = line === undefined ? 'Tệp' : `Gần dòng ${line}, tệp`;
    const message = `${where} không đúng dạng CSV (thường do dấu ngoặc kép mở mà không đóng); sửa dấu ngoặc kép hoặc lưu lại từ Excel.`;
    return { problem: { code: 'ROSTER.CSV', row: line, message } };
  }
}
