import { describe, expect, it } from '@jest/globals';
import { type CellReader, optional, phone } from './cells.js';
import { columns, layout, list, rowsOf } from './list.support.js';
import { readListFile, readListRows } from './read-list.js';
import type { Cell } from './tables.types.js';
import { workbookOf } from './workbook.support.js';

const HEADING = ['STT', 'Tên đơn vị', 'Số người', 'Ghi chú'];
const read = (...rows: readonly (readonly Cell[])[]) => readListRows(rowsOf(HEADING, ...rows), list);
const faultsOf = ({
  problems,
}: {
  problems: readonly { fault: string; column?: string; value?: string }[];
}) => problems.map(({ fault, column, value }) => ({ fault, column, value }));

describe('a list', () => {
  it('has entries with their values; what is no entry is left aside and named', () => {
    const { entries, problems, reading, sections } = read(
      [null, 'Khối trường học'],
      [1, 'Trường A', 40, 'x'],
      [null, 'Khối y tế'],
      [2, 'Trạm Y tế', 3],
      ['', null],
      ['Tổng cộng', null],
    );
    expect(entries.map(({ line, values, sections: above }) => ({ line, values, above }))).toEqual([
      {
        line: 3,
        values: { ordinal: '1', name: 'Trường A', people: 40, note: 'x' },
        above: ['Khối trường học'],
      },
      {
        line: 5,
        values: { ordinal: '2', name: 'Trạm Y tế', people: 3, note: undefined },
        above: ['Khối trường học', 'Khối y tế'],
      },
    ]);
    expect(sections).toEqual(['Khối trường học', 'Khối y tế']);
    expect(problems).toEqual([]);
    expect(reading.skipped.map(({ line, why }) => [line, why])).toEqual([
      [2, 'section'],
      [4, 'section'],
      [7, 'total'],
    ]);
  });

  it('has entries alone where it does not say what is none', () => {
    const { marks: _, ...plain } = list;
    const { entries, sections } = readListRows(rowsOf(HEADING, ['Tổng cộng', 'Trạm', 3, null]), plain);
    expect(entries.map(({ values }) => values?.name)).toEqual(['Trạm']);
    expect(sections).toEqual([]);
  });

  it('has of its columns those that are there, each as text too', () => {
    const rows = rowsOf(['Tên đơn vị', 'Số người', 'Ghi chú'], [' Trạm  Y tế ', 3, null]);
    const [entry] = readListRows(rows, list).entries;
    expect(Object.keys(entry?.known ?? {})).toEqual(['name', 'people', 'note']);
    expect([entry?.text('name'), entry?.text('note'), entry?.text('women')]).toEqual(['Trạm Y tế', '', '']);
    expect([entry?.has('note'), entry?.has('women')]).toEqual([true, false]);
  });

  it('names a cell by the heading in the file, else by the first that means it', () => {
    const [entry] = read([1, 'Trạm Y tế', 3, '']).entries;
    entry?.report('note', 'MISSING', 'thiếu');
    entry?.report('women', 'MISSING', 'thiếu');
    expect(entry?.problems.map(({ column, value }) => [column, value])).toEqual([
      ['Ghi chú', undefined],
      ['Số người nữ', undefined],
    ]);
  });

  it('names each cell that was put right, as it was and as it is', () => {
    const telephone = { headings: ['Điện thoại'], needed: false, read: optional(phone) };
    const layouts = [{ ...layout, columns: { ...columns, telephone } }];
    const rows = rowsOf(
      ['Tên đơn vị', 'Số người', 'Điện thoại'],
      ['Trạm A', 3, 912_345_678],
      ['Trạm B', 2, '0912345678'],
    );
    const { entries, reading } = readListRows(rows, { ...list, layouts, marks: undefined });
    const corrected = { line: 2, column: 'Điện thoại', from: '912345678', to: '0912345678' };
    expect(reading.corrections).toEqual([corrected]);
    expect(entries.map(({ corrections }) => corrections)).toEqual([[corrected], []]);
  });

  it('keeps of a row with a problem what could be read, and gives no values', () => {
    const [entry] = read([1, 'Trạm Y tế', 'ba', 'x']).entries;
    expect(entry?.values).toBeUndefined();
    expect(entry?.known).toEqual({ ordinal: '1', name: 'Trạm Y tế', note: 'x' });
    expect(faultsOf(entry ?? { problems: [] })).toEqual([
      { fault: 'BAD_NUMBER', column: 'Số người', value: 'ba' },
    ]);
  });

  it.each<[Cell, string]>([
    [{ shown: '#N/A', why: 'error' }, 'Ô báo lỗi #N/A'],
    [{ shown: '1+1', why: 'no-result' }, 'Ô là công thức chưa có kết quả'],
  ])('names the cell that shows no value: %j', (cell, says) => {
    const [problem] = read([1, 'Trạm Y tế', cell]).entries[0]?.problems ?? [];
    expect(problem).toMatchObject({ fault: 'BROKEN_CELL', field: 'people', line: 2 });
    expect(problem?.message).toContain(says);
  });

  it('names a cell right of the heading where it is asked to', () => {
    const [entry] = read([1, 'Trạm Y tế', 3, 'x', null, 'thừa']).entries;
    entry?.reportExtraCell();
    expect(faultsOf(entry ?? { problems: [] })).toEqual([
      { fault: 'EXTRA_CELL', column: undefined, value: 'thừa' },
    ]);
    expect(entry?.problems[0]?.message).toBe(
      'Dòng có ô thứ 6 nằm ngoài các cột của tiêu đề; xóa ô thừa, hoặc đặt chữ có dấu phân cách trong dấu ngoặc kép.',
    );
    const [sound] = read([1, 'Trạm Y tế', 3, 'x', null, ' ']).entries;
    sound?.reportExtraCell();
    expect(sound?.problems).toEqual([]);
  });

  it('without a heading, or with one that lacks a column, has no entries', () => {
    const nothing = { unreadSheets: [], unusedColumns: [], skipped: [], corrections: [] };
    expect(readListRows(rowsOf(['a'], ['b']), list)).toEqual({
      heading: undefined,
      entries: [],
      sections: [],
      problems: [
        {
          fault: 'NO_HEADER',
          message: 'Không tìm thấy dòng tiêu đề trong 15 dòng đầu; cần các cột "Tên đơn vị", "Số người".',
        },
      ],
      reading: nothing,
    });
    const lacking = readListRows(rowsOf(['Đơn vị', 'Ghi chú', 'Điện thoại'], ['Trạm', 'x', '1']), list);
    expect(faultsOf(lacking)).toMatchObject([{ fault: 'MISSING', column: 'Số người' }]);
    expect([lacking.entries, lacking.sections]).toEqual([[], []]);
    expect(lacking.reading).toEqual({ ...nothing, unusedColumns: ['Điện thoại'] });
  });
});

describe('the sheet of a list', () => {
  const cells = (...texts: readonly string[]): string =>
    texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  const listed = (unit: string): string =>
    `<row>${cells('Tên đơn vị', 'Số người')}</row><row>${cells(unit, '3')}</row>`;
  const file = (...sheets: readonly (readonly [name: string, data: string, state?: string])[]) => ({
    filename: 'a.xlsx',
    content: workbookOf(
      sheets.map(([name, data, state]) => ({ name, data, ...(state === undefined ? {} : { state }) })),
    ),
  });
  const namesIn = (...[given, sheet]: [Parameters<typeof readListFile>[0], string?]) => {
    const { entries, problems, reading } = readListFile(given, list, sheet);
    return {
      names: entries.map(({ known }) => known.name),
      faults: problems.map(({ fault }) => fault),
      sheet: reading.sheet,
      unread: reading.unreadSheets,
      messages: problems.map(({ message }) => message),
    };
  };
  const COVER = `<row>${cells('Kính gửi')}</row>`;

  it('is the one with the heading; the others are named', () => {
    const given = file(
      ['Bìa', COVER],
      ['DS', listed('Trạm A')],
      ['Ẩn', listed('Trạm B'), 'hidden'],
      ['Trống', ''],
    );
    expect(namesIn(given)).toEqual({
      names: ['Trạm A'],
      faults: [],
      sheet: 'DS',
      unread: [
        { name: 'Bìa', hidden: false },
        { name: 'Ẩn', hidden: true },
      ],
      messages: [],
    });
  });

  it('is read by name, a hidden one too', () => {
    const given = file(['DS', listed('Trạm A')], ['Ẩn', listed('Trạm B'), 'hidden']);
    expect(namesIn(given, ' Ẩn ')).toMatchObject({ names: ['Trạm B'], sheet: 'Ẩn' });
    expect(namesIn(given, 'Không')).toMatchObject({
      names: [],
      faults: ['NO_SHEET'],
      messages: ['Tệp không có trang "Không"; các trang của tệp: "DS", "Ẩn".'],
    });
  });

  it('is none of a CSV file, whatever it is called', () => {
    const csv = { filename: 'ds.csv', content: new TextEncoder().encode('Tên đơn vị,Số người\nTrạm A,3\n') };
    expect(namesIn(csv)).toMatchObject({ names: ['Trạm A'], messages: [] });
    expect(namesIn(csv, 'DS')).toMatchObject({
      names: [],
      faults: ['NO_SHEET'],
      messages: ['Tệp CSV chỉ có một bảng, không chia trang; bỏ tên trang "DS" rồi gửi lại.'],
    });
  });

  it('is asked for where several have a heading, and told of where only a hidden one has', () => {
    const several = file(['A', listed('Trạm A')], ['B', listed('Trạm B')]);
    expect(namesIn(several)).toMatchObject({
      names: [],
      faults: ['SEVERAL_SHEETS'],
      messages: ['Tệp có 2 trang cùng có dòng tiêu đề: "A", "B"; chọn tên một trang rồi nhập từng trang.'],
      unread: [
        { name: 'A', hidden: false },
        { name: 'B', hidden: false },
      ],
    });
    const hidden = file(['Bìa', COVER], ['Ẩn', listed('Trạm B'), 'hidden'], ['Khác', COVER, 'hidden']);
    expect(namesIn(hidden)).toMatchObject({
      faults: ['NO_HEADER'],
      messages: [
        'Không tìm thấy dòng tiêu đề trong 15 dòng đầu; cần các cột "Tên đơn vị", "Số người". ' +
          'Trang ẩn có tiêu đề: "Ẩn"; bỏ ẩn hoặc chọn tên trang đó.',
      ],
    });
  });

  it('that nobody finds was looked for in all of them', () => {
    expect(namesIn(file(['Bìa', COVER], ['Phụ lục', COVER])).messages).toEqual([
      'Không tìm thấy dòng tiêu đề trong 15 dòng đầu của cả 2 trang; cần các cột "Tên đơn vị", "Số người".',
    ]);
  });

  it('is no sheet in a CSV file, whose only table is named nowhere', () => {
    const { problems, reading } = readListFile(
      { filename: 'a.csv', content: new TextEncoder().encode('Kính gửi') },
      list,
    );
    expect(problems.map(({ fault }) => fault)).toEqual(['NO_HEADER']);
    expect(reading.unreadSheets).toEqual([]);
  });

  it('is not given up for a fault of the reading itself', () => {
    const failing: CellReader<string | undefined> = () => {
      throw new RangeError('a fault of a reader');
    };
    const layouts = [{ ...layout, columns: { ...columns, note: { ...columns.note, read: failing } } }];
    const given = {
      filename: 'a.csv',
      content: new TextEncoder().encode('Đơn vị,Số người,Ghi chú\nTrạm,3,x'),
    };
    expect(() => readListFile(given, { ...list, layouts })).toThrow(RangeError);
  });

  it('of a file that cannot be read is none', () => {
    const { problems, entries } = readListFile({ filename: 'a.csv', content: new Uint8Array([0xff]) }, list);
    expect([entries, problems.map(({ fault, line }) => [fault, line])]).toEqual([[], [['ENCODING', 1]]]);
  });
});
