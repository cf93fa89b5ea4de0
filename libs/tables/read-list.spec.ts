import { describe, expect, it } from '@jest/globals';
import { list, rowsOf } from './list.support.js';
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
    const { entries, reading, sections } = read(
      [null, 'Khối trường học'],
      [1, 'Trường A', 40, 'x'],
      [null, 'Khối y tế'],
      [2, 'Trạm Y tế', 3],
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
    expect(reading.skipped.map(({ line, why }) => [line, why])).toEqual([
      [2, 'section'],
      [4, 'section'],
      [6, 'total'],
    ]);
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
    expect(entry?.problems[0]?.message).toContain('ô thứ 6');
    const [sound] = read([1, 'Trạm Y tế', 3, 'x', null, ' ']).entries;
    sound?.reportExtraCell();
    expect(sound?.problems).toEqual([]);
  });

  it('without a heading, or with one that lacks a column, has no entries', () => {
    expect(faultsOf(readListRows(rowsOf(['a'], ['b']), list))).toMatchObject([{ fault: 'NO_HEADER' }]);
    const lacking = readListRows(rowsOf(['Đơn vị', 'Ghi chú', 'Điện thoại'], ['Trạm', 'x', '1']), list);
    expect(faultsOf(lacking)).toMatchObject([{ fault: 'MISSING', column: 'Số người' }]);
    expect([lacking.entries, lacking.reading.unusedColumns]).toEqual([[], ['Điện thoại']]);
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
  const namesIn = (...[given, sheet]: [ReturnType<typeof file>, string?]) => {
    const { entries, problems, reading } = readListFile(given, list, sheet);
    return {
      names: entries.map(({ known }) => known.name),
      faults: problems.map(({ fault }) => fault),
      sheet: reading.sheet,
      unread: reading.unreadSheets,
    };
  };
  const COVER = `<row>${cells('Kính gửi')}</row>`;

  it('is the one with the heading; the others are named', () => {
    const given = file(['Bìa', COVER], ['DS', listed('Trạm A')], ['Ẩn', listed('Trạm B'), 'hidden']);
    expect(namesIn(given)).toEqual({
      names: ['Trạm A'],
      faults: [],
      sheet: 'DS',
      unread: [
        { name: 'Bìa', hidden: false },
        { name: 'Ẩn', hidden: true },
      ],
    });
  });

  it('is read by name, a hidden one too', () => {
    const given = file(['DS', listed('Trạm A')], ['Ẩn', listed('Trạm B'), 'hidden']);
    expect(namesIn(given, ' Ẩn ')).toMatchObject({ names: ['Trạm B'], sheet: 'Ẩn' });
    expect(namesIn(given, 'Không')).toMatchObject({ names: [], faults: ['NO_SHEET'] });
  });

  it('is asked for where several have a heading, and told of where only a hidden one has', () => {
    const several = file(['A', listed('Trạm A')], ['B', listed('Trạm B')]);
    expect(namesIn(several)).toMatchObject({ names: [], faults: ['SEVERAL_SHEETS'] });
    const hidden = readListFile(file(['Bìa', COVER], ['Ẩn', listed('Trạm B'), 'hidden']), list);
    expect(hidden.problems.map(({ fault }) => fault)).toEqual(['NO_HEADER']);
    expect(hidden.problems[0]?.message).toContain('Trang ẩn có tiêu đề: "Ẩn"');
  });

  it('of a file that cannot be read is none', () => {
    const { problems, entries } = readListFile({ filename: 'a.csv', content: new Uint8Array([0xff]) }, list);
    expect([entries, problems.map(({ fault, line }) => [fault, line])]).toEqual([[], [['ENCODING', 1]]]);
  });
});
