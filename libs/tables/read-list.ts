import { cleanText, shownText } from '#libs/text';
import { textOf } from './cells.js';
import {
  type Column,
  type Columns,
  countColumns,
  findHeading,
  type Heading,
  headingProblems,
  headingSearchLines,
  type Layout,
  type NeededColumn,
} from './heading.js';
import { openFile, type TableFile } from './open-file.js';
import { type EntryMarks, natureOf, skippedRow } from './rows.js';
import type {
  Cell,
  Correction,
  Sheet,
  SkippedRow,
  TableFault,
  TableLimits,
  TableProblem,
  TableReading,
  TableRow,
} from './tables.types.js';
import { UnreadableFileError } from './unreadable-file.error.js';

/** A list as it is read from a file: what columns it may have, and what is no entry of it. */
export interface ListDeclaration<C extends Columns> {
  readonly layouts: readonly Layout<C>[];
  readonly limits: TableLimits;
  /** Absent where every filled row below the heading is an entry; asked for each layout. */
  readonly marks?: (layout: Layout<C>) => EntryMarks<keyof C & string> | undefined;
  /** Vietnamese: the columns that a heading has, for a list without one. */
  readonly expected: string;
}

/** The values of a row by column: those of needed columns are there, others where the list has them. */
export type Values<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends NeededColumn<infer T>
    ? T
    : C[K] extends Column<infer T>
      ? T | undefined
      : never;
};

/** One entry of a list, as far as it could be read. */
export class ListEntry<C extends Columns> {
  readonly problems: TableProblem[] = [];
  readonly corrections: Correction[] = [];
  /** Values of the cells that could be read. */
  readonly known: Partial<Values<C>>;

  constructor(
    private readonly row: TableRow,
    private readonly heading: Heading<C>,
    /** Titles of the sections above it, the nearest last. */
    readonly sections: readonly string[],
  ) {
    const known: Record<string, unknown> = {};
    for (const field of Object.keys(heading.layout.columns)) {
      if (this.has(field)) this.readCell(field, known);
    }
    this.known = known as Partial<Values<C>>;
  }

  get line(): number {
    return this.row.line;
  }

  /** All values; `undefined` where anything is wrong with the row. */
  get values(): Values<C> | undefined {
    return this.problems.length === 0 ? (this.known as Values<C>) : undefined;
  }

  /** Whether the list has the column. */
  has(field: keyof C & string): boolean {
    return this.heading.columns.has(field);
  }

  /** The text of a cell as it stands; `''` for a blank one and where the list has no such column. */
  text(field: keyof C & string): string {
    return cleanText(textOf(this.cell(field)));
  }

  /** Names something that is wrong with a cell. */
  report(field: keyof C & string, fault: TableFault, message: string): void {
    const column = this.heading.columns.get(field);
    const value = column && shownText(textOf(this.cell(field)));
    this.problems.push({
      fault,
      field,
      line: this.line,
      column: column?.header ?? this.heading.layout.columns[field]?.headings[0] ?? field,
      message,
      value: value === '' ? undefined : value,
    });
  }

  /** Names a filled cell right of the heading: usually a separator inside an unquoted text has moved the cells. */
  reportExtraCell(): void {
    const last = Math.max(...this.heading.printed.map(({ index }) => index));
    const at = this.row.cells.findIndex((cell, index) => index > last && cleanText(textOf(cell)) !== '');
    if (at === -1) return;
    this.problems.push({
      fault: 'EXTRA_CELL',
      line: this.line,
      message:
        `Dòng có ô thứ ${at + 1} nằm ngoài các cột của tiêu đề; xóa ô thừa, hoặc đặt chữ có dấu phân cách ` +
        'trong dấu ngoặc kép.',
      value: shownText(textOf(this.row.cells[at])),
    });
  }

  private cell(field: keyof C & string): Cell {
    const column = this.heading.columns.get(field);
    return column && this.row.cells[column.index];
  }

  private readCell(field: keyof C & string, known: Record<string, unknown>): void {
    const cell = this.cell(field);
    if (typeof cell === 'object' && cell !== null) {
      const message =
        cell.why === 'error'
          ? `Ô báo lỗi ${cell.shown}; sửa công thức hoặc ghi thẳng giá trị rồi gửi lại.`
          : 'Ô là công thức chưa có kết quả trong tệp; mở tệp bằng Excel, lưu lại, hoặc ghi thẳng giá trị.';
      this.report(field, 'BROKEN_CELL', message);
      return;
    }
    const outcome = this.heading.layout.columns[field]?.read(cell);
    if (outcome === undefined) return;
    if ('fault' in outcome) {
      this.report(field, outcome.fault, outcome.message);
      return;
    }
    known[field] = outcome.value;
    if (outcome.corrected === undefined) return;
    const column = this.heading.columns.get(field)?.header ?? field;
    const from = shownText(textOf(cell));
    this.corrections.push({ line: this.line, column, from, to: outcome.corrected });
  }
}

/** The entries of a list, or why it is not read; what was left aside stands in `reading` either way. */
export interface ListRead<C extends Columns> {
  readonly heading: Heading<C> | undefined;
  readonly entries: readonly ListEntry<C>[];
  /** Titles of all sections of the list. */
  readonly sections: readonly string[];
  /** What is wrong with the list as a whole; there are no entries then. */
  readonly problems: readonly TableProblem[];
  readonly reading: TableReading;
}

const unread: TableReading = { unreadSheets: [], unusedColumns: [], skipped: [], corrections: [] };

const refused = <C extends Columns>(
  problems: readonly TableProblem[],
  reading: TableReading = unread,
): ListRead<C> => ({ heading: undefined, entries: [], sections: [], problems, reading });

/**
 * Reads a list from a file: the sheet with its heading, by name where several have one. A hidden sheet is read only
 * where it is named.
 *
 * @param sheetName the sheet that is meant
 */
export function readListFile<C extends Columns>(
  file: TableFile,
  list: ListDeclaration<C>,
  sheetName?: string,
): ListRead<C> {
  try {
    const sheets = openFile(file, list.limits, countColumns(list.layouts));
    const choice = chooseSheet(sheets, list, sheetName);
    if ('problem' in choice)
      return refused([choice.problem], { ...unread, unreadSheets: choice.unreadSheets });
    const { name } = choice.sheet;
    const found = readListRows(choice.sheet.read(), list);
    const reading = { ...found.reading, sheet: name, unreadSheets: choice.unreadSheets };
    return { ...found, reading };
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    const { fault, line, message } = error;
    return refused([{ fault, line, message }]);
  }
}

type SheetChoice =
  | { readonly sheet: Sheet; readonly unreadSheets: TableReading['unreadSheets'] }
  | { readonly problem: TableProblem; readonly unreadSheets: TableReading['unreadSheets'] };

function chooseSheet<C extends Columns>(
  sheets: readonly Sheet[],
  { layouts, expected }: ListDeclaration<C>,
  wanted: string | undefined,
): SheetChoice {
  const looked = sheets.map((sheet) => {
    const first = sheet.read(headingSearchLines);
    return { sheet, isBlank: first.length === 0, heading: findHeading(first, layouts) };
  });
  const besides = (chosen?: Sheet) =>
    looked
      .filter(({ sheet, isBlank }) => sheet !== chosen && !isBlank)
      // The only table of a CSV file is no sheet.
      .flatMap(({ sheet: { name, hidden } }) => (name === undefined ? [] : [{ name, hidden }]));
  const namesOf = (some: readonly { readonly sheet: Sheet }[]) =>
    some.map(({ sheet: { name = '' } }) => `"${name}"`).join(', ');

  if (wanted !== undefined) {
    const named = looked.find(
      ({ sheet: { name } }) => name !== undefined && cleanText(name) === cleanText(wanted),
    );
    if (named) return { sheet: named.sheet, unreadSheets: besides(named.sheet) };
    const message = looked.every(({ sheet: { name } }) => name === undefined)
      ? `Tệp CSV chỉ có một bảng, không chia trang; bỏ tên trang "${wanted}" rồi gửi lại.`
      : `Tệp không có trang "${wanted}"; các trang của tệp: ${namesOf(looked)}.`;
    return { problem: { fault: 'NO_SHEET', message }, unreadSheets: besides() };
  }
  const visible = looked.filter(({ sheet }) => !sheet.hidden);
  const withHeading = visible.filter(({ heading }) => heading !== undefined);
  const [only] = withHeading;
  if (only && withHeading.length === 1) return { sheet: only.sheet, unreadSheets: besides(only.sheet) };
  if (only) {
    const message = `Tệp có ${withHeading.length} trang cùng có dòng tiêu đề: ${namesOf(withHeading)}; chọn tên một trang rồi nhập từng trang.`;
    return { problem: { fault: 'SEVERAL_SHEETS', message }, unreadSheets: besides() };
  }
  const hidden = looked.filter(({ sheet, heading }) => sheet.hidden && heading !== undefined);
  const where = visible.length > 1 ? ` của cả ${visible.length} trang` : '';
  const asides =
    hidden.length === 0 ? '' : ` Trang ẩn có tiêu đề: ${namesOf(hidden)}; bỏ ẩn hoặc chọn tên trang đó.`;
  const message = `Không tìm thấy dòng tiêu đề trong ${headingSearchLines} dòng đầu${where}; ${expected}${asides}`;
  return { problem: { fault: 'NO_HEADER', message }, unreadSheets: besides() };
}

/** Reads a list from the rows of a table. */
export function readListRows<C extends Columns>(
  rows: readonly TableRow[],
  { layouts, expected, marks }: ListDeclaration<C>,
): ListRead<C> {
  const heading = findHeading(rows, layouts);
  if (!heading) {
    const message = `Không tìm thấy dòng tiêu đề trong ${headingSearchLines} dòng đầu; ${expected}`;
    return refused([{ fault: 'NO_HEADER', message }]);
  }
  const unusedColumns = heading.unused;
  const problems = headingProblems(heading);
  if (problems.length > 0) {
    const reading = { ...unread, unusedColumns };
    return { heading, entries: [], sections: [], problems, reading };
  }
  const entries: ListEntry<C>[] = [];
  const skipped: SkippedRow[] = [];
  let sections: readonly string[] = [];
  const entryMarks = marks?.(heading.layout);
  for (const row of rows) {
    if (row.line <= heading.lastLine) continue;
    const nature = natureOf(row, heading, entryMarks);
    if (nature === 'entry') entries.push(new ListEntry(row, heading, sections));
    else if (nature !== 'blank') {
      const left = skippedRow(row, nature);
      skipped.push(left);
      if (nature === 'section' && entryMarks) {
        const at = heading.columns.get(entryMarks.name)?.index ?? -1;
        sections = [...sections, cleanText(textOf(row.cells[at]))];
      }
    }
  }
  const corrections = entries.flatMap((entry) => entry.corrections);
  return {
    heading,
    entries,
    sections,
    problems: [],
    reading: { ...unread, unusedColumns, skipped, corrections },
  };
}
