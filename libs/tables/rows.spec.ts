import { describe, expect, it } from '@jest/globals';
import { findHeading } from './heading.js';
import { layout, list, rowsOf } from './list.support.js';
import { natureOf, skippedRow } from './rows.js';
import type { Cell } from './tables.types.js';

const heading = findHeading(rowsOf(['STT', 'Tên đơn vị', 'Số người', 'Nữ', 'Ghi chú']), [layout]);
if (heading === undefined) throw new Error('no heading');
const nature = (...cells: readonly Cell[]) => natureOf({ line: 2, cells }, heading, list.marks?.(layout));

describe('a row below a heading', () => {
  it.each<[string, readonly Cell[]]>([
    ['entry', [1, 'Trạm Y tế', 3, 2, 'x']],
    ['entry', [1, 'Trạm Y tế']],
    // A name of a list that begins like a total.
    ['entry', [1, 'Tổng công ty Cấp nước', 40]],
    ['entry', [2, 'Cộng đồng', 4]],
    ['blank', ['', null, ' \u200b']],
    ['total', ['Tổng cộng', null, null]],
    ['total', [null, 'Tổng số: 12 đơn vị']],
    ['total', [null, 'Cộng 12']],
    ['section', [null, 'Khối trường học']],
    ['section', ['I', 'Khối trường học']],
    ['text', ['Người lập biểu']],
    ['column-numbers', ['(1)', '(2)', '(3)', '(4)']],
    ['column-numbers', [1, 2, 3]],
    ['entry', [1, 2, 4]],
    ['entry', [null, 'Khối trường học', null, null, 'có ghi chú']],
  ])('is %s: %j', (expected, cells) => {
    expect(nature(...cells)).toBe(expected);
  });

  it('is an entry whatever it says where a list has no marks', () => {
    expect(natureOf({ line: 2, cells: ['Tổng cộng'] }, heading, undefined)).toBe('entry');
    expect(natureOf({ line: 2, cells: [''] }, heading, undefined)).toBe('blank');
  });
});

it('a row that is left aside is shown by its filled cells', () => {
  const row = { line: 7, cells: [null, ' Tổng  cộng ', 12, '', 'x\ny'] };
  expect(skippedRow(row, 'total')).toEqual({ line: 7, why: 'total', text: 'Tổng cộng · 12 · x y' });
});
