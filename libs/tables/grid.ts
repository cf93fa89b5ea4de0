import type { Cell, TableLimits, TableRow } from './tables.types.js';
import { tooLarge } from './unreadable-file.error.js';

/** Cells that are shown as one; lines and columns from 1, both ends included. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const isEmpty = (cell: Cell): boolean => cell === null || cell === undefined || cell === '';

/** The cells of a sheet while they are read. A cell without a value counts for nothing, wherever it stands. */
export class Grid {
  private readonly lines = new Map<number, Cell[]>();
  private cells = 0;

  constructor(private readonly limits: TableLimits) {}

  /** @throws UnreadableFileError where a filled cell lies beyond the limits */
  set(line: number, column: number, value: Cell): void {
    if (isEmpty(value)) return;
    if (column > this.limits.columns) throw tooLarge(`có ô ở quá cột thứ ${this.limits.columns}`);
    if (line > this.limits.rows) throw this.tooManyRows();
    this.cells += 1;
    if (this.cells > this.limits.cells) throw tooLarge(`có quá ${this.limits.cells} ô có chữ`);
    const row = this.lines.get(line) ?? [];
    if (row.length === 0) this.lines.set(line, row);
    while (row.length < column - 1) row.push(null);
    row[column - 1] = value;
  }

  tooManyRows() {
    return tooLarge(`có ô ở quá dòng ${this.limits.rows}`);
  }

  /** The rows that hold something; a cell merged downward stands in each of those it covers. */
  rows(merges: readonly Merge[]): readonly TableRow[] {
    const filled = [...this.lines].sort(([a], [b]) => a - b);
    const last = filled.at(-1)?.[0] ?? 0;
    for (const { top, bottom, left } of merges) {
      const value = this.lines.get(top)?.[left - 1];
      if (isEmpty(value)) continue;
      for (let line = top + 1; line <= Math.min(bottom, last); line += 1) {
        const cells = this.lines.get(line);
        if (cells === undefined || !isEmpty(cells[left - 1])) continue;
        while (cells.length < left - 1) cells.push(null);
        cells[left - 1] = value;
      }
    }
    return filled.map(([line, cells]) => ({ line, cells }));
  }
}
