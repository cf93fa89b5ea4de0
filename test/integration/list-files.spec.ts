import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readHolidayFile } from '#libs/application';
import { tableFile } from '#libs/archive';
import { readDecisionFile } from '#libs/certification';
import { readRegisterFile } from '#libs/registers';
import { type FormerCommune, type KnownCommune, type RosterResult, readRoster } from '#libs/roster';
import { readSheet } from '../../apps/cli/sheet-file.js';
import { loadPack } from '../../libs/policy/packs.support.js';

/** Small files that office programs and exporters write, each of a kind that was read wrongly once. */
const root = path.resolve(import.meta.dirname, '../..');
const pathOf = (name: string) => path.join(root, 'test/support/fixtures/lists', name);
const fileOf = (name: string) => tableFile(readFileSync(pathOf(name)), name);
const rowsOf = (name: string): Record<string, string>[] =>
  parse(readFileSync(path.join(root, 'infra/local/data', name)), { columns: true, bom: true });

const PROVINCE = '51';
let communes: readonly KnownCommune[];
let formerCommunes: readonly FormerCommune[];

beforeAll(() => {
  communes = rowsOf('administrative-units.csv')
    .filter((row) => row['province_code'] === PROVINCE)
    .map((row) => ({ code: row['commune_code'] ?? '', name: row['commune_name'] ?? '' }));
  formerCommunes = rowsOf('former-communes.csv')
    .filter((row) => row['province_code'] === PROVINCE)
    .map((row) => ({ name: row['former_commune_name'] ?? '', successorCode: row['commune_code'] ?? '' }));
});

const roster = async (name: string, sheet?: string): Promise<RosterResult> =>
  readRoster(await fileOf(name), { communes, formerCommunes, sheet });
const unitsOf = ({ units }: RosterResult) => units.map(({ code, name }) => [code, name]);
const faultsOf = ({ problems }: RosterResult) => problems.map(({ row, column, code }) => [row, column, code]);
const both = [
  ['R3-0001', 'Trạm Y tế mẫu R3'],
  ['R3-0002', 'Nhà văn hóa mẫu R3'],
];

describe('files of exporters and streaming writers', () => {
  it.each([
    'zip64-central.xlsx',
    'zip64-all.xlsx',
    'backslash.xlsx',
    'workbook22.xlsx',
    'no-refs.xlsx',
    'sharedstrings-case-mismatch.xlsx',
    'calc.ods',
    'last-row-of-the-format.xlsx',
    'far-column-style.xlsx',
  ])('%s is read', async (name) => {
    const result = await roster(name);
    expect(unitsOf(result)).toEqual(both);
    expect(result.problems).toEqual([]);
  });
});

describe('a CSV file', () => {
  it.each([
    ['title-commas.csv', both],
    ['inner-quote.csv', [['R3-0001', 'Công ty "Mẫu" R3'], both[1]]],
  ])('%s has the separator of its heading line, and quotes inside cells', async (name, expected) => {
    expect(unitsOf(await roster(name))).toEqual(expected);
  });

  it('may have cells full of commas', async () => {
    const result = await roster('many-commas-in-cell.csv');
    expect(result.problems).toEqual([]);
    expect(result.units.map(({ code }) => code)).toEqual(['R3-0001', 'R3-1003', 'R3-1004']);
    expect(result.units[1]?.name).toContain('đại lý, điểm, văn phòng');
  });
});

describe('the sheet of a list', () => {
  it('is the visible one with the heading; what was not read is named', async () => {
    for (const name of ['hidden-first.xlsx', 'cover-first.xlsx']) {
      const result = await roster(name);
      expect(unitsOf(result)).toEqual(both);
      expect(result.reading).toMatchObject({
        sheet: 'Danh sach',
        unreadSheets: [{ name: 'Huong dan', hidden: name === 'hidden-first.xlsx' }],
      });
    }
    const old = await roster('hidden-first-old-data.xlsx');
    expect(unitsOf(old)).toEqual(both);
    expect(old.reading.unreadSheets).toEqual([{ name: 'Nam 2025', hidden: true }]);
  });

  it('is asked for where several have the heading, and read by its name', async () => {
    for (const [name, sheets] of [
      ['active-second.xlsx', ['Nam 2025', 'Nam 2026']],
      ['three-sheets.xlsx', ['Co quan', 'Doanh nghiep', 'Truong hoc']],
    ] as const) {
      const asked = await roster(name);
      expect(asked.units).toEqual([]);
      expect(asked.problems.map(({ code }) => code)).toEqual(['TABLE.SEVERAL_SHEETS']);
      for (const sheet of sheets) expect(asked.problems[0]?.message).toContain(`"${sheet}"`);
    }
    expect(unitsOf(await roster('active-second.xlsx', 'Nam 2026'))).toEqual(both);
    const second = await roster('three-sheets.xlsx', 'Doanh nghiep');
    expect(unitsOf(second)).toEqual([['R3-S2', 'Công ty mẫu trang hai']]);
    expect(second.reading.unreadSheets.map(({ name }) => name)).toEqual(['Co quan', 'Truong hoc']);
    const unknown = (await roster('three-sheets.xlsx', 'Hợp tác xã')).problems;
    expect(unknown.map(({ code }) => code)).toEqual(['TABLE.NO_SHEET']);
    expect(unknown[0]?.message).toContain('"Truong hoc"');
  });
});

describe('the form of an office list', () => {
  it('has a heading of two lines', async () => {
    const result = await roster('two-row-header.xlsx');
    expect(unitsOf(result)).toEqual(both);
    expect(result.units[0]).toMatchObject({ hasParty: true, hasUnion: true, hasMassOrganisations: true });
    expect([result.problems, result.reading.unusedColumns]).toEqual([[], []]);
  });

  it('has a commune merged over its units, or written above them', async () => {
    const merged = await roster('merged-commune.xlsx');
    expect(merged.problems).toEqual([]);
    expect(merged.units.map(({ communeCode }) => communeCode)).toEqual(['21451', '21451']);
    const sections = await roster('section-rows.xlsx');
    expect(sections.problems).toEqual([]);
    expect(sections.units.map(({ communeCode }) => communeCode)).toEqual(['21451', '21484']);
    expect(sections.reading.skipped.map(({ line, why, text }) => [line, why, text])).toEqual([
      [2, 'section', 'I · Phường Trà Câu'],
      [4, 'section', 'II · Xã Ba Tơ'],
    ]);
  });

  it('names communes without the word for what they are, accents counted', async () => {
    const [unit] = (await roster('commune-without-its-kind.xlsx')).units;
    expect([unit?.communeCode, unit?.communeName]).toEqual(['21484', 'Xã Ba Tơ']);
  });

  it('has columns that are not used, which are named, and names that look like totals', async () => {
    expect((await roster('unknown-code-header.xlsx')).reading.unusedColumns).toEqual(['Mã số']);
    expect((await roster('extra.xlsx')).reading.unusedColumns).toEqual(['Thủ trưởng đơn vị']);
    const named = await roster('name-like-a-total.xlsx');
    expect([named.rowsRead, named.reading.skipped]).toEqual([2, []]);
    expect(faultsOf(named)).toEqual([
      [2, 'Loại hình', 'ROSTER.MISSING'],
      [2, 'Email đơn vị', 'ROSTER.MISSING'],
      [3, 'Loại hình', 'ROSTER.MISSING'],
      [3, 'Email đơn vị', 'ROSTER.MISSING'],
    ]);
  });
});

describe('a cell', () => {
  it('with an error, or a formula without a result, is named by what it shows', async () => {
    const error = await roster('error-name.xlsx');
    expect(faultsOf(error)).toEqual([[2, 'Tên đơn vị', 'ROSTER.BROKEN_CELL']]);
    expect(error.problems[0]?.message).toContain('#N/A');
    const formula = await roster('formula-no-cache.xlsx');
    expect(faultsOf(formula)).toEqual([[2, 'Tên đơn vị', 'ROSTER.BROKEN_CELL']]);
    expect(formula.problems[0]?.message).toContain('công thức chưa có kết quả');
    expect(formula.units.map(({ code }) => code)).toEqual(['R3-0002']);
  });

  it('with an escaped text is that text', async () => {
    expect((await roster('underscore-escape.xlsx')).units[0]?.name).toBe('Đơn vị mã _x0041_ R3');
  });

  it.each([
    ['00', 'X', true],
    ['01', 'x ', true],
    ['02', '√', true],
    ['03', 'v', true],
    ['04', 'V', true],
    ['05', 'Có', true],
    ['06', 'Không', false],
    ['07', '1.0', true],
    ['08', '1.0 as a number', true],
    ['09', '●', true],
    ['10', '+', true],
    ['11', 'ü', true],
    ['12', 'þ', true],
    ['13', 'Đạt', true],
    ['14', 'Y', true],
    ['15', 'N', false],
    ['16', 'đã có', true],
    ['17', 'chưa', false],
  ])('tick-%s with %j is a tick', async (number, _what, expected) => {
    const result = await roster(`tick-${number}.xlsx`);
    expect(result.problems).toEqual([]);
    expect(result.units[0]?.hasParty).toBe(expected);
  });

  it.each<[number, string | undefined, string | undefined]>([
    [0, '0912345678', '912345678'],
    [1, '84912345678', undefined],
    [4, '0912345678', "'0912345678"],
    [5, '0912.345.678 / 0983-111-222', undefined],
    [6, '+84 912 345 678', undefined],
    [7, '+84912345678', '=+84912345678'],
    [8, '0912345678', '912345678'],
  ])('phone-%s is kept, the zero that was lost given back', async (number, phone, corrected) => {
    const { units, problems, reading } = await roster(`phone-${number}.xlsx`);
    expect(problems).toEqual([]);
    expect(units[0]?.officerPhone).toBe(phone);
    expect(reading.corrections).toEqual(
      corrected === undefined ? [] : [{ line: 2, column: 'Điện thoại', from: corrected, to: phone }],
    );
  });

  it.each([2, 3])('phone-%s that a spreadsheet has rounded is refused with the cell', async (number) => {
    const result = await roster(`phone-${number}.xlsx`);
    expect(faultsOf(result)).toEqual([[2, 'Điện thoại', 'ROSTER.BAD_PHONE']]);
    expect(result.problems[0]?.value).toMatch(/^9[.,]12346E\+08$/);
  });

  it('for an address that need not be there may say that there is none, or be put right', async () => {
    const { units, problems, reading } = await roster('email-cells.xlsx');
    const addresses = new Map(units.map(({ code, secondContactEmail }) => [code, secondContactEmail]));
    const refused = problems.map(({ row, column }) => [row, column]);
    const plain = 'mn.mau@donvi.example.test';
    const put = { 3: plain, 4: plain, 5: plain, 6: plain, 7: plain, 8: plain, 33: plain, 34: plain };
    const kept = {
      1: 'mn.mau+qn@donvi.example.test',
      2: 'MN.Mau@DonVi.Example.TEST',
      9: plain,
      10: plain,
      20: 'mn.mau@xn--nv-bja.example.test',
      24: 'mn.mau@gmail.con',
      27: '_mn@donvi.example.test',
      28: "o'mau@donvi.example.test",
      29: undefined,
      30: undefined,
      31: undefined,
    };
    const expected = { ...put, ...kept };
    for (let number = 1; number <= 38; number += 1) {
      const code = `R3-E${number}`;
      if (number in expected)
        expect([code, addresses.get(code)]).toEqual([code, expected[number as keyof typeof expected]]);
      else
        expect([number, refused]).toEqual([number, expect.arrayContaining([[number + 1, 'Email dự phòng']])]);
    }
    expect(refused).toHaveLength(38 - Object.keys(expected).length);
    expect(reading.corrections.map(({ line }) => line - 1)).toEqual(Object.keys(put).map(Number));
  });
});

describe('a list for a register', () => {
  const inspections = (() => {
    const found = loadPack('quang-ngai-2025').registers.find(({ key }) => key === 'inspections');
    if (found === undefined) throw new Error('no register of inspections');
    return found;
  })();
  const register = async (name: string) => readRegisterFile(inspections, await fileOf(name));

  it('is read whatever stands in its cells or above its heading, and named by its columns', async () => {
    for (const name of ['register-commas.csv', 'register-title-row.csv', 'register-unknown-column.xlsx']) {
      const { rows, problems } = await register(name);
      expect(problems).toEqual([]);
      expect(rows.map(({ unitId, effectiveOn }) => [unitId, effectiveOn])).toEqual([
        ['QN0641', '2026-03-12'],
      ]);
    }
    expect((await register('register-unknown-column.xlsx')).reading.unusedColumns).toEqual([
      'Nhận xét tồn tại khác',
    ]);
    expect((await register('register-commas.csv')).rows[0]?.data).toMatchObject({
      result: 'good',
      findings: 'Hồ sơ đủ, sổ sách rõ, cán bộ nắm việc, có ảnh, có biên bản, có chữ ký',
    });
  });

  it('is refused where a heading stands twice, or a row where its day is none', async () => {
    const doubled = await register('register-doubled-header.xlsx');
    expect([doubled.rows, doubled.problems.map(({ line, column }) => [line, column])]).toEqual([
      [],
      [[1, 'Kết quả']],
    ]);
    const day = await register('register-iso-extra-digit.csv');
    expect([day.rows, day.problems.map(({ line, column }) => [line, column])]).toEqual([[], [[2, 'Ngày']]]);
  });
});

describe('the other lists', () => {
  it('have the separator of their heading line, too', async () => {
    expect(readDecisionFile(await fileOf('decision-commas.csv'))).toMatchObject({
      lines: [{ unit: 'QN0641', recognised: false }],
      problems: [],
      reading: { unusedColumns: ['Ghi chú'] },
    });
    expect(readHolidayFile(await fileOf('holidays-commas.csv'))).toMatchObject({
      days: [{ day: '2029-05-07', kind: 'off', name: 'Nghỉ thử', status: 'binding' }],
      problems: [],
    });
    const decimal = await readSheet(pathOf('sheet-one-decimal.csv'), 'self');
    expect(decimal.lines.find(({ criterion }) => criterion === '2')).toEqual({ criterion: '2', points: 2.5 });
    const noted = await readSheet(pathOf('sheet-note-commas.csv'), 'self');
    expect(noted.lines[1]).toEqual({ criterion: '2', points: 3, note: 'Có kế hoạch, có bài viết, có ảnh' });
    expect(noted.reading?.unusedColumns).toEqual([]);
  });
});

describe('a commune of before', () => {
  it('is not placed silently: the present one is suggested', async () => {
    const csv = [
      'Tên đơn vị;Loại hình;Cấp quản lý;Xã;Đảng;Công đoàn;Đoàn thể;Bảo vệ;Số tổ;Số người;Email;Đầu mối;Email đầu mối',
      'Trạm Y tế;Cơ quan;Xã;Phường Trần Phú;x;x;x;x;3;20;a@example.test;Cán bộ A;b@example.test',
    ];
    const { units, problems } = readRoster(
      { content: Buffer.from(csv.join('\n')), filename: 'a.csv' },
      { communes, formerCommunes },
    );
    expect(units).toEqual([]);
    expect(problems[0]?.message).toBe(
      'Không xác định được xã, phường, đặc khu "Phường Trần Phú"; xã cũ này nay thuộc Phường Nghĩa Lộ (mã 21028), ghi lại tên mới.',
    );
  });
});
