import { describe, expect, it } from '@jest/globals';
import { Grid, type Merge } from './grid.js';
import type { Cell } from './tables.types.js';
import { UnreadableFileError } from './unreadable-file.error.js';

const limits = { rows: 10, columns: 4, cells: 5 };
type Filled = readonly [line: number, column: number, value: Cell];
const gridOf = (...cells: Filled[]): Grid => {
  const grid = new Grid(limits);
  for (const [line, column, value] of cells) grid.set(line, column, value);
  return grid;
};
const refusalOf = (...cells: Filled[]): string => {
  try {
    gridOf(...cells);
    return 'read';
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return `${error.fault} ${error.message.split(';')[0] ?? ''}`;
  }
};

describe('the cells of a sheet', () => {
  it('come by line, with gaps for what is not there, in whatever order they were set', () => {
    expect(gridOf([3, 2, 'b'], [1, 3, 0], [3, 1, false]).rows([])).toEqual([
      { line: 1, cells: [null, null, 0] },
      { line: 3, cells: [false, 'b'] },
    ]);
  });

  it('count for nothing without a value, wherever they stand', () => {
    expect(gridOf([99, 99, ''], [1, 1, null], [2, 9, undefined]).rows([])).toEqual([]);
  });

  it.each<[string, Filled[]]>([
    ['TOO_LARGE Tệp có ô ở quá cột thứ 4', [[1, 5, 'a']]],
    ['TOO_LARGE Tệp có ô ở quá dòng 10', [[11, 1, 'a']]],
    ['TOO_LARGE Tệp có quá 5 ô có chữ', [1, 2, 3, 4, 5, 6].map((line) => [line, 1, 'a'] as const)],
    [
      'read',
      [
        [10, 4, 'a'],
        [1, 1, 'a'],
        [2, 1, 'a'],
        [3, 1, 'a'],
        [4, 1, 'a'],
      ],
    ],
  ])('keep the limits: %s', (expected, cells) => {
    expect(refusalOf(...cells)).toBe(expected);
  });
});

describe('a merged cell', () => {
  const merge = (top: number, bottom: number, column = 1): Merge => ({
    top,
    bottom,
    left: column,
    right: column,
  });

  it('stands in each line it covers that holds something else, to the last line of the sheet', () => {
    const grid = gridOf([1, 1, 'Xã'], [1, 2, 'a'], [2, 2, 'b'], [4, 2, 'd']);
    expect(grid.rows([merge(1, 9)])).toEqual([
      { line: 1, cells: ['Xã', 'a'] },
      { line: 2, cells: ['Xã', 'b'] },
      { line: 4, cells: ['Xã', 'd'] },
    ]);
  });

  it('covers nothing that is filled, and nothing to its right', () => {
    const grid = gridOf([1, 3, 'x'], [2, 1, 'a'], [3, 3, 'y']);
    expect(grid.rows([{ top: 1, bottom: 3, left: 3, right: 4 }])).toEqual([
      { line: 1, cells: [null, null, 'x'] },
      { line: 2, cells: ['a', null, 'x'] },
      { line: 3, cells: [null, null, 'y'] },
    ]);
  });

  it('covers no line above its own', () => {
    const grid = gridOf([1, 2, 'h'], [2, 1, 'Xã'], [2, 2, 'a'], [3, 2, 'b']);
    expect(grid.rows([merge(2, 3)]).map(({ cells }) => cells)).toEqual([
      [null, 'h'],
      ['Xã', 'a'],
      ['Xã', 'b'],
    ]);
  });

  it('that is empty gives nothing', () => {
    expect(gridOf([2, 2, 'b']).rows([merge(1, 2)])).toEqual([{ line: 2, cells: [null, 'b'] }]);
  });
});
