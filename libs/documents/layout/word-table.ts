import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { cellText } from './cells.js';
import type { Cell, LayoutColumn, LayoutRow, LayoutTable } from './layout.types.js';
import { SIZE, textWidth } from './page.js';
import { plainText } from './plain-text.js';
import { run } from './word-run.js';

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const PADDING = { top: 30, bottom: 30, left: 70, right: 70 } as const;

/**
 * A table as wide as the text, its head repeated on every page, no row broken between pages.
 *
 * @param keepNext whether its last row stays on one page with what follows
 */
export function table(
  { columns, rows }: LayoutTable,
  orientation: 'portrait' | 'landscape',
  keepNext = false,
): Table {
  const widths = widthsOf(columns, textWidth(orientation));
  const cell = (text: string, at: number, options: CellOptions) =>
    new TableCell({
      width: { size: options.span === undefined ? (widths[at] ?? 0) : sum(widths), type: WidthType.DXA },
      margins: PADDING,
      verticalAlign: options.head === true ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
      ...(options.span === undefined ? {} : { columnSpan: options.span }),
      children: [
        new Paragraph({
          keepNext: options.keepNext === true,
          alignment: ALIGN[options.align],
          children: [run(text, { size: SIZE.table, strong: options.strong })],
        }),
      ],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: sum(widths), type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ head }, at) =>
          cell(plainText(head), at, { align: 'center', strong: true, head: true }),
        ),
      }),
      ...rows.map(
        (row, no) =>
          new TableRow({
            cantSplit: true,
            children: row.cells.map((value, at) =>
              cell(cellText(value), at, {
                ...optionsOf(row, value, columns, at),
                keepNext: keepNext && no === rows.length - 1,
              }),
            ),
          }),
      ),
    ],
  });
}

interface CellOptions {
  readonly align: 'left' | 'center' | 'right';
  readonly strong: boolean;
  readonly head?: boolean;
  readonly span?: number;
  readonly keepNext?: boolean;
}

function optionsOf(row: LayoutRow, value: Cell, columns: readonly LayoutColumn[], at: number): CellOptions {
  const strong = row.bold === true;
  if (row.cells.length === 1 && columns.length > 1) return { align: 'left', strong, span: columns.length };
  return { align: columns[at]?.align ?? (isNumber(value) ? 'right' : 'left'), strong };
}

const isNumber = (value: Cell): boolean => typeof value === 'object' && value !== null && 'number' in value;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The shares of the columns as widths that together are exactly the width of the text. */
function widthsOf(columns: readonly LayoutColumn[], total: number): number[] {
  const shares = sum(columns.map(({ width }) => width));
  const widths = columns.map(({ width }) => Math.floor((width / shares) * total));
  const last = widths.length - 1;
  return widths.map((width, at) => (at === last ? width + total - sum(widths) : width));
}
