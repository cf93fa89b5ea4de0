import Table from 'cli-table3';
import { lengthOf } from './width.js';

/** Ends of the text are cut by no cell: long ones wrap at spaces. */
export interface TableOptions {
  /** Total width to fit into where the words allow it. */
  readonly width: number;
  /** Columns (from 0) whose figures stand right. */
  readonly right?: readonly number[];
}

const PADDING = 2;
/** Longer words (addresses, hashes) are broken rather than left to push the table out. */
const LONGEST_WORD = 30;

const longestLine = (text: string) => Math.max(...text.split('\n').map(lengthOf));
const longestWord = (text: string) => Math.max(...text.split(/\s+/).map(lengthOf));

/**
 * A table. Columns take the width of their longest text; when that is too much in all, the widest ones give way first,
 * down to their longest word.
 */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: TableOptions,
): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.normalize('NFC')));
  const columns = head.map((_, index) => cells.map((row) => row[index] ?? ''));
  const widths = columns.map((column) => Math.max(...column.map(longestLine)));
  const floors = columns.map((column) => Math.min(LONGEST_WORD, Math.max(...column.map(longestWord))));
  shrink(widths, floors, options.width - head.length * (PADDING + 1) - 1);
  const fitted = cells.map((row) => row.map((cell, index) => broken(cell, widths[index] ?? 0)));
  const table = new Table({
    head: fitted[0] ?? [],
    colWidths: widths.map((width) => width + PADDING),
    colAligns: head.map((_, index) => (options.right?.includes(index) === true ? 'right' : 'left')),
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  table.push(...fitted.slice(1));
  return table.toString();
}

/** The text with each word that is longer than the column cut into pieces, after a mark such as a full stop if it can. */
const broken = (text: string, width: number) =>
  text.replace(/\S+/g, (word) => {
    if (longestWord(word) <= width) return word;
    const pieces: string[] = [];
    let left = [...word];
    while (left.length > width) {
      const mark = left.slice(0, width).findLastIndex((character) => /[.@|/_-]/.test(character));
      const end = mark >= width / 2 ? mark + 1 : width;
      pieces.push(left.slice(0, end).join(''));
      left = left.slice(end);
    }
    return [...pieces, left.join('')].join('\n');
  });

/** Takes from the widest column that may still give, one at a time, until all fit or none may. */
function shrink(widths: number[], floors: readonly number[], room: number): void {
  while (widths.reduce((total, width) => total + width, 0) > room) {
    let widest = -1;
    widths.forEach((width, index) => {
      if (width > (floors[index] ?? 0) && (widest < 0 || width > (widths[widest] ?? 0))) widest = index;
    });
    if (widest < 0) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}
