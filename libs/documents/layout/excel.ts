import writeWorkbook, { type CellObject, type Row, type Sheet } from 'write-excel-file/node';
import { cellText } from './cells.js';
import { acceptedXml } from './excel-validation.js';
import type { Cell, DocumentLayout, LayoutColumn, LayoutRow, LayoutTable } from './layout.types.js';
import { FONT } from './page.js';
import { plainText } from './plain-text.js';

/** What is a text stays one also after a person has edited it: Excel would read `=…` in a general cell as a formula. */
const TEXT_FORMAT = '@';
const MILLIMETRES_A_CHARACTER = 2.3;
const LINE_HEIGHT = 16;
const LONGEST_SHEET_NAME = 31;

/** A sheet is printed with all its columns on one page, however many pages its rows take (ECMA-376, 18.3.1.65). */
const ONE_PAGE_WIDE = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string): string => {
          const fit = 'fitToWidth="1" fitToHeight="0"';
          const scaled = xml.replace(
            /(<worksheet [^>]*>)/,
            '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
          );
          return scaled.includes('<pageSetup ')
            ? scaled.replace('<pageSetup ', `<pageSetup ${fit} `)
            : scaled.replace(
                '</worksheet>',
                `<pageSetup paperSize="9" orientation="portrait" ${fit}/></worksheet>`,
              );
        },
      },
    },
  },
};

/** What each sheet lets a person write; it stands behind merged cells and before the margins (ECMA-376, 18.3.1.99). */
const acceptingAlone = (validations: readonly string[]) => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string, _sheet: unknown, { sheetIndex }: { sheetIndex: number }): string => {
          const validation = validations[sheetIndex] ?? '';
          return validation === '' ? xml : xml.replace(BEHIND_VALIDATIONS, (next) => `${validation}${next}`);
        },
      },
    },
  },
});

const BEHIND_VALIDATIONS = /<(?:pageMargins|pageSetup|drawing)[ />]|<\/worksheet>/;

/** Whether there is anything to calculate with in a document. */
export const hasTables = (layout: DocumentLayout): boolean =>
  layout.sections.some(({ blocks }) => blocks.some(({ kind }) => kind === 'table'));

/**
 * Writes the tables of a layout as a workbook, one sheet each: what it is, the head (frozen), rows of typed cells, notes.
 *
 * @throws Error where the layout has no table
 */
export async function excelFile(layout: DocumentLayout): Promise<Buffer> {
  const notes: string[] = [];
  const tables: { readonly table: LayoutTable; readonly landscape: boolean }[] = [];
  for (const { blocks, orientation } of layout.sections) {
    for (const block of blocks) {
      if (block.kind === 'table') tables.push({ table: block.table, landscape: orientation === 'landscape' });
      if (block.kind === 'notes') notes.push(...block.items);
    }
  }
  if (tables.length === 0) throw new Error(`no table in “${layout.title}”`);
  const names = new Set<string>();
  const headLines = 2 + layout.about.length + (layout.mark === undefined ? 0 : 1);
  const sheets = tables.map(({ table, landscape }): Sheet<Buffer> => {
    const above = [layout.title, ...layout.about, ...(layout.mark === undefined ? [] : [layout.mark])];
    const head = [...above.map((line, at) => [textCell(line, { bold: at === 0 })]), []];
    return {
      sheet: sheetName(table.name, names),
      ...(landscape ? { orientation: 'landscape' } : {}),
      columns: table.columns.map(({ width }) => ({
        width: charactersOf(width),
      })),
      stickyRowsCount: head.length + 1,
      data: [
        ...head,
        tall(
          table.columns.map(({ head: text }) => ({
            ...textCell(text, { bold: true, wrap: true }),
            align: 'center' as const,
            alignVertical: 'center' as const,
            borderStyle: 'thin' as const,
          })),
          table.columns.map(({ head: text }) => text),
          table.columns,
        ),
        ...table.rows.map((row) => tall(rowOf(row, table.columns), row.cells, table.columns)),
        [],
        ...[...new Set(notes)].map((note) => noteRow(note, table.columns)),
      ],
    };
  });
  const validations = tables.map(({ table }) => acceptedXml(table, headLines + 2));
  const features = [ONE_PAGE_WIDE, acceptingAlone(validations)];
  return writeWorkbook(sheets, { fontFamily: FONT, fontSize: 12, features }).toBuffer();
}

/** A remark over the width of the table, broken where the table ends. */
function noteRow(note: string, columns: readonly LayoutColumn[]): Row {
  const characters = columns.reduce((sum, { width }) => sum + charactersOf(width), 0);
  const height = Math.ceil((cellText(note).length * 0.95) / characters) * LINE_HEIGHT;
  const cell = { ...textCell(note, { italic: true, wrap: true }), columnSpan: columns.length, height };
  return [cell, ...columns.slice(1).map(() => null)];
}

const charactersOf = (width: number): number => Math.max(6, Math.round(width / MILLIMETRES_A_CHARACTER));

/** The row as high as its longest text needs; not every program works that out when it opens a file. */
function tall(row: Row, cells: readonly Cell[], columns: readonly LayoutColumn[]): Row {
  const [first, ...others] = row;
  if (cells.length < columns.length || typeof first !== 'object' || first === null || !('value' in first))
    return row;
  const lines = cells.map((cell, at) =>
    Math.ceil((cellText(cell).length * 0.95) / charactersOf(columns[at]?.width ?? 0)),
  );
  return [{ ...first, height: Math.max(1, ...lines) * LINE_HEIGHT }, ...others];
}

function rowOf({ cells, bold = false }: LayoutRow, columns: readonly LayoutColumn[]): Row {
  const [only] = cells;
  if (cells.length === 1 && columns.length > 1 && only !== undefined) {
    const spanning = { ...cellOf(only, {}, bold), columnSpan: columns.length };
    return [spanning, ...columns.slice(1).map(() => null)];
  }
  return cells.map((cell, at) => cellOf(cell, columns[at] as LayoutColumn, bold));
}

function cellOf(
  cell: Cell,
  { align, accepts }: Pick<LayoutColumn, 'align' | 'accepts'>,
  bold: boolean,
): CellObject {
  const look: CellObject = {
    alignVertical: 'top',
    borderStyle: 'thin',
    ...(align === undefined ? {} : { align }),
    ...(bold ? { fontWeight: 'bold' } : {}),
  };
  if (cell === null) return { ...emptyCell(accepts), ...look };
  if (typeof cell === 'string') return { ...textCell(cell, { bold, wrap: true }), ...look };
  if ('number' in cell) {
    const format = Number.isInteger(cell.number) ? '#,##0' : '#,##0.##';
    return { type: Number, value: cell.number, format, ...look };
  }
  return { type: Date, value: new Date(`${cell.day}T00:00:00Z`), format: 'dd/mm/yyyy', ...look };
}

/** For a person to fill in; what they write is what the column accepts. */
function emptyCell(accepts: LayoutColumn['accepts']): CellObject {
  switch (accepts?.kind) {
    case 'day':
      return { type: Date, format: 'dd/mm/yyyy' };
    case 'count':
    case 'number':
      return { type: Number, format: '0.##' };
    case 'flag':
    case undefined:
      return textCell('', {});
  }
}

/** What looks like the format's escape of a character (`_x0041_`, ECMA-376 22.9.2.19) is no escape here. */
const literal = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

const textCell = (
  text: string,
  look: { readonly bold?: boolean; readonly italic?: boolean; readonly wrap?: boolean },
): CellObject => ({
  type: String,
  value: literal(cellText(text)),
  format: TEXT_FORMAT,
  ...(look.bold === true ? { fontWeight: 'bold' } : {}),
  ...(look.italic === true ? { fontStyle: 'italic' } : {}),
  ...(look.wrap === true ? { wrap: true } : {}),
});

/** Excel allows 31 characters, none of `[]:*?/\`, and each name once. */
function sheetName(wanted: string, taken: Set<string>): string {
  const clean =
    plainText(wanted.replace(/[[\]:*?/\\']/g, ' '))
      .slice(0, LONGEST_SHEET_NAME)
      .trim() || 'Bảng';
  let name = clean;
  for (let n = 2; taken.has(name.toLocaleLowerCase('vi')); n += 1) {
    name = `${clean.slice(0, LONGEST_SHEET_NAME - 4)} (${n})`;
  }
  taken.add(name.toLocaleLowerCase('vi'));
  return name;
}
