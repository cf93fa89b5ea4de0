import { describe, expect, it } from '@jest/globals';
import { checkEntry, readRows } from './index.js';
import { registerOf, unit } from './registers.support.js';

const rewards = registerOf('rewards');
const rows = (...cells: (string | number)[][]) =>
  cells.map((each, index) => ({ line: index + 1, cells: each }));
const HEAD = ['Mã đơn vị', 'Ngày', 'Cấp khen', 'Số quyết định', 'Số tập thể', 'Số cá nhân'];

describe('a list of entries', () => {
  it('is read by headings with or without accents, choices by their words, days as people write them', () => {
    const read = readRows(
      rewards,
      rows(HEAD, ['QN0001', '5/3/2026', 'cấp TỈNH', '45/QĐ', '1', 2], ['', '', '', '', '', '']),
    );
    expect(read).toEqual({
      rowsRead: 1,
      reading: { unreadSheets: [], unusedColumns: [], skipped: [], corrections: [] },
      rows: [
        {
          line: 2,
          unitId: 'QN0001',
          effectiveOn: '2026-03-05',
          data: { level: 'province', number: '45/QĐ', collectives: 1, persons: 2 },
        },
      ],
      problems: [],
    });
    expect(checkEntry(rewards, unit, read.rows[0]?.data ?? {})).toHaveProperty('data');
    const plain = HEAD.map((head) => head.normalize('NFD').replace(/\p{M}/gu, '').replace('đ', 'd'));
    expect(readRows(rewards, rows(plain, ['QN0001', '2026-03-05', 'province', '1', 0, 1])).problems).toEqual(
      [],
    );
  });

  it('has thousands in text alone: a number of a sheet is taken as it is', () => {
    const countOf = (cell: string | number) =>
      readRows(rewards, rows(HEAD, ['QN0001', '2026-03-05', 'province', '1', cell, 1])).rows[0]?.data[
        'collectives'
      ];
    expect([countOf('1.125'), countOf('1 125'), countOf('12.34.567'), countOf(1.125), countOf(3)]).toEqual([
      1125,
      1125,
      '12.34.567',
      1.125,
      3,
    ]);
  });

  it('of papers of units has number and day of arrival, both or neither', () => {
    const head = [...HEAD, 'Số đến', 'Ngày đến'];
    const row = (...arrival: string[]) => ['QN0001', '2026-03-05', 'province', '1', 0, 1, ...arrival];
    const { rows: read, problems } = readRows(
      rewards,
      rows(
        head,
        row('12', '6/3/2026'),
        row('', ''),
        row('12', ''),
        row('', '6/3/2026'),
        row('12', '31/2/2026'),
      ),
    );
    expect(read.map(({ onBehalf }) => onBehalf)).toEqual([
      { arrivalNumber: '12', arrivedOn: '2026-03-06' },
      undefined,
    ]);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [4, 'Ngày đến'],
      [5, 'Số đến'],
      [6, 'Ngày đến'],
    ]);
  });

  it('without a column that is needed is refused as a whole, naming it', () => {
    const { problems } = readRows(rewards, rows(['Mã đơn vị', 'Số quyết định']));
    expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual(
      ['Ngày', 'Cấp khen', 'Số tập thể', 'Số cá nhân'].map((column) => ['REGISTER.ROW', 1, column]),
    );
    expect(problems[0]?.message).toBe('Danh sách thiếu cột "Ngày"; thêm cột này ở dòng tiêu đề (dòng 1).');
  });

  it('names the row and the column of each fault and reads the other rows', () => {
    const { rows: read, problems } = readRows(
      rewards,
      rows(
        HEAD,
        ['', '5/3/2026', 'province', '1', 0, 1],
        ['QN0001', '31/2/2026', 'province', '1', 0, 1],
        ['QN0002', '5/3/2026', 'khác', '1', 0, 'hai'],
      ),
    );
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 'Mã đơn vị'],
      [3, 'Ngày'],
    ]);
    expect(read.map(({ unitId }) => unitId)).toEqual(['QN0002']);
    const checked = checkEntry(rewards, unit, read[0]?.data ?? {});
    expect('problems' in checked && checked.problems.map(({ field }) => field)).toEqual(['level', 'persons']);
  });
});
