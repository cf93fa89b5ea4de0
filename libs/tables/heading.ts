import { cleanText, fold } from '#libs/text';
import type { CellReader } from './cells.js';
import { textOf } from './cells.js';
import type { Cell, TableProblem, TableRow } from './tables.types.js';

/** A column that a list may have. */
export interface Column<T> {
  /** Headings that mean it, the first as it is named to people; compared without accents, case and punctuation. */
  readonly headings: readonly string[];
  /** Whether the list is not read without the column. */
  readonly needed: boolean;
  readonly read: CellReader<T>;
}

/** A column without which the list is not read; its values are there in each row without a problem. */
export interface NeededColumn<T> extends Column<T> {
  readonly needed: true;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** One way in which a list is laid out: its columns, and what tells its heading from other rows. */
export interface Layout<C extends Columns> {
  readonly name: string;
  readonly columns: C;
  /** Columns that a heading cannot be without. */
  readonly anchors: readonly (keyof C & string)[];
  /** Known columns that a row must name to be a heading. */
  readonly least: number;
}

export interface PrintedColumn {
  readonly index: number;
  /** As printed, white space collapsed. */
  readonly header: string;
}

export interface Heading<C extends Columns> {
  readonly layout: Layout<C>;
  /** First and last line of the heading. */
  readonly line: number;
  readonly lastLine: number;
  readonly columns: ReadonlyMap<keyof C & string, PrintedColumn>;
  readonly printed: readonly PrintedColumn[];
  /** Headings that name no known column, as printed. */
  readonly unused: readonly string[];
  /** Headings that stand twice, or two headings that mean the same column. */
  readonly duplicates: readonly (readonly [PrintedColumn, PrintedColumn])[];
}

/** How far down the heading may stand: title rows of a letter come before it. */
export const headingSearchLines = 15;

/** What one column is called: by its own line of the heading, and by the group above it where the heading has two. */
interface Title {
  readonly index: number;
  readonly own: string;
  readonly group: string;
}

const printedText = (cell: Cell): string => cleanText(textOf(cell));

const titlesOf = ({ cells }: TableRow): readonly Title[] =>
  cells.map((cell, index) => ({ index, own: printedText(cell), group: '' })).filter(({ own }) => own !== '');

/**
 * The columns of a heading of two lines: the lower one names the columns below groups of the upper one. `undefined`
 * where the lower line names anything elsewhere, that is where it is no heading.
 */
function twoLineTitles(upper: TableRow, lower: TableRow): readonly Title[] | undefined {
  if (lower.line !== upper.line + 1) return undefined;
  const titles: Title[] = [];
  let group = '';
  for (let index = 0; index < Math.max(upper.cells.length, lower.cells.length); index += 1) {
    const [above, below] = [printedText(upper.cells[index]), printedText(lower.cells[index])];
    if (above !== '') group = above;
    if (below === '' || below === above) {
      if (above !== '') titles.push({ index, own: above, group: '' });
      continue;
    }
    const isPart = group !== '' && (above === '' || printedText(upper.cells[index + 1]) === '');
    if (!isPart) return undefined;
    titles.push({ index, own: below, group });
  }
  return titles;
}

function readHeading<C extends Columns>(
  layout: Layout<C>,
  titles: readonly Title[],
  line: number,
  lastLine: number,
): Heading<C> {
  const fields = fieldsOf(layout);
  const columns = new Map<keyof C & string, PrintedColumn>();
  const printed: PrintedColumn[] = [];
  const unused: string[] = [];
  const duplicates: [PrintedColumn, PrintedColumn][] = [];
  const byText = new Map<string, PrintedColumn>();
  for (const { index, own, group } of titles) {
    const column = { index, header: own };
    printed.push(column);
    const text = fold(`${group} ${own}`);
    const field = fields.get(fold(own)) ?? fields.get(text);
    const earlier = (field === undefined ? undefined : columns.get(field)) ?? byText.get(text);
    if (earlier) {
      duplicates.push([earlier, column]);
      continue;
    }
    byText.set(text, column);
    if (field === undefined) unused.push(group === '' ? own : `${group}: ${own}`);
    else columns.set(field, column);
  }
  return { layout, line, lastLine, columns, printed, unused, duplicates };
}

function fieldsOf<C extends Columns>({ columns }: Layout<C>): ReadonlyMap<string, keyof C & string> {
  const fields = new Map<string, keyof C & string>();
  for (const [field, { headings }] of Object.entries(columns)) {
    for (const heading of headings.map(fold)) if (!fields.has(heading)) fields.set(heading, field);
  }
  return fields;
}

/** How many columns of a list a row names, in the layout that knows most of them. */
export function countColumns<C extends Columns>(
  layouts: readonly Layout<C>[],
): (cells: readonly Cell[]) => number {
  const known = layouts.map(fieldsOf);
  return (cells) => {
    const texts = cells.map((cell) => fold(printedText(cell)));
    return Math.max(
      0,
      ...known.map((fields) => new Set(texts.flatMap((text) => fields.get(text) ?? [])).size),
    );
  };
}

/**
 * The heading among the first rows: the row, or the two rows one below the other, that name most known columns, those
 * that a heading cannot be without among them.
 */
export function findHeading<C extends Columns>(
  rows: readonly TableRow[],
  layouts: readonly Layout<C>[],
): Heading<C> | undefined {
  const first = rows.filter(({ line }) => line <= headingSearchLines);
  const single = first.flatMap((row) =>
    layouts.map((layout) => readHeading(layout, titlesOf(row), row.line, row.line)),
  );
  const double = first.flatMap((row, index) => {
    const next = first[index + 1];
    const titles = next && twoLineTitles(row, next);
    if (titles === undefined) return [];
    return layouts.map((layout) => readHeading(layout, titles, row.line, row.line + 1));
  });
  // Of equal ones that of one line: a title above a heading is no group of its columns.
  const candidates = [...single, ...double].filter(
    ({ layout, columns }) =>
      columns.size >= layout.least && layout.anchors.every((anchor) => columns.has(anchor)),
  );
  return candidates.reduce<Heading<C> | undefined>(
    (best, each) => (best === undefined || each.columns.size > best.columns.size ? each : best),
    undefined,
  );
}

/** What makes the whole list unreadable: columns that stand twice, or that are needed and absent. */
export function headingProblems<C extends Columns>(heading: Heading<C>): readonly TableProblem[] {
  const { layout, line, columns, duplicates } = heading;
  if (duplicates.length > 0) {
    return duplicates.map(([first, second]) => ({
      fault: 'DUPLICATE_HEADER' as const,
      line,
      column: second.header,
      message:
        `Tiêu đề "${second.header}" (cột thứ ${second.index + 1}) trùng nghĩa với "${first.header}" ` +
        `(cột thứ ${first.index + 1}); chỉ giữ một cột hoặc đổi tên cột.`,
      value: second.header,
    }));
  }
  return Object.entries(layout.columns).flatMap(
    ([
      field,
      {
        headings: [label = field],
        needed,
      },
    ]) => {
      if (!needed || columns.has(field)) return [];
      const message = `Danh sách thiếu cột "${label}"; thêm cột này ở dòng tiêu đề (dòng ${line}).`;
      return [{ fault: 'MISSING' as const, field, line, column: label, message }];
    },
  );
}
