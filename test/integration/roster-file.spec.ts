import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readTable } from '#libs/documents';
import type { KnownCommune, RosterProblem, TableRow } from '#libs/roster';
import { numberRows, parseRoster } from '#libs/roster';

const root = path.resolve(import.meta.dirname, '../..');
const data = (name: string): Buffer => readFileSync(path.join(root, 'infra/local/data', name));
const workbook = readFileSync(path.join(root, 'test/support/fixtures/roster-one-commune.xlsx'));

async function rowsOf(bytes: Uint8Array, filename: string): Promise<readonly TableRow[]> {
  const result = await readTable(bytes, filename);
  if ('problem' in result) throw new Error(`${result.problem.code}: ${result.problem.message}`);
  return result.rows;
}

async function problemOf(bytes: Uint8Array, filename: string): Promise<RosterProblem> {
  const result = await readTable(bytes, filename);
  if ('rows' in result) throw new Error(`read ${result.rows.length} rows`);
  return result.problem;
}

async function knownCommunes(): Promise<readonly KnownCommune[]> {
  const [header, ...rows] = await rowsOf(data('administrative-units.csv'), 'administrative-units.csv');
  const at = (name: string): number => header?.cells.indexOf(name) ?? -1;
  return rows.map(({ cells }) => ({
    code: String(cells[at('commune_code')]),
    name: String(cells[at('commune_name')]),
  }));
}

interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
  /** What the directory says instead of the true unpacked size. */
  readonly statedSize?: number;
}

function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, statedSize } of entries) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(statedSize ?? content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    local.copy(record, 6, 4, 30);
    record.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(record, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const records = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, records, end]);
}

const relations =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ' +
  'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>';
const book =
  '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>';

function workbookOf(sheetData: string, more: readonly ZipEntry[] = [], head = ''): Buffer {
  const sheet = `${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheetData}</sheetData></worksheet>`;
  return zip([
    { name: 'xl/workbook.xml', content: Buffer.from(book) },
    { name: 'xl/_rels/workbook.xml.rels', content: Buffer.from(relations) },
    { name: 'xl/worksheets/sheet1.xml', content: Buffer.from(sheet) },
    ...more,
  ]);
}

describe('the sample roster of the province', () => {
  it('is read whole, without a problem, against the administrative units', async () => {
    const communes = await knownCommunes();
    const rows = await rowsOf(data('roster-quang-ngai.csv'), 'roster-quang-ngai.csv');
    const result = parseRoster(rows, { communes });
    expect(communes).toHaveLength(3321);
    expect(result.problems).toEqual([]);
    expect(result).toMatchObject({ rowsRead: 1156, skipped: [], ignoredColumns: [] });
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

  it('is the same list as UTF-16 with tabs, as Excel saves "Unicode Text"', async () => {
    const communes = await knownCommunes();
    const text = data('roster-quang-ngai.csv')
      .toString('utf8')
      .replaceAll(',', '\t')
      .replaceAll('\n', '\r\n');
    const rows = await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'), 'danh-sach.txt');
    expect(parseRoster(rows, { communes })).toMatchObject({ problems: [], rowsRead: 1156 });
  });
});

describe('the list of one commune, as its office sends it', () => {
  it('gives 22 units and refuses eight rows, each with what is wrong and where', async () => {
    const communes = await knownCommunes();
    const commune = communes.find((each) => each.name === 'Xã Tịnh Khê');
    const result = parseRoster(await rowsOf(workbook, 'danh-sach.xlsx'), {
      communes,
      communeCode: commune?.code,
    });

    expect(result.problems.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [9, 'Email đầu mối', 'ROSTER.BAD_EMAIL', 'khong-co-email'],
      [12, 'Tên đơn vị', 'ROSTER.MISSING', undefined],
      [14, 'Loại hình', 'ROSTER.UNKNOWN_KIND', 'Hợp tác'],
      [18, 'Tên đơn vị', 'ROSTER.MISSING', undefined],
      [21, 'Số phòng, ban, tổ', 'ROSTER.BAD_NUMBER', 'mười'],
      [24, 'Tên đơn vị', 'ROSTER.DUPLICATE', 'Văn phòng mẫu 3 Xã Tịnh Khê'],
      [28, 'Email đầu mối', 'ROSTER.CONTROL_CHARACTER', 'cb21@donvi.example.test\\nBcc: x@example.test'],
      [31, 'Số người', 'ROSTER.BAD_NUMBER', '-5'],
    ]);
    expect(result.problems[5]?.message).toContain('đã có ở dòng 8');
    expect(result.problems.every((each) => each.message.includes(';'))).toBe(true);
    expect(result.rowsRead).toBe(30);
    expect(result.skipped).toEqual([
      { row: 39, text: 'Tổng cộng: 30 đơn vị' },
      { row: 41, text: 'CHỦ TỊCH' },
    ]);
    expect(result.ignoredColumns).toEqual([]);
    expect(result.units).toHaveLength(22);
    expect(result.units.every((unit) => unit.communeCode === commune?.code && unit.code === undefined)).toBe(
      true,
    );
  });

  it('reads lenient kinds, levels and ticks, and says what it inferred', async () => {
    const communes = [{ code: '21031', name: 'Xã Tịnh Khê' }];
    const { units } = parseRoster(await rowsOf(workbook, 'danh-sach.xlsx'), {
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

describe('reading a file that is not what it seems', () => {
  it('reads a small workbook, keeps a formula-like text as text', async () => {
    const sheet =
      '<row r="2"><c r="B2" t="inlineStr"><is><t>=HYPERLINK("x")</t></is></c><c r="C2"><v>7</v></c></row>';
    expect(await rowsOf(workbookOf(sheet), 'a.xlsx')).toEqual(
      numberRows([
        [null, null, null],
        [null, '=HYPERLINK("x")', 7],
      ]),
    );
  });

  it.each<[string, Buffer, string, RosterProblem['code'], string]>([
    ['an empty file', Buffer.alloc(0), 'a.csv', 'ROSTER.FILE_BROKEN', 'Tệp rỗng'],
    ['a file over 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, 65), 'a.csv', 'ROSTER.TOO_LARGE', '10 MB'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls', 'ROSTER.FILE_TYPE', '.xls'],
    ['a text named .xlsx', Buffer.from('unit_code'), 'a.xlsx', 'ROSTER.FILE_BROKEN', 'không phải tệp Excel'],
    ['a picture', Buffer.from('89504e470d0a', 'hex'), 'a.png', 'ROSTER.FILE_TYPE', '"a.png"'],
    ['a cut workbook', workbook.subarray(0, 2000), 'a.xlsx', 'ROSTER.FILE_BROKEN', 'bị cắt cụt'],
    [
      'a workbook with a macro',
      workbookOf('', [{ name: 'xl/vbaProject.bin', content: Buffer.from('x') }]),
      'a.xlsx',
      'ROSTER.FILE_TYPE',
      'macro',
    ],
    [
      'an archive that is no workbook',
      zip([{ name: 'a.txt', content: Buffer.from('x') }]),
      'a.xlsx',
      'ROSTER.FILE_TYPE',
      'không có bảng tính',
    ],
    [
      'an entity declaration',
      workbookOf('', [], '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'),
      'a.xlsx',
      'ROSTER.FILE_TYPE',
      'khai báo',
    ],
    [
      'a cell in a far row',
      workbookOf('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
      'a.xlsx',
      'ROSTER.TOO_LARGE',
      'dòng',
    ],
    [
      'a cell in a far column',
      workbookOf('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
      'a.xlsx',
      'ROSTER.TOO_LARGE',
      'cột',
    ],
    ['a row number alone', workbookOf('<row r="999999999"/>'), 'a.xlsx', 'ROSTER.TOO_LARGE', 'dòng'],
    [
      'a far cell written with an entity',
      workbookOf('<row r="1"><c r="&#88;FD1"><v>1</v></c></row>'),
      'a.xlsx',
      'ROSTER.FILE_BROKEN',
      'bị hỏng',
    ],
    [
      'a far row behind a bracket',
      workbookOf('<row s=">" r="999999999"/>'),
      'a.xlsx',
      'ROSTER.TOO_LARGE',
      'dòng',
    ],
    [
      'a broken cell',
      workbookOf('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="s"><v>9</v></c></row>'),
      'a.xlsx',
      'ROSTER.FILE_BROKEN',
      'cột thứ 2',
    ],
  ])('refuses %s', async (_what, bytes, filename, code, words) => {
    const problem = await problemOf(bytes, filename);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(words);
  });

  it('refuses an archive that unpacks to far more than it is', async () => {
    const bomb = workbookOf('', [
      { name: 'xl/sharedStrings.xml', content: Buffer.alloc(30 * 1024 * 1024, 32) },
    ]);
    expect(bomb.length).toBeLessThan(100_000);
    expect((await problemOf(bomb, 'a.xlsx')).code).toBe('ROSTER.TOO_LARGE');
  });

  it('refuses an archive whose directory lies about the size', async () => {
    const bomb = workbookOf('', [
      { name: 'xl/sharedStrings.xml', content: Buffer.alloc(30 * 1024 * 1024, 32), statedSize: 1000 },
    ]);
    expect((await problemOf(bomb, 'a.xlsx')).code).toBe('ROSTER.FILE_BROKEN');
  });
});
