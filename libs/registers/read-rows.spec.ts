import { describe, expect, it } from '@jest/globals';
import { checkEntry, readRegisterFile, readRows } from './index.js';
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

  it('may be headed by the keys of its fields, and its day by another word', () => {
    const keys = [
      'unit',
      'effectiveOn',
      'level',
      'number',
      'collectives',
      'persons',
      'arrivalNumber',
      'arrivedOn',
    ];
    const cells = ['QN0001', '5/3/2026', 'province', '1', 0, 1, '12', '6/3/2026'];
    const read = readRows(rewards, rows(keys, cells));
    expect([read.problems, read.reading.unusedColumns]).toEqual([[], []]);
    expect(read.rows[0]).toMatchObject({
      unitId: 'QN0001',
      effectiveOn: '2026-03-05',
      onBehalf: { arrivalNumber: '12', arrivedOn: '2026-03-06' },
    });
    const head = HEAD.map((each) => (each === 'Ngày' ? 'Ngày diễn ra' : each));
    expect(readRows(rewards, rows(head, cells.slice(0, 6))).rows[0]?.effectiveOn).toBe('2026-03-05');
  });

  it.each(['STT', 'TT', 'Số TT'])('may have running numbers under %s', (ordinal) => {
    const read = readRows(
      rewards,
      rows([ordinal, ...HEAD], [1, 'QN0001', '5/3/2026', 'province', '1', 0, 1]),
    );
    expect(read.reading.unusedColumns).toEqual([]);
    expect(read.rows[0]?.data).toEqual({ level: 'province', number: '1', collectives: 0, persons: 1 });
  });

  it('names the columns that it does not use', () => {
    const read = readRows(
      rewards,
      rows([...HEAD, 'Người ký'], ['QN0001', '5/3/2026', 'province', '1', 0, 1, 'CT']),
    );
    expect(read.reading.unusedColumns).toEqual(['Người ký']);
  });

  it('needs no column of a field that may stay empty, nor of one that not every unit has', () => {
    const models = rows(
      ['Mã đơn vị', 'Ngày', 'Tên mô hình', 'Loại', 'Tình trạng trong năm'],
      ['QN0001', '5/3/2026', 'Cổng trường an toàn', 'Loại khác', 'duy trì'],
    );
    expect(readRows(registerOf('models'), models).rows[0]?.data).toEqual({
      name: 'Cổng trường an toàn',
      type: 'other',
      status: 'kept',
    });
    const guards = rows(['Mã đơn vị', 'Ngày', 'Cách bố trí'], ['QN0001', '5/3/2026', 'Trực ba ca']);
    expect(readRows(registerOf('guardForce'), guards).problems).toEqual([]);
  });

  it('needs the code of the unit', () => {
    const { problems } = readRows(rewards, rows(HEAD.slice(1), ['5/3/2026', 'province', '1', 0, 1]));
    expect(problems.map(({ line, column }) => [line, column])).toEqual([[1, 'Mã đơn vị']]);
  });

  it('keeps of blank cells nothing, of days the day, of texts what is left without the spaces around', () => {
    const head = ['Mã đơn vị', 'Ngày', 'Tên mô hình', 'Loại', 'Tình trạng trong năm', 'Hoạt động từ ngày'];
    const row = (...cells: string[]) => ['QN0001', '5/3/2026', ...cells];
    const { rows: read } = readRows(
      registerOf('models'),
      rows(
        head,
        row('Tổ tự quản', 'other', 'kept', ' 5/9/2024 '),
        row('Tổ tự quản', ' mới lạ ', 'kept', ' 31/2/2024 '),
        row('Tổ tự quản', 'other', 'kept', ''),
      ),
    );
    expect(read.map(({ data }) => [data['type'], data['since']])).toEqual([
      ['other', '2024-09-05'],
      ['mới lạ', '31/2/2024'],
      ['other', undefined],
    ]);
    expect(Object.keys(read[2]?.data ?? {})).toEqual(['name', 'type', 'status']);
    const [counted] = readRows(rewards, rows(HEAD, ['QN0001', '5/3/2026', 'province', '1', ' hai ', 1])).rows;
    expect(counted?.data['collectives']).toBe('hai');
  });

  it('leaves aside totals, column numbers and what stands below the list', () => {
    const { rows: read, reading } = readRows(
      rewards,
      rows(
        ['STT', ...HEAD],
        ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)'],
        ['1', 'QN0001', '5/3/2026', 'province', '1', 0, 1],
        ['', 'Tổng cộng', '', '', '', 0, 1],
        ['', '', '', '', '', '', 'Người lập biểu'],
      ),
    );
    expect(read.map(({ line }) => line)).toEqual([3]);
    expect(reading.skipped).toEqual([
      { line: 2, why: 'column-numbers', text: '(1) · (2) · (3) · (4) · (5) · (6) · (7)' },
      { line: 4, why: 'total', text: 'Tổng cộng · 0 · 1' },
      { line: 5, why: 'text', text: 'Người lập biểu' },
    ]);
  });

  it('leaves no row aside that has a unit or a day: what it lacks is named', () => {
    const { rowsRead, problems, reading } = readRows(
      rewards,
      rows(
        ['STT', ...HEAD],
        ['', 'QN0001', '', '', '', '', ''],
        ['', '', '5/3/2026', '', '', '', ''],
        ['', 'Tổng số', '5/3/2026', 'province', '1', 0, 1],
      ),
    );
    expect([rowsRead, reading.skipped]).toEqual([3, []]);
    expect(problems).toEqual([
      { code: 'REGISTER.ROW', line: 2, column: 'Ngày', message: 'Ô để trống; ghi ngày, dạng 12/03/2026.' },
      { code: 'REGISTER.ROW', line: 3, column: 'Mã đơn vị', message: 'Ô để trống; ghi mã đơn vị.' },
    ]);
  });

  it('of papers of units says what an arrival has', () => {
    const head = [...HEAD, 'Số đến', 'Ngày đến'];
    const { problems } = readRows(
      rewards,
      rows(head, ['QN0001', '5/3/2026', 'province', '1', 0, 1, '12', '']),
    );
    expect(problems).toEqual([
      {
        code: 'REGISTER.ROW',
        line: 2,
        column: 'Ngày đến',
        message: 'Nhập hộ văn bản giấy phải có cả số đến và ngày đến, ngày ghi dạng 12/03/2026.',
      },
    ]);
  });

  it('without a heading is told which columns one has', () => {
    expect(readRows(registerOf('incidents'), rows(['Danh sách'], ['1'])).problems).toEqual([
      {
        code: 'REGISTER.ROW',
        message:
          'Không tìm thấy dòng tiêu đề trong 15 dòng đầu; cần một dòng có các cột “Mã đơn vị”, “Ngày”, “Loại vụ việc”, “Số vụ”.',
      },
    ]);
  });
});

describe('a file of entries', () => {
  const csv = (...lines: string[]) => ({
    filename: 'khen-thuong.csv',
    content: new TextEncoder().encode(lines.join('\n')),
  });

  it('is read as its rows are', () => {
    const read = readRegisterFile(rewards, csv(HEAD.join(','), 'QN0001,5/3/2026,province,1,0,1'));
    expect([read.problems, read.rowsRead, read.rows[0]?.unitId]).toEqual([[], 1, 'QN0001']);
  });

  it('is refused beyond 200 columns', () => {
    const wide = (columns: number) =>
      readRegisterFile(rewards, csv(HEAD.join(','), 'x,'.repeat(columns - 1))).problems.map(
        ({ code }) => code,
      );
    expect(wide(201)).toEqual(['TABLE.TOO_LARGE']);
    expect(wide(200)).not.toContain('TABLE.TOO_LARGE');
  });
});
