import Table from 'cli-table3';

/** Ends of the text are cut by no cell: long ones wrap at spaces. */
export interface TableOptions {
  /** Total width to fit into where the words allow it. */
  readonly width: number;
  /** Columns (from 0) whose figures stand right. */
  readonly right?: readonly number[] | undefined;
}

const PADDING = 2;
const NARROWEST = 6;

const lengthOf = (text: string) => Math.max(...text.split('\n').map((line) => [...line.normalize('NFC')].length));
const longestWord = (text: string) => Math.max(...text.split(/\s+/).map((word) => [...word.normalize('NFC')].length));

/**
 * A table without colours. Columns take the width of their longest text; when that is too much in all, the widest ones
 * give way first, and no column becomes narrower than its longest word while another can still give.
 */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: TableOptions,
): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.normalize('NFC')));
  const columns = head.map((_, index) => cells.map((row) => row[index] ?? ''));
  const widths = columns.map((column) => Math.max(...column.map(lengthOf)) + PADDING);
  const room = Math.max(options.width - head.length - 1, head.length * (NARROWEST + PADDING));
  shrink(widths, columns.map((column) => Math.max(NARROWEST, ...column.map(longestWord)) + PADDING), room);
  // A word longer than any screen (an address, a hash) is broken rather than left to push the table out.
  shrink(widths, columns.map(() => NARROWEST + PADDING), room);
  const table = new Table({
    head: cells[0] ?? [],
    colWidths: widths,
    colAligns: head.map((_, index) => (options.right?.includes(index) === true ? 'right' : 'left')),
    wordWrap: true,
    wrapOnWordBoundary: columns.every((column, index) => Math.max(...column.map(longestWord)) + PADDING <= (widths[index] ?? 0)),
    style: { head: [], border: [], compact: true },
  });
  table.push(...cells.slice(1).map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Takes from the widest column that may still give, one at a time, until all fit or none may. */
function shrink(widths: number[], floors: readonly number[], room: number): void {
  const sum = () => widths.reduce((total, width) => total + width, 0);
  while (sum() > room) {
    let widest = -1;
    widths.forEach((width, index) => {
      if (width > (floors[index] ?? 0) && (widest < 0 || width > (widths[widest] ?? 0))) widest = index;
    });
    if (widest < 0) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}
