import { describe, expect, it } from '@jest/globals';
import { plainText } from './cells.js';
import { findHeading } from './heading.js';
import { columns, layout, list, rowsOf } from './list.support.js';
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
    ['entry', [3, 'Đội tổng số hai']],
    ['entry', [4, 'Chợ Cộng 2']],
    // A total has no number of an entry.
    ['entry', [5, 'Tổng cộng', 40]],
    ['blank', ['', null, ' \u200b']],
    ['total', ['Tổng cộng', null, null]],
    ['total', [null, 'Tổng số: 12 đơn vị']],
    ['total', [null, 'Cộng 12']],
    ['total', [null, 'Cộng:']],
    ['total', ['Tổng cộng: mười hai đơn vị']],
    ['section', [null, 'Khối trường học']],
    ['section', ['I', 'Khối trường học']],
    ['text', ['Người lập biểu']],
    ['column-numbers', ['(1)', '(2)', '(3)', '(4)']],
    ['column-numbers', [1, 2, 3]],
    ['column-numbers', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['entry', [1, 2, 4]],
    ['entry', [1, 2]],
    ['entry', ['A1', 'B2', 'C3']],
    ['entry', ['1a', '2b', '3c']],
    ['text', [null, null, 5]],
    ['entry', [7, null, 5]],
    ['entry', [null, 'Khối trường học', null, null, 'có ghi chú']],
  ])('is %s: %j', (expected, cells) => {
    expect(nature(...cells)).toBe(expected);
  });

  it('is a section whose list has no column of the details', () => {
    const short = findHeading(rowsOf(['STT', 'Tên đơn vị', 'Số người']), [layout]);
    if (short === undefined) throw new Error('no heading');
    expect(natureOf({ line: 2, cells: [null, 'Khối trường học'] }, short, list.marks?.(layout))).toBe(
      'section',
    );
  });

  it('is a section with three filled cells at most, its number aside', () => {
    const phone = { headings: ['Điện thoại'], needed: false, read: plainText };
    const wide = { ...layout, columns: { ...columns, phone } };
    const wider = findHeading(rowsOf(['STT', 'Tên đơn vị', 'Số người', 'Nữ', 'Điện thoại']), [wide]);
    if (wider === undefined) throw new Error('no heading');
    const kind = (...cells: readonly Cell[]) => natureOf({ line: 2, cells }, wider, list.marks?.(layout));
    expect(kind('I', 'Khối trường học', 3, 2)).toBe('section');
    expect(kind('I', 'Khối trường học', 3, 2, '0912')).toBe('entry');
  });

  it('is an entry by any one of its identities and details', () => {
    const kind = (...cells: readonly Cell[]) =>
      natureOf({ line: 2, cells }, heading, {
        ordinal: 'ordinal',
        name: 'name',
        identity: ['people', 'women'],
        details: ['note', 'women'],
      });
    expect(kind(1, 'Tổng cộng', 40)).toBe('entry');
    expect(kind(null, 'Khối trường học', null, null, 'x')).toBe('entry');
  });

  it('of a list without running numbers is a text where it has no name and two cells at most', () => {
    const kind = (...cells: readonly Cell[]) =>
      natureOf({ line: 2, cells }, heading, { name: 'name', identity: ['people'], details: ['note'] });
    expect(kind(null, null, 5)).toBe('text');
    expect(kind(null, null, 5, 2)).toBe('text');
    expect(kind('a', null, 5, 2)).toBe('entry');
    expect(kind(null, null, 5, null, 'x')).toBe('entry');
    expect(kind(null, 'Khối trường học')).toBe('entry');
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
