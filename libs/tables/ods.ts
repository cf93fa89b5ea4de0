import type { Archive } from './archive.js';
import { Grid, type Merge } from './grid.js';
import type { Cell, Sheet, TableLimits, TableRow } from './tables.types.js';
import { notAccepted } from './unreadable-file.error.js';
import { EnoughRead, readXml, withoutPrefixes } from './xml.js';

const CONTENT = 'content.xml';
const MANIFEST = 'meta-inf/manifest.xml';

/** What stands over the cells (notes, pictures, shapes); its paragraphs are no part of a cell. */
const beside = new Set(['annotation', 'frame', 'custom-shape', 'shapes', 'g', 'line', 'rect']);

/**
 * The sheets of an OpenDocument spreadsheet in their order.
 *
 * @throws UnreadableFileError
 */
export function odsSheets(archive: Archive, limits: TableLimits): readonly Sheet[] {
  refuseEncrypted(archive);
  const content = archive.part(CONTENT);
  return listTables(content).map(({ name, hidden }, index) => ({
    name,
    hidden,
    read: (lastLine?: number) => readTable(content, index, limits, lastLine),
  }));
}

function refuseEncrypted(archive: Archive): void {
  if (!archive.has(MANIFEST)) return;
  readXml(archive.part(MANIFEST), {
    open(name) {
      if (name === 'encryption-data') throw notAccepted('có đặt mật khẩu');
    },
  });
}

function listTables(content: Uint8Array): readonly { readonly name: string; readonly hidden: boolean }[] {
  const hiddenStyles = new Set<string>();
  const tables: { name: string; style: string }[] = [];
  let style = '';
  let depth = 0;
  readXml(content, {
    open(element, prefixed) {
      if (element !== 'style' && element !== 'table-properties' && element !== 'table') return;
      const attributes = withoutPrefixes(prefixed);
      if (element === 'style') style = attributes['name'] ?? '';
      else if (element === 'table-properties' && attributes['display'] === 'false') hiddenStyles.add(style);
      else if (element === 'table') {
        if (depth === 0)
          tables.push({ name: attributes['name'] ?? '', style: attributes['style-name'] ?? '' });
        depth += 1;
      }
    },
    close(element) {
      if (element === 'table') depth -= 1;
    },
  });
  return tables.map(({ name, style: of }) => ({ name, hidden: hiddenStyles.has(of) }));
}

interface OpenCell {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly repeated: number;
  paragraphs: string[];
}

/** Reads the cells of the table with this number in the document; cells and rows may be written once for many. */
function readTable(
  content: Uint8Array,
  wanted: number,
  limits: TableLimits,
  lastLine = Number.POSITIVE_INFINITY,
): readonly TableRow[] {
  const grid = new Grid(limits);
  const merges: Merge[] = [];
  let table = -1;
  let depth = 0;
  let aside = 0;
  let line = 0;
  let rowRepeated = 1;
  let column = 0;
  let row: { readonly column: number; readonly repeated: number; readonly value: Cell }[] = [];
  let cell: OpenCell | undefined;
  // What stands between paragraphs only makes the document easier to look at.
  let inParagraph = false;

  const openCell = (element: string, attributes: Readonly<Record<string, string>>) => {
    const isCovered = element === 'covered-table-cell';
    const repeated = count(attributes['number-columns-repeated']);
    cell = { type: isCovered ? '' : (attributes['value-type'] ?? ''), attributes, repeated, paragraphs: [] };
    const [down, right] = [
      count(attributes['number-rows-spanned']),
      count(attributes['number-columns-spanned']),
    ];
    if (down > 1)
      merges.push({ top: line + 1, bottom: line + down, left: column + 1, right: column + right });
  };
  const closeCell = () => {
    if (cell === undefined) return;
    const value = valueOf(cell);
    if (value !== null && value !== '') row.push({ column: column + 1, repeated: cell.repeated, value });
    column += cell.repeated;
    cell = undefined;
  };
  const closeRow = () => {
    const repeated = row.length === 0 ? 0 : Math.min(rowRepeated, lastLine - line);
    for (let below = 1; below <= repeated; below += 1) {
      for (const { column: from, repeated: across, value } of row)
        for (let each = 0; each < across; each += 1) grid.set(line + below, from + each, value);
    }
    line += rowRepeated;
    if (line >= lastLine) throw new EnoughRead();
  };
  try {
    readXml(content, {
      open(element, prefixed) {
        if (element === 'table') {
          depth += 1;
          if (depth === 1) table += 1;
        }
        if (table !== wanted) return;
        if (beside.has(element)) aside += 1;
        if (aside > 0 || depth !== 1) return;
        const attributes = withoutPrefixes(prefixed);
        if (element === 'table-row') {
          rowRepeated = count(attributes['number-rows-repeated']);
          column = 0;
          row = [];
        } else if (element === 'table-cell' || element === 'covered-table-cell')
          openCell(element, attributes);
        else if (cell === undefined) return;
        else if (element === 'p') {
          cell.paragraphs.push('');
          inParagraph = true;
        } else if (element === 's') append(cell, ' '.repeat(Math.min(count(attributes['c']), 1000)));
        else if (element === 'tab') append(cell, '\t');
        else if (element === 'line-break') append(cell, '\n');
      },
      close(element) {
        if (element === 'table') {
          depth -= 1;
          if (depth === 0 && table === wanted) throw new EnoughRead();
        }
        if (table !== wanted) return;
        if (beside.has(element)) aside -= 1;
        if (aside > 0 || depth !== 1) return;
        if (element === 'p') inParagraph = false;
        else if (element === 'table-cell' || element === 'covered-table-cell') closeCell();
        else if (element === 'table-row') closeRow();
      },
      text(part) {
        if (cell !== undefined && inParagraph && aside === 0 && depth === 1) append(cell, part);
      },
    });
  } catch (error) {
    if (!(error instanceof EnoughRead)) throw error;
  }
  return grid.rows(merges);
}

function append(cell: OpenCell, text: string): void {
  const last = cell.paragraphs.length - 1;
  if (last >= 0) cell.paragraphs[last] = (cell.paragraphs[last] ?? '') + text;
}

/** How often something stands; once where nothing is said. */
function count(text: string | undefined): number {
  const number = Number(text ?? 1);
  return Number.isInteger(number) && number > 0 ? number : 1;
}

function valueOf({ type, attributes, paragraphs }: OpenCell): Cell {
  const text = paragraphs.join('\n');
  const formula = attributes['formula'];
  // LibreOffice keeps an error as a text beside the formula, and says so in a namespace of its own.
  if (formula !== undefined && /^(#[\p{L}\p{N}/?!]+|Err:\d+)$/u.test(text))
    return { shown: text, why: 'error' };
  switch (type) {
    case '':
      return formula === undefined ? null : { shown: formula, why: 'no-result' };
    case 'float':
    case 'percentage':
    case 'currency': {
      const number = Number(attributes['value']);
      return Number.isFinite(number) ? number : text;
    }
    case 'boolean':
      return attributes['boolean-value'] === 'true';
    case 'date':
      return (attributes['date-value'] ?? text).slice(0, 10);
    default:
      return attributes['string-value'] ?? text;
  }
}
