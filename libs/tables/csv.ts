import { parse } from 'csv-parse/sync';
import type { Cell, TableLimits, TableRow } from './tables.types.js';
import { tooLarge, UnreadableFileError } from './unreadable-file.error.js';

export type Separator = ',' | ';' | '\t';

const separators: readonly Separator[] = [',', ';', '\t'];

/** The heading stands among these first lines; a quoted cell may run over some. */
const HEADING_LINES = 40;

/** How many columns of the wanted list a row names. */
export type CountColumns = (cells: readonly Cell[]) => number;

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

/**
 * The separator of a CSV text: the one by which some line near the top names most columns of the wanted list, that is
 * the one of the heading line. Where no line names any, the one that makes most columns.
 */
export function separatorOf(text: string, countColumns: CountColumns): Separator {
  const lines = text.split('\n', HEADING_LINES);
  const head = lines.join('\n');
  const named = (separator: Separator): number =>
    Math.max(0, ...records(head, separator, HEADING_LINES).map(({ record }) => countColumns(record)));
  const widest = (separator: Separator): number =>
    Math.max(0, ...lines.map((line) => countOutsideQuotes(line, separator)));
  const best = (measure: (separator: Separator) => number) => {
    const found = separators.map((separator) => ({ separator, measured: measure(separator) }));
    return found.reduce((most, each) => (each.measured > most.measured ? each : most));
  };
  const byNames = best(named);
  return byNames.measured > 0 ? byNames.separator : best(widest).separator;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** Records as far as they can be read; a quote that the cut left open ends them. */
function records(text: string, delimiter: Separator, most: number): readonly ParsedRecord[] {
  const found: ParsedRecord[] = [];
  try {
    parseRecords(text, delimiter, most, (record) => found.push(record));
  } catch {
    // What came before the fault is enough to know the heading by.
  }
  return found;
}

function parseRecords(
  text: string,
  delimiter: Separator,
  most: number,
  onRecord: (record: ParsedRecord) => void,
): void {
  parse(text, {
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    // A quote inside an unquoted cell stands for itself, as spreadsheet programs have it.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
    to: most,
    on_record: (record: unknown) => {
      onRecord(record as ParsedRecord);
      return null;
    },
  });
}

/** Line breaks within a record; the ones before and after it are not its own. */
const innerBreaks = (raw: string): number => raw.replace(/^\n+|\n+$/g, '').split('\n').length - 1;

/**
 * The rows of a CSV text with the line each starts on. Blank lines are left out; the separator is found, or read from
 * a first line `sep=;` as Excel writes it. Line ends inside cells become LF.
 *
 * @throws UnreadableFileError
 */
export function parseCsv(text: string, limits: TableLimits, countColumns: CountColumns): readonly TableRow[] {
  // One kind of line end: the parser counts CR LF inside quotes as two lines.
  const lines = text.replace(/\r\n?/g, '\n');
  const stated = /^sep=([,;\t])\n/i.exec(lines);
  const body = stated ? lines.slice(stated[0].length) : lines;
  const skipped = stated ? 1 : 0;
  const separator = (stated?.[1] as Separator | undefined) ?? separatorOf(body, countColumns);
  const rows: TableRow[] = [];
  let cells = 0;
  try {
    parseRecords(body, separator, limits.rows + 1, ({ record, raw, info }) => {
      cells += record.length;
      if (rows.length === limits.rows) throw tooLarge(`có quá ${limits.rows} dòng`);
      if (record.length > limits.columns) throw tooLarge(`có dòng quá ${limits.columns} cột`);
      if (cells > limits.cells) throw tooLarge(`có quá ${limits.cells} ô`);
      rows.push({ line: info.lines - innerBreaks(raw) + skipped, cells: record });
    });
    return rows;
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    const at = (error as { lines?: unknown }).lines;
    const line = typeof at === 'number' ? at + skipped : undefined;
    const where = line === undefined ? 'Tệp' : `Gần dòng ${line}, tệp`;
    const message = `${where} không đúng dạng CSV (thường do dấu ngoặc kép mở mà không đóng); sửa dấu ngoặc kép hoặc lưu lại từ Excel.`;
    throw new UnreadableFileError('CSV', message, line);
  }
}
