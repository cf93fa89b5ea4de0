import type { Archive } from './archive.js';
import { Grid, type Merge } from './grid.js';
import type { BrokenCell, Cell, Sheet, TableLimits } from './tables.types.js';
import { broken, UnreadableFileError } from './unreadable-file.error.js';
import { dayStyles } from './xlsx-styles.js';
import { EnoughRead, readXml, withoutPrefixes } from './xml.js';

/** Last row of the format; a row beyond it is no row of a spreadsheet. */
const LAST_ROW = 1_048_576;

interface Relationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** Whether the package is a workbook of Excel's kind. */
export const isXlsx = (archive: Archive): boolean => workbookPart(archive) !== undefined;

/**
 * The sheets of a workbook in their order.
 *
 * @throws UnreadableFileError
 */
export function xlsxSheets(archive: Archive, limits: TableLimits): readonly Sheet[] {
  const part = workbookPart(archive);
  if (part === undefined) throw broken();
  const relationships = relationshipsOf(archive, part);
  const listed: { name: string; hidden: boolean; id: string }[] = [];
  let from1904 = false;
  readXml(archive.part(part), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const { name: label = '', state = 'visible', id = '' } = withoutPrefixes(attributes);
      listed.push({ name: label, hidden: state !== 'visible', id });
    },
  });
  const shared = new Lazy(() => sharedStrings(archive, partOf(archive, relationships, 'sharedStrings')));
  const days = new Lazy(() => dayStyles(archive, partOf(archive, relationships, 'styles')));
  return listed.flatMap(({ name, hidden, id }) => {
    const relationship = relationships.find((each) => each.id === id);
    // Charts and dialogues are sheets without cells.
    if (relationship === undefined || !relationship.type.endsWith('/worksheet')) return [];
    const read = (lastLine?: number) => {
      const context = { shared: shared.value, days: days.value, from1904 };
      return readSheet(archive.part(relationship.target), context, limits, lastLine);
    };
    return [{ name, hidden, read }];
  });
}

/** The main part by the package's relationships; some exporters give it another name than `xl/workbook.xml`. */
function workbookPart(archive: Archive): string | undefined {
  const stated = archive.has('_rels/.rels')
    ? relationshipsOf(archive, '').find(({ type }) => type.endsWith('/officeDocument'))?.target
    : undefined;
  const part = stated ?? 'xl/workbook.xml';
  return archive.has(part) && part.toLowerCase().endsWith('.xml') ? part : undefined;
}

function relationshipsOf(archive: Archive, part: string): readonly Relationship[] {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const found: Relationship[] = [];
  const file = `${folder}_rels/${part.slice(slash)}.rels`;
  if (!archive.has(file)) return found;
  readXml(archive.part(file), {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name === 'Relationship') found.push({ id, type, target: resolve(folder, target) });
    },
  });
  return found;
}

/** `../a/b` and `/xl/a` as a name from the root of the package. */
function resolve(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** A part by its relationship, or by its usual name where the file forgot to state it. */
function partOf(archive: Archive, relationships: readonly Relationship[], kind: string): string | undefined {
  const part = relationships.find(({ type }) => type.endsWith(`/${kind}`))?.target ?? `xl/${kind}.xml`;
  return archive.has(part) ? part : undefined;
}

class Lazy<T> {
  private made: { readonly value: T } | undefined;

  constructor(private readonly make: () => T) {}

  get value(): T {
    this.made ??= { value: this.make() };
    return this.made.value;
  }
}

/** `_x0041_` stands for a character that XML or the format cannot carry, `_x005F_` for the underscore of one that is meant. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );

function sharedStrings(archive: Archive, part: string | undefined): readonly string[] {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let text = '';
  let inText = false;
  // How the characters are pronounced stands beside some texts of East Asia; it is no part of them.
  let inPhonetic = false;
  readXml(archive.part(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = true;
      inText = name === 't' && !inPhonetic;
    },
    close(name) {
      inText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name === 'si') strings.push(unescaped(text));
    },
    text(part) {
      if (inText) text += part;
    },
  });
  return strings;
}

interface CellContext {
  readonly shared: readonly string[];
  /** Styles that show a number as a day. */
  readonly days: ReadonlySet<number>;
  readonly from1904: boolean;
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  text: string;
  formula: string | undefined;
}

/** Reads the cells of one sheet as they come, so that a sheet beyond the limits costs no more than they allow. */
function readSheet(
  bytes: Uint8Array,
  context: CellContext,
  limits: TableLimits,
  lastLine = Number.POSITIVE_INFINITY,
) {
  const grid = new Grid(limits);
  const merges: Merge[] = [];
  let line = 0;
  let isRowStated = false;
  let column = 0;
  let cell: OpenCell | undefined;
  let into: 'value' | 'text' | 'formula' | undefined;
  const place = () => `(ô lỗi ở dòng ${line}, cột thứ ${column})`;

  const openCell = (attributes: Readonly<Record<string, string>>) => {
    const stated = attributes['r'];
    const reference = stated === undefined ? undefined : /^([A-Z]{1,3})(\d{1,7})$/.exec(stated);
    if (reference === null) throw broken();
    if (reference !== undefined && !isRowStated) line = Number(reference[2]);
    if (reference !== undefined && Number(reference[2]) !== line) throw broken();
    column = reference === undefined ? column + 1 : columnNumber(reference[1] ?? '');
    cell = {
      column,
      type: attributes['t'] ?? 'n',
      style: Number(attributes['s'] ?? 0),
      value: '',
      text: '',
      formula: undefined,
    };
  };
  const openRow = (stated: string | undefined) => {
    isRowStated = stated !== undefined;
    line = stated === undefined ? line + 1 : Number(stated);
    column = 0;
    if (!Number.isInteger(line) || line < 1) throw broken();
    if (line > LAST_ROW) throw grid.tooManyRows();
    if (line > lastLine) throw new EnoughRead();
  };
  try {
    readXml(bytes, {
      open(name, attributes) {
        into = undefined;
        if (name === 'row') openRow(attributes['r']);
        else if (name === 'c') openCell(attributes);
        else if (name === 'mergeCell') merges.push(...mergeOf(attributes['ref'] ?? ''));
        else if (cell !== undefined && name === 'v') into = 'value';
        else if (cell !== undefined && name === 't') into = 'text';
        else if (cell !== undefined && name === 'f') {
          into = 'formula';
          cell.formula = '';
        }
      },
      close(name) {
        into = undefined;
        if (name !== 'c' || cell === undefined) return;
        const value = valueOf(cell, context);
        if (value === undefined) throw unreadableCell(place());
        grid.set(line, cell.column, value);
        cell = undefined;
      },
      text(part) {
        if (cell !== undefined && into !== undefined) cell[into] = (cell[into] ?? '') + part;
      },
    });
  } catch (error) {
    if (!(error instanceof EnoughRead)) throw error;
  }
  return grid.rows(merges);
}

const unreadableCell = (place: string) =>
  new UnreadableFileError(
    'FILE_BROKEN',
    `Không đọc được tệp Excel ${place}; sửa ô lỗi hoặc lưu lại thành tệp .xlsx mới rồi gửi lại.`,
  );

/** The value of a cell; `undefined` where the file contradicts itself. */
function valueOf(
  cell: OpenCell,
  { shared, days, from1904 }: CellContext,
): Exclude<Cell, undefined> | undefined {
  const { type, value, formula, style } = cell;
  if (type === 'inlineStr') return unescaped(cell.text);
  if (value === '') return formula === undefined || type === 'str' ? null : noResult(formula);
  switch (type) {
    case 's':
      return shared[Number(value)];
    case 'str':
      return unescaped(value);
    case 'b':
      return value === '1' || value === 'true';
    case 'e':
      return { shown: value, why: 'error' };
    case 'd':
      return value.slice(0, 10);
    case 'n': {
      const number = Number(value);
      if (!Number.isFinite(number)) return undefined;
      return days.has(style) ? dayOf(number, from1904) : number;
    }
    default:
      return undefined;
  }
}

const noResult = (formula: string): BrokenCell => ({ shown: `=${formula}`, why: 'no-result' });

const DAY_MS = 86_400_000;
/** Day 0 of the two ways of counting; that of 1900 is moved by the 29/02/1900 which it takes to have been. */
const EPOCHS = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };
/** The last day that the format knows. */
const LAST_DAY = Date.UTC(9999, 11, 31);

/** YYYY-MM-DD of a serial number; the number itself where it is no day after 28/02/1900. */
function dayOf(serial: number, from1904: boolean): string | number {
  const day = (from1904 ? EPOCHS[1904] : EPOCHS[1900]) + Math.floor(serial) * DAY_MS;
  return serial < 61 || day > LAST_DAY ? serial : new Date(day).toISOString().slice(0, 10);
}

export function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + (letter.charCodeAt(0) - 64), 0);
}

function mergeOf(reference: string): Merge[] {
  const [, from = '', top = '', to = '', bottom = ''] =
    /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference) ?? [];
  if (bottom === '') return [];
  return [{ top: Number(top), bottom: Number(bottom), left: columnNumber(from), right: columnNumber(to) }];
}
