import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { tableFile } from '#libs/archive';
import { type KnownCommune, readRoster } from '#libs/roster';

const root = path.resolve(import.meta.dirname, '../..');
const data = (name: string): Buffer => readFileSync(path.join(root, 'infra/local/data', name));
const workbook = () =>
  tableFile(readFileSync(path.join(root, 'test/support/fixtures/roster-one-commune.xlsx')), 'danh-sach.xlsx');

function knownCommunes(): readonly KnownCommune[] {
  const rows = parse<Record<string, string>>(data('administrative-units.csv'), { columns: true, bom: true });
  return rows.map((row) => ({ code: row['commune_code'] ?? '', name: row['commune_name'] ?? '' }));
}

describe('the sample roster of the province', () => {
  it('is read whole, without a problem, against the administrative units', () => {
    const communes = knownCommunes();
    const file = { content: data('roster-quang-ngai.csv'), filename: 'roster-quang-ngai.csv' };
    const result = readRoster(file, { communes });
    expect(communes).toHaveLength(3321);
    expect(result.problems).toEqual([]);
    expect(result).toMatchObject({
      rowsRead: 1156,
      reading: { skipped: [], unusedColumns: [], corrections: [] },
    });
    expect(result.units).toHaveLength(1156);
    expect(result.units.every((unit) => unit.inferred.length === 0)).toBe(true);
    expect(result.units[0]).toEqual({
      row: 2,
      code: 'QN0001',
      name: 'Sở Nội vụ (mẫu)',
      kind: 'co-quan',
      subKind: 'so-nganh',
      communeCode: '21451',
      communeName: 'Phường Trà Câu',
      managedBy: 'tinh',
      superior: 'Ủy ban nhân dân tỉnh Quảng Ngãi',
      size: 'vua',
      hasParty: true,
      hasUnion: true,
      hasMassOrganisations: true,
      hasGuards: true,
      hasStudents: false,
      isFdi: false,
      subunits: 9,
      headcount: 208,
      students: 0,
      email: 'qn0001@donvi.example.test',
      officerName: 'Cán bộ đầu mối 0001',
      officerEmail: 'dm0001@donvi.example.test',
      officerPhone: '0900000001',
      secondContactEmail: 'dm2-0001@donvi.example.test',
      headName: 'Thủ trưởng 0001',
      headEmail: 'tt0001@donvi.example.test',
      inferred: [],
    });
  });

  it('is the same list as UTF-16 with tabs, as Excel saves "Unicode Text"', () => {
    const communes = knownCommunes();
    const text = data('roster-quang-ngai.csv')
      .toString('utf8')
      .replaceAll(',', '\t')
      .replaceAll('\n', '\r\n');
    const file = { content: Buffer.from(`\ufeff${text}`, 'utf16le'), filename: 'danh-sach.txt' };
    expect(readRoster(file, { communes })).toMatchObject({ problems: [], rowsRead: 1156 });
  });
});

describe('the list of one commune, as its office sends it', () => {
  it('gives 22 units and refuses eight rows, each with what is wrong and where', async () => {
    const communes = knownCommunes();
    const commune = communes.find((each) => each.name === 'Xã Tịnh Khê');
    const result = readRoster(await workbook(), {
      communes,
      communeCode: commune?.code,
    });

    expect(result.problems.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [9, 'Email đầu mối', 'ROSTER.BAD_EMAIL', 'khong-co-email'],
      [12, 'Tên đơn vị', 'ROSTER.MISSING', undefined],
      [14, 'Loại hình', 'ROSTER.UNKNOWN_KIND', 'Hợp tác'],
      [18, 'Tên đơn vị', 'ROSTER.BROKEN_CELL', '=HYPERLINK("http://example.test","Công ty mẫu 12")'],
      [21, 'Số phòng, ban, tổ', 'ROSTER.BAD_NUMBER', 'mười'],
      [24, 'Tên đơn vị', 'ROSTER.DUPLICATE', 'Văn phòng mẫu 3 Xã Tịnh Khê'],
      [28, 'Email đầu mối', 'ROSTER.CONTROL_CHARACTER', 'cb21@donvi.example.test\\nBcc: x@example.test'],
      [31, 'Số người', 'ROSTER.BAD_NUMBER', '-5'],
    ]);
    expect(result.problems[5]?.message).toContain('đã có ở dòng 8');
    expect(result.problems.every((each) => each.message.includes(';'))).toBe(true);
    expect(result.rowsRead).toBe(30);
    expect(result.reading.skipped).toEqual([
      { line: 39, why: 'total', text: 'Tổng cộng: 30 đơn vị' },
      { line: 41, why: 'text', text: 'CHỦ TỊCH' },
    ]);
    expect(result.reading.unusedColumns).toEqual([]);
    expect(result.units).toHaveLength(22);
    expect(result.units.every((unit) => unit.communeCode === commune?.code && unit.code === undefined)).toBe(
      true,
    );
  });

  it('reads lenient kinds, levels and ticks, and says what it inferred', async () => {
    const communes = [{ code: '21031', name: 'Xã Tịnh Khê' }];
    const { units } = readRoster(await workbook(), {
      communes,
      communeCode: '21031',
    });
    expect(units.find((unit) => unit.row === 10)).toMatchObject({
      name: 'Trường THCS mẫu 5 Xã Tịnh Khê',
      kind: 'co-so-giao-duc',
      subKind: 'thcs',
      managedBy: 'tinh',
      hasParty: false,
      hasUnion: true,
      hasMassOrganisations: true,
      hasGuards: false,
      hasStudents: true,
      subunits: 3,
      headcount: 300,
      officerPhone: '0900000005',
      inferred: ['commune', 'subKind', 'size', 'hasStudents', 'isFdi', 'students'],
    });
    expect(units.find((unit) => unit.row === 11)).toMatchObject({ kind: 'doanh-nghiep', managedBy: 'xa' });
    expect(units.find((unit) => unit.row === 37)?.name).toBe('Văn phòng mẫu 30 Xã Tịnh Khê');
  });
});
