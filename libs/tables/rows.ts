import { cleanText, fold, shownText } from '#libs/text';
import { textOf } from './cells.js';
import type { Columns, Heading } from './heading.js';
import type { SkippedRow, TableRow } from './tables.types.js';

/** Which columns tell an entry of a list from headings, totals and signatures. */
export interface EntryMarks<F extends string> {
  /** The running number, where the list has such a column. */
  readonly ordinal?: F;
  /** What names an entry; a total or a section stands in this column or at the beginning of the row. */
  readonly name: F;
  /** A row with one of these is never a total. */
  readonly identity: readonly F[];
  /** A row with one of these is never a section or a text beside the list. */
  readonly details: readonly F[];
}

/** A section holds a number, a name and perhaps one cell more. */
const MOST_SECTION_CELLS = 3;

const isTotal = (text: string): boolean =>
  /^(?:tổng cộng|tổng số)(?!\p{L})/iu.test(text) ||
  /^(?:tong cong|tong so|tong|cong)(?: \d|$)/.test(fold(text));

/** `(1) (2) (3)`: numbers of the columns below the heading. */
function areColumnNumbers(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => Number(/^\(?(\d+)\)?$/.exec(text)?.[1] ?? Number.NaN));
  return texts.length >= 3 && numbers.every((number, index) => number === index + 1);
}

/** What a row below the heading is. */
export function natureOf<C extends Columns>(
  row: TableRow,
  { columns }: Heading<C>,
  marks: EntryMarks<keyof C & string> | undefined,
): 'entry' | 'blank' | SkippedRow['why'] {
  const texts = row.cells.map((cell) => cleanText(textOf(cell)));
  const filled = texts.filter((text) => text !== '');
  const [first] = filled;
  if (first === undefined) return 'blank';
  if (marks === undefined) return 'entry';

  const at = (field: keyof C & string): string => texts[columns.get(field)?.index ?? -1] ?? '';
  const ordinal = marks.ordinal === undefined ? '' : at(marks.ordinal);
  const name = at(marks.name);
  if (areColumnNumbers(filled)) return 'column-numbers';
  if (marks.identity.every((field) => at(field) === '') && (isTotal(first) || isTotal(name))) return 'total';

  const known = [...columns.keys()].filter((field) => field !== marks.ordinal && at(field) !== '').length;
  const isUnnumbered = marks.ordinal !== undefined && columns.has(marks.ordinal) && !/\d/.test(ordinal);
  const hasDetails = marks.details.some((field) => at(field) !== '');
  if (isUnnumbered && !hasDetails && known <= MOST_SECTION_CELLS) return name === '' ? 'text' : 'section';
  if (name === '' && ordinal === '' && !hasDetails && known <= 2) return 'text';
  return 'entry';
}

/** A row that is left aside, as an answer names it. */
export const skippedRow = ({ line, cells }: TableRow, why: SkippedRow['why']): SkippedRow => {
  const texts = cells.map((cell) => cleanText(textOf(cell))).filter((text) => text !== '');
  return { line, why, text: shownText(texts.join(' · ')) };
};
