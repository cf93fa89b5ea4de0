import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell, TableRow } from '#libs/tables';
import type { RosterOptions, RosterProblem, RosterResult } from './index.js';
import { parseRoster } from './index.js';

/** Numbers rows from 1, as a spreadsheet does. */
const numberRows = (rows: readonly (readonly Cell[])[]): readonly TableRow[] =>
  rows.map((cells, index) => ({ line: index + 1, cells }));

const communes = [
  { code: '00070', name: 'Phường Hoàn Kiếm' },
  { code: '21025', name: 'Phường Cẩm Thành' },
  { code: '21028', name: 'Phường Nghĩa Lộ' },
  { code: '21451', name: 'Phường Trà Câu' },
  { code: '22001', name: 'Xã Trường Sơn' },
  { code: '22002', name: 'Xã Trường Sơn' },
  { code: '22003', name: 'Xã Trường Sôn' },
];
const options: RosterOptions = { communes };

const machineRow: Readonly<Record<string, Cell>> = {
  unit_code: 'QN0001',
  unit_name: 'Sở Nội vụ (mẫu)',
  kind: 'co-quan',
  sub_kind: 'so-nganh',
  commune_code: '21451',
  commune_name: 'Phường Trà Câu',
  managed_by: 'tinh',
  size: 'vua',
  has_party: '1',
  has_union: '1',
  has_mass_organisations: '0',
  has_guards: '1',
  has_students: '0',
  is_fdi: '0',
  subunits: '9',
  headcount: '208',
  students: '0',
  unit_email: 'qn0001@donvi.example.test',
  officer_name: 'Cán bộ đầu mối 0001',
  officer_email: 'dm0001@donvi.example.test',
  officer_phone: '0900000001',
  second_contact_email: '',
  head_name: '',
  head_email: '',
};
const headers = Object.keys(machineRow);

function parse(
  changes: readonly Readonly<Record<string, Cell>>[],
  more: Partial<RosterOptions> = {},
): RosterResult {
  const rows = changes.map((change) => headers.map((header) => ({ ...machineRow, ...change })[header]));
  return parseRoster(numberRows([headers, ...rows]), { ...options, ...more });
}
const brief = (problems: readonly RosterProblem[]): unknown[] =>
  problems.map(({ row, column, code }) => [row, column, code]);
const other = { unit_code: 'QN0002', unit_name: 'Sở Tài chính (mẫu)' };

describe('a list with the headers of this system', () => {
  it('reads a sound row', () => {
    expect(parse([{}])).toMatchObject({
      problems: [],
      rowsRead: 1,
      units: [
        {
          row: 2,
          code: 'QN0001',
          hasMassOrganisations: false,
          headcount: 208,
          inferred: [],
          headEmail: undefined,
        },
      ],
    });
  });

  it.each<[string, Cell, string]>([
    ['unit_code', '', 'ROSTER.MISSING'],
    ['unit_code', 'QN 01/2', 'ROSTER.BAD_CODE'],
    ['unit_name', ' \u00a0 ', 'ROSTER.MISSING'],
    ['unit_name', '---', 'ROSTER.FORMULA'],
    ['unit_name', '123', 'ROSTER.MISSING'],
    ['unit_name', '=HYPERLINK("http://x";"y")', 'ROSTER.FORMULA'],
    ['unit_name', ' +Công ty', 'ROSTER.FORMULA'],
    ['unit_name', '\tCông ty', 'ROSTER.FORMULA'],
    ['unit_name', '＝Công ty', 'ROSTER.FORMULA'],
    ['unit_name', '＠Công ty', 'ROSTER.FORMULA'],
    ['unit_name', 'Công ty\r\nBcc: x@example.test', 'ROSTER.CONTROL_CHARACTER'],
    ['unit_name', 'Công ty\u0000', 'ROSTER.CONTROL_CHARACTER'],
    ['unit_name', 'Công ty \u202eabc', 'ROSTER.CONTROL_CHARACTER'],
    ['unit_name', 'a'.repeat(301), 'ROSTER.TOO_LONG'],
    ['unit_name', 'Tröôøng Tieåu hoïc', 'ROSTER.ENCODING'],
    ['officer_name', '@Nguyễn Văn A', 'ROSTER.FORMULA'],
    ['head_name', '-A', 'ROSTER.FORMULA'],
    ['kind', 'to-chuc', 'ROSTER.UNKNOWN_KIND'],
    ['kind', '', 'ROSTER.MISSING'],
    ['sub_kind', 'Sở ngành', 'ROSTER.UNKNOWN_KIND'],
    ['managed_by', 'huyen', 'ROSTER.UNKNOWN_LEVEL'],
    ['size', 'to', 'ROSTER.UNKNOWN_SIZE'],
    ['has_party', '2', 'ROSTER.BAD_FLAG'],
    ['has_party', '', 'ROSTER.MISSING'],
    ['headcount', '-5', 'ROSTER.BAD_NUMBER'],
    ['headcount', '12,5', 'ROSTER.BAD_NUMBER'],
    ['headcount', 12.5, 'ROSTER.BAD_NUMBER'],
    ['subunits', 'mười', 'ROSTER.BAD_NUMBER'],
    ['subunits', '', 'ROSTER.MISSING'],
    ['unit_email', 'a@b@c.vn', 'ROSTER.BAD_EMAIL'],
    ['unit_email', 'a@b.vn, c@d.vn', 'ROSTER.BAD_EMAIL'],
    ['officer_email', 'a@b.vn\nBcc: c@d.vn', 'ROSTER.CONTROL_CHARACTER'],
    ['officer_email', 'a@b.vn\r', 'ROSTER.CONTROL_CHARACTER'],
    ['head_email', 'khong-co', 'ROSTER.BAD_EMAIL'],
    ['second_contact_email', 'Lê <a@b>', 'ROSTER.BAD_EMAIL'],
    ['second_contact_email', "'a@b.vn", 'ROSTER.BAD_EMAIL'],
    ['officer_phone', '9,12346E+08', 'ROSTER.BAD_PHONE'],
    ['commune_code', '99999', 'ROSTER.UNKNOWN_COMMUNE'],
  ])('refuses %s %j as %s, and keeps the other rows', (column, value, code) => {
    const result = parse([
      { [column]: value, ...(column === 'commune_code' ? { commune_name: '' } : {}) },
      other,
    ]);
    expect(brief(result.problems)).toEqual([[2, column, code]]);
    expect(result.units.map((unit) => unit.code)).toEqual(['QN0002']);
    expect(result.rowsRead).toBe(2);
  });

  it('knows districts only where the province had them when its communes were in force', () => {
    const unit = [{ managed_by: 'Huyện' }];
    const message = (result: RosterResult) => result.problems.map((problem) => problem.message).join();
    expect(message(parse(unit))).not.toContain('"Huyện" hoặc');
    const communes = options.communes.map((commune) => ({ ...commune, districtCode: '95110' }));
    expect(parse(unit, { communes }).units[0]?.managedBy).toBe('huyen');
    expect(message(parse([{ managed_by: 'khu' }], { communes }))).toContain('"Tỉnh", "Huyện" hoặc "Xã"');
  });

  it('names every fault of a row', () => {
    const { problems } = parse([{ kind: 'x', headcount: 'y', head_email: 'z' }]);
    expect(brief(problems)).toEqual([
      [2, 'kind', 'ROSTER.UNKNOWN_KIND'],
      [2, 'headcount', 'ROSTER.BAD_NUMBER'],
      [2, 'head_email', 'ROSTER.BAD_EMAIL'],
    ]);
  });

  it('keeps a phone number as text, whatever it starts with', () => {
    expect(parse([{ officer_phone: '+84 90 000' }]).units[0]?.officerPhone).toBe('+84 90 000');
  });

  it('stores texts in NFC, trimmed, spaces collapsed, without invisible characters', () => {
    const name = `  ${'Sở  Nội\u00a0vụ'.normalize('NFD')}\u200b `;
    expect(parse([{ unit_name: name }]).units[0]?.name).toBe('Sở Nội vụ'.normalize('NFC'));
  });

  it('reads grouped thousands and numbers of a spreadsheet', () => {
    expect(parse([{ headcount: '1.208', subunits: 9 }]).units[0]).toMatchObject({
      headcount: 1208,
      subunits: 9,
    });
  });

  it('asks the rules about sub-kinds', () => {
    expect(brief(parse([{}], { subKinds: ['thcs'] }).problems)).toEqual([
      [2, 'sub_kind', 'ROSTER.UNKNOWN_KIND'],
    ]);
  });

  it('refuses a row whose cells were moved by an unquoted separator', () => {
    const moved = [
      'QN0001',
      'Sở Nội vụ',
      ' cơ sở 2',
      ...headers.slice(2).map((header) => machineRow[header] || 'x'),
    ];
    const codes = parseRoster(numberRows([headers, moved]), options).problems.map((each) => each.code);
    expect(codes).toContain('ROSTER.EXTRA_CELL');
  });
});

describe('communes', () => {
  it('suggests the nearest names, without regard to accents', () => {
    const [problem] = parse([{ commune_code: '99999', commune_name: 'phuong tra cau' }]).problems;
    expect(problem).toMatchObject({ code: 'ROSTER.UNKNOWN_COMMUNE', column: 'commune_code', value: '99999' });
    expect(problem?.message).toBe(
      'Không có xã, phường, đặc khu mã "99999"; có phải: Phường Trà Câu (mã 21451).',
    );
  });

  it('suggests codes one digit away where there is no name', () => {
    const [problem] = parse([{ commune_code: '21452', commune_name: '' }]).problems;
    expect(problem?.message).toContain('có phải: Phường Trà Câu (mã 21451)');
  });

  it('refuses a code and a name that contradict each other', () => {
    const [problem] = parse([{ commune_name: 'Phường Nghĩa Lộ' }]).problems;
    expect(problem).toMatchObject({ code: 'ROSTER.UNKNOWN_COMMUNE', column: 'commune_name' });
    expect(problem?.message).toContain('Mã 21451 là Phường Trà Câu');
  });

  it('gives back the zeros a spreadsheet took from a code', () => {
    expect(parse([{ commune_code: 70, commune_name: '' }]).units[0]?.communeCode).toBe('00070');
  });
});

describe('units that stand twice', () => {
  it('keeps the first and names its row, for the code in any case of letters', () => {
    const result = parse([{}, { ...other, unit_code: 'qn0001' }]);
    expect(brief(result.problems)).toEqual([[3, 'unit_code', 'ROSTER.DUPLICATE']]);
    expect(result.problems[0]?.message).toContain('dòng 2');
    expect(result.units.map((unit) => unit.row)).toEqual([2]);
  });

  it('compares names within a commune only, spaces, case and punctuation aside', () => {
    const twin = { unit_code: 'QN0002', unit_name: ' SỞ  nội vụ – Mẫu' };
    expect(brief(parse([{}, twin]).problems)).toEqual([[3, 'unit_name', 'ROSTER.DUPLICATE']]);
    expect(parse([{}, { ...twin, commune_code: '21028', commune_name: '' }]).problems).toEqual([]);
  });

  it('tells names apart by their accents', () => {
    expect(parse([{}, { unit_code: 'QN0002', unit_name: 'Sở Nội vú (mẫu)' }]).problems).toEqual([]);
  });

  it('compares with a row that was refused for another reason', () => {
    const result = parse([{ kind: 'x' }, { unit_code: 'QN0002' }]);
    expect(brief(result.problems)).toEqual([
      [2, 'kind', 'ROSTER.UNKNOWN_KIND'],
      [3, 'unit_name', 'ROSTER.DUPLICATE'],
    ]);
  });
});

describe('the header', () => {
  const row = headers.map((header) => machineRow[header]);
  const titles = (count: number): Cell[][] => Array.from({ length: count }, () => ['DANH SÁCH']);

  it('may stand down to the fifteenth row', () => {
    expect(parseRoster(numberRows([...titles(14), headers, row]), options).units).toHaveLength(1);
    expect(brief(parseRoster(numberRows([...titles(15), headers, row]), options).problems)).toEqual([
      [undefined, undefined, 'ROSTER.NO_HEADER'],
    ]);
  });

  it('is missed where there is none', () => {
    expect(brief(parseRoster([], options).problems)).toEqual([[undefined, undefined, 'ROSTER.NO_HEADER']]);
  });

  it('refuses the list where a header stands twice', () => {
    const result = parseRoster(
      numberRows([
        [...headers, 'Kind'],
        [...row, 'co-quan'],
      ]),
      options,
    );
    expect(brief(result.problems)).toEqual([[1, 'Kind', 'ROSTER.DUPLICATE_HEADER']]);
    expect(result.units).toEqual([]);
  });

  it('refuses the list where an unknown header stands twice, too', () => {
    const result = parseRoster(numberRows([[...headers, 'Ghi chú', 'ghi chu'], row]), options);
    expect(brief(result.problems)).toEqual([[1, 'ghi chu', 'ROSTER.DUPLICATE_HEADER']]);
  });

  it('names the columns that are missing and reads nothing', () => {
    const without = headers.filter((header) => header !== 'kind' && header !== 'commune_code');
    const result = parseRoster(numberRows([without, without.map((header) => machineRow[header])]), options);
    expect(brief(result.problems)).toEqual([
      [1, 'kind', 'ROSTER.MISSING'],
      [1, 'commune_code', 'ROSTER.MISSING'],
    ]);
    expect(result).toMatchObject({ units: [], rowsRead: 0 });
  });

  it('leaves unknown columns aside and says so', () => {
    const result = parseRoster(
      numberRows([
        [...headers, 'Ghi chú'],
        [...row, 'mới'],
      ]),
      options,
    );
    expect(result).toMatchObject({ problems: [], reading: { unusedColumns: ['Ghi chú'] } });
  });
});

describe('a list of an office', () => {
  const officeHeader = [
    'STT',
    'Tên đơn vị',
    'Loại hình',
    'Cấp quản lý',
    'Tổ chức Đảng',
    'Công đoàn',
    'Đoàn thể',
    'LL bảo vệ',
    'Số phòng,\nban, tổ',
    'Số người',
    'Email đơn vị',
    'Cán bộ đầu mối',
    'Email đầu mối',
    'Điện thoại',
  ];
  const officeRow = (
    name: Cell,
    kind: Cell = 'Cơ quan',
    more: Partial<Record<number, Cell>> = {},
  ): Cell[] => {
    const cells = [
      1,
      name,
      kind,
      'Xã',
      'x',
      '',
      null,
      'Có',
      3,
      37,
      'dv@example.test',
      'Cán bộ 01',
      'cb@example.test',
      '0900',
    ];
    return cells.map((cell, index) => (index in more ? more[index] : cell));
  };
  const read = (rows: readonly (readonly Cell[])[], more: Partial<RosterOptions> = {}): RosterResult =>
    parseRoster(numberRows([['UBND'], officeHeader, ...rows]), { ...options, communeCode: '21028', ...more });

  it.each([
    ['Cơ sở giáo dục', 'co-so-giao-duc'],
    ['TRƯỜNG HỌC', 'co-so-giao-duc'],
    ['co so giao duc', 'co-so-giao-duc'],
    ['DN', 'doanh-nghiep'],
    ['Doanh nghiệp', 'doanh-nghiep'],
    ['Cơ quan', 'co-quan'],
    ['co-quan', 'co-quan'],
  ])('understands the kind %j', (text, kind) => {
    expect(read([officeRow('Đơn vị A', text)]).units[0]?.kind).toBe(kind);
  });

  it('names the body above a unit where it has a column for that', () => {
    const rows = [
      ['UBND'],
      [...officeHeader, 'Cơ quan chủ quản'],
      [...officeRow('Trường THPT số 2', 'Trường học'), ' Sở Giáo dục  và Đào tạo '],
      [...officeRow('Công ty Minh Hưng', 'DN'), ''],
    ];
    const { units, problems } = parseRoster(numberRows(rows), { ...options, communeCode: '21028' });
    expect(problems).toEqual([]);
    expect(units.map(({ superior }) => superior)).toEqual(['Sở Giáo dục và Đào tạo', undefined]);
  });

  it.each<[Cell, boolean | undefined]>([
    ['x', true],
    ['X', true],
    ['có', true],
    ['Có ', true],
    ['co', true],
    [1, true],
    [true, true],
    ['✓', true],
    ['', false],
    [null, false],
    ['không', false],
    [0, false],
    [false, false],
    ['-', false],
    ['xx', undefined],
    ['2', undefined],
    ['chưa rõ', undefined],
  ])('understands the tick %j as %j', (tick, expected) => {
    const result = read([officeRow('Đơn vị A', 'Cơ quan', { 4: tick })]);
    if (expected === undefined)
      expect(brief(result.problems)).toEqual([[3, 'Tổ chức Đảng', 'ROSTER.BAD_FLAG']]);
    else expect(result.units[0]?.hasParty).toBe(expected);
  });

  it.each([
    ['Trường Mầm non Hoa Sen', 'mam-non'],
    ['Trường Tiểu học Số 1', 'tieu-hoc'],
    ['Trường TH và THCS Số 2', 'thcs'],
    ['Trường PTDTNT THPT tỉnh', 'ptdtnt'],
    ['Trung tâm GDNN-GDTX', 'gdtx'],
    ['Trường Cao đẳng Y tế', 'cao-dang'],
    ['Học viện', 'khac'],
  ])('reads the sub-kind of %j from its name', (name, subKind) => {
    expect(read([officeRow(name, 'Trường học')]).units[0]).toMatchObject({ subKind, hasStudents: true });
  });

  it('takes headings, column numbers, totals and signatures for what they are, and lists them', () => {
    const result = read([
      ['(1)', '(2)', '(3)', '(4)'],
      ['I', 'Khối cơ quan'],
      officeRow('Đơn vị A'),
      [null, null, null],
      ['Tổng cộng', null, null, null, null, null, null, null, 3, 37],
      [null, 'Người lập biểu', null, null, null, null, null, null, null, null, 'CHỦ TỊCH'],
    ]);
    expect(result.units.map((unit) => unit.row)).toEqual([5]);
    expect(result.problems).toEqual([]);
    expect(result.reading.skipped.map(({ line, why }) => [line, why])).toEqual([
      [3, 'column-numbers'],
      [4, 'section'],
      [7, 'total'],
      [8, 'section'],
    ]);
  });

  it('does not take a numbered row with only a name for a heading', () => {
    const result = read([[7, 'Đơn vị A']]);
    expect(result.rowsRead).toBe(1);
    expect(result.problems.map((each) => each.code)).toContain('ROSTER.MISSING');
  });

  it('needs to know the commune', () => {
    expect(brief(read([officeRow('Đơn vị A')], { communeCode: undefined }).problems)).toEqual([
      [2, 'Xã, phường, đặc khu', 'ROSTER.MISSING'],
    ]);
    expect(brief(read([officeRow('Đơn vị A')], { communeCode: '21029' }).problems)).toEqual([
      [undefined, undefined, 'ROSTER.UNKNOWN_COMMUNE'],
    ]);
  });

  it('reads a column of communes by name, accents counted, and asks where two bear it', () => {
    const withCommune = (commune: string): RosterResult =>
      parseRoster(
        numberRows([
          [...officeHeader, 'Xã, phường, đặc khu'],
          [...officeRow('Đơn vị A'), commune],
        ]),
        options,
      );
    expect(withCommune('P. Nghĩa Lộ').units[0]?.communeCode).toBe('21028');
    expect(withCommune('phuong nghia lo').problems[0]?.message).toContain(
      'có phải: Phường Nghĩa Lộ (mã 21028)',
    );
    expect(withCommune('Nghĩa Lộ').units[0]?.communeCode).toBe('21028');
    expect(withCommune('Xã Trường Sôn').units[0]?.communeCode).toBe('22003');
    expect(withCommune('Xã Trường Sơn').problems[0]?.message).toContain('mã 22001');
    expect(withCommune('Phường Nghĩa Hộ').problems[0]?.message).toContain(
      'có phải: Phường Nghĩa Lộ (mã 21028)',
    );
  });
});

describe('any table', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constantFrom<Cell>(
      'x',
      '1',
      '0',
      '',
      null,
      'co-quan',
      'tinh',
      '21451',
      'a@b.vn',
      'Sở A',
      'STT',
      'Tổng cộng',
    ),
    fc.string(),
    fc.integer(),
    fc.boolean(),
  );
  const table = fc.array(fc.array(cell, { maxLength: 26 }), { maxLength: 12 });

  it('is read without throwing; every row is a unit or has a problem, and what stays holds no line break', () => {
    fc.assert(
      fc.property(table, fc.boolean(), (rows, office) => {
        const header = office ? ['STT', 'Tên đơn vị', 'Loại hình', 'Cấp quản lý'] : headers;
        const result = parseRoster(numberRows([header, ...rows]), { ...options, communeCode: '21028' });
        const refused = new Set(result.problems.filter((each) => each.row !== 1).map((each) => each.row));
        if (result.rowsRead > 0) expect(result.units.length + refused.size).toBe(result.rowsRead);
        for (const unit of result.units) {
          expect(refused.has(unit.row)).toBe(false);
          expect(JSON.stringify(unit)).not.toMatch(/\\[nr]/);
        }
      }),
    );
  });

  it('gives the same sound units whatever faulty rows stand beside them', () => {
    const faulty = fc.constantFrom<Readonly<Record<string, Cell>>>(
      { kind: '?' },
      { headcount: '-1' },
      { unit_email: 'x' },
    );
    fc.assert(
      fc.property(fc.array(faulty, { maxLength: 5 }), (faults) => {
        const rows = faults.map((fault, index) => ({
          unit_code: `F${index}`,
          unit_name: `Lỗi ${index}`,
          ...fault,
        }));
        const result = parse([...rows, {}, other]);
        expect(result.units.map((unit) => unit.code)).toEqual(['QN0001', 'QN0002']);
        expect(result.problems).toHaveLength(faults.length);
      }),
    );
  });
});
