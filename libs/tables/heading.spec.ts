import { describe, expect, it } from '@jest/globals';
import { countColumns, findHeading, headingProblems, headingSearchLines } from './heading.js';
import { columns, layout, rowsOf } from './list.support.js';
import type { Cell } from './tables.types.js';

const find = (...rows: readonly (readonly Cell[])[]) => findHeading(rowsOf(...rows), [layout]);
const found = (...rows: readonly (readonly Cell[])[]) => {
  const heading = find(...rows);
  return (
    heading && {
      lines: [heading.line, heading.lastLine],
      columns: Object.fromEntries([...heading.columns].map(([field, { index }]) => [field, index])),
      unused: heading.unused,
    }
  );
};

describe('a heading', () => {
  it('is found below title rows, without regard to accents, case and punctuation', () => {
    const rows = [['DANH SÁCH ĐƠN VỊ'], [], ['stt', 'TÊN ĐƠN-VỊ', 'So nguoi', 'Điện thoại']];
    expect(found(...rows, ['1', 'Trạm Y tế', 3])).toEqual({
      lines: [3, 3],
      columns: { ordinal: 0, name: 1, people: 2 },
      unused: ['Điện thoại'],
    });
  });

  it('stands among the first lines alone', () => {
    const heading = ['Tên đơn vị', 'Số người'];
    const below = (lines: number) => [...Array.from({ length: lines }, () => ['x']), heading];
    expect(found(...below(headingSearchLines - 1))?.lines).toEqual([headingSearchLines, headingSearchLines]);
    expect(found(...below(headingSearchLines))).toBeUndefined();
  });

  it('names enough columns, those among them that it cannot be without', () => {
    expect(found(['Tên đơn vị'])).toBeUndefined();
    expect(found(['STT', 'Số người', 'Ghi chú'])).toBeUndefined();
    expect(found(['Đơn vị', 'Ghi chú'])?.columns).toEqual({ name: 0, note: 1 });
  });

  it('is the row that names most columns', () => {
    const rows = [
      ['Đơn vị', 'Ghi chú'],
      ['STT', 'Đơn vị', 'Số người'],
    ];
    expect(found(...rows)?.lines).toEqual([2, 2]);
  });

  it('cannot be without any of its anchors, and gives a word of two columns to the first', () => {
    const both = { ...layout, anchors: ['name', 'people'] as const };
    expect(findHeading(rowsOf(['Đơn vị', 'Ghi chú']), [both])).toBeUndefined();
    const note = { ...columns.note, headings: ['Đơn vị', 'Ghi chú'] };
    const shared = findHeading(rowsOf(['Đơn vị', 'Số người']), [
      { ...layout, columns: { ...columns, note } },
    ]);
    expect([...(shared?.columns.keys() ?? [])]).toEqual(['name', 'people']);
  });

  it('is that of the layout that knows most of it', () => {
    const { note: _, ...fewer } = columns;
    const layouts = [{ ...layout, name: 'machine', columns: fewer as typeof columns }, layout];
    expect(findHeading(rowsOf(['Đơn vị', 'Ghi chú']), layouts)?.layout.name).toBe('office');
  });
});

describe('a heading of two lines', () => {
  it('has parts below groups', () => {
    expect(found(['STT', 'Tên đơn vị', 'Số', null, null], [null, null, 'người', 'Nữ', 'Đảng viên'])).toEqual({
      lines: [1, 2],
      columns: { ordinal: 0, name: 1, people: 2, women: 3 },
      unused: ['Số: Đảng viên'],
    });
  });

  it('is not taken where its upper line names as many columns', () => {
    expect(found(['Tên đơn vị', 'Số người', null], [null, 'Tổng số', 'Nữ'])).toEqual({
      lines: [1, 1],
      columns: { name: 0, people: 1 },
      unused: [],
    });
  });

  it('takes a part by its group where its own name says too little', () => {
    const heading = found(['Tên đơn vị', 'Số', null], [null, 'người', 'khác']);
    expect(heading?.columns).toEqual({ name: 0, people: 1 });
    expect(heading?.unused).toEqual(['Số: khác']);
  });

  it('is none where the next row is an entry, or stands further down', () => {
    expect(found(['Tên đơn vị', 'Số người'], ['Trạm Y tế', 3])?.lines).toEqual([1, 1]);
    expect(found(['Tên đơn vị', 'Số người', null], [], [null, 'Tổng số', 'Nữ'])?.lines).toEqual([1, 1]);
  });

  it('is none over a blank line, nor where its first part has no group', () => {
    expect(found(['Tên đơn vị', 'Số', null], [], [null, 'người', 'Nữ'])).toBeUndefined();
    expect(found([null, 'Tên đơn vị', 'Số', null], ['STT', null, 'người', 'Nữ'])).toBeUndefined();
  });

  it('is none where a cell stands below a heading that has no room for parts', () => {
    expect(found(['Ghi chú', 'Tên đơn vị'], ['STT', null, 'Số người'])).toEqual({
      lines: [1, 1],
      columns: { note: 0, name: 1 },
      unused: [],
    });
  });

  it('has columns without parts between and beside the groups', () => {
    expect(
      found(
        ['Tên đơn vị', null, 'Số', null, 'Ghi chú', 'Điện thoại'],
        [null, null, 'người', 'Nữ', null, null],
      ),
    ).toEqual({
      lines: [1, 2],
      columns: { name: 0, people: 2, women: 3, note: 4 },
      unused: ['Điện thoại'],
    });
  });

  it('may be longer below than above', () => {
    expect(found(['Tên đơn vị', 'Số'], [null, 'người', 'Nữ'])?.columns).toEqual({
      name: 0,
      people: 1,
      women: 2,
    });
  });

  it('repeats what is merged downward', () => {
    expect(found(['Tên đơn vị', 'Số', null], ['Tên đơn vị', 'người', 'Nữ'])?.columns).toEqual({
      name: 0,
      people: 1,
      women: 2,
    });
  });
});

describe('what is wrong with a heading', () => {
  const problems = (...row: readonly Cell[]) => {
    const heading = find(row);
    if (heading === undefined) throw new Error('no heading');
    return headingProblems(heading).map(({ fault, field, column, message }) => ({
      fault,
      field,
      column,
      message,
    }));
  };

  it('a column that is needed is absent: named as people know it', () => {
    expect(problems('Đơn vị', 'Ghi chú')).toEqual([
      {
        fault: 'MISSING',
        field: 'people',
        column: 'Số người',
        message: 'Danh sách thiếu cột "Số người"; thêm cột này ở dòng tiêu đề (dòng 1).',
      },
    ]);
  });

  it.each([
    ['one column is named twice', ['Tên đơn vị', 'Số người', 'Đơn vị'], 'Đơn vị'],
    ['an unknown heading stands twice', ['Tên đơn vị', 'Số người', 'Điện thoại', 'điện thoại'], 'điện thoại'],
  ])('%s', (_what, row, column) => {
    expect(problems(...row)).toMatchObject([{ fault: 'DUPLICATE_HEADER', column }]);
  });

  it('says of two headings of one column where both stand', () => {
    expect(problems('Tên đơn vị', 'Số người', 'Đơn vị')[0]?.message).toBe(
      'Tiêu đề "Đơn vị" (cột thứ 3) trùng nghĩa với "Tên đơn vị" (cột thứ 1); chỉ giữ một cột hoặc đổi tên cột.',
    );
  });

  it('nothing', () => {
    expect(problems('Tên đơn vị', 'Số người', '')).toEqual([]);
  });
});

it('a row is known by how many columns it names, each once, in the layout that knows most', () => {
  const { name, people } = columns;
  const count = countColumns([{ ...layout, columns: { name, people } as unknown as typeof columns }, layout]);
  expect(count(['Tên đơn vị', 'Đơn vị', 'Ghi chú', 'x', null])).toBe(2);
  expect(count(['x'])).toBe(0);
  expect(countColumns([])(['Tên đơn vị'])).toBe(0);
});
