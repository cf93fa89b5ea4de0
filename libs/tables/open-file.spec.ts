import { describe, expect, it } from '@jest/globals';
import { openFile, type TableFile } from './open-file.js';
import type { Sheet, TableRow } from './tables.types.js';
import { UnreadableFileError } from './unreadable-file.error.js';
import {
  LIMITS,
  odsOf,
  packageOf,
  part,
  refusalOf,
  type SheetSource,
  workbookOf,
} from './workbook.support.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const sheetsOf = (content: TableFile['content'], filename = 'a.xlsx'): readonly Sheet[] =>
  openFile({ content, filename }, LIMITS, () => 0);
const sheet = (data: string, more: Partial<SheetSource> = {}) => workbookOf([{ data, ...more }]);

describe('a file', () => {
  const ods = odsOf(
    '<table:table table:name="Danh sách"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>',
  );

  it.each<[string, TableFile['content'], string | undefined, TableRow['cells']]>([
    ['a workbook', sheet('<row r="1"><c r="A1"><v>1</v></c></row>', { name: 'Danh sách' }), 'Danh sách', [1]],
    ['an OpenDocument spreadsheet', ods, 'Danh sách', [1]],
  ])('is opened by what it holds, whatever it is called: %s', (_what, content, name, cells) => {
    for (const filename of ['a.xlsx', 'a.ods', 'a.csv', 'a', 'a.pdf']) {
      const [only, ...others] = sheetsOf(content, filename);
      expect([only?.name, only?.hidden, only?.read(), others]).toEqual([
        name,
        false,
        [{ line: 1, cells }],
        [],
      ]);
    }
  });

  it('of text has one sheet without a name, read no further than the line asked for', () => {
    const [only, ...others] = sheetsOf(bytesOf('a\nb\nc'), ' DS.CSV ');
    expect([only?.name, only?.hidden, others]).toEqual([undefined, false, []]);
    expect(only?.read().map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(only?.read(2).map(({ line }) => line)).toEqual([1, 2]);
  });

  it.each(['a.csv', 'a.txt', 'a.tsv', 'danh-sach.2026.csv'])('of text may be called %s', (filename) => {
    expect(sheetsOf(bytesOf('a'), filename)[0]?.read()).toHaveLength(1);
  });

  it('of blank lines has no rows', () => {
    expect(sheetsOf(bytesOf('\n\n'), 'a.csv')[0]?.read()).toEqual([]);
  });

  it('that could not be unpacked says why', () => {
    const why = new UnreadableFileError('TOO_LARGE', 'Tệp quá lớn');
    expect(refusalOf(() => sheetsOf(why))).toEqual({ fault: 'TOO_LARGE', message: 'Tệp quá lớn' });
  });
});

describe('a file that is not what it seems', () => {
  it.each<[string, TableFile['content'], string, string, string]>([
    ['an empty file', new Uint8Array(), 'a.csv', 'FILE_BROKEN', 'Tệp rỗng'],
    ['a file over 10 MB', new Uint8Array(10 * 1024 * 1024 + 1).fill(65), 'a.csv', 'TOO_LARGE', '10 MB'],
    ['an old .xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 'a.xls', 'FILE_TYPE', 'mật khẩu'],
    ['a text named .xlsx', bytesOf('unit_code'), 'a.xlsx', 'FILE_BROKEN', 'không phải tệp Excel'],
    ['a text named .ods', bytesOf('unit_code'), 'a.ods', 'FILE_BROKEN', 'Tệp tên .ods'],
    ['a text without a kind', bytesOf('unit_code'), 'danh-sach', 'FILE_TYPE', 'Không nhận tệp "danh-sach"'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), 'a.png', 'FILE_TYPE', '"a.png"'],
    ['a PDF', bytesOf('%PDF-1.7'), 'a.csv', 'FILE_TYPE', 'PDF'],
    ['a macro', workbookOf([{ data: '' }], [part('xl/vbaProject.bin', 'x')]), 'a.xlsx', 'FILE_TYPE', 'macro'],
    ['an archive without tables', packageOf(part('a.txt', 'x')), 'a.xlsx', 'FILE_TYPE', 'không có bảng tính'],
    ['a Word file', packageOf(part('word/document.xml', 'x')), 'a.xlsx', 'FILE_TYPE', '.docx'],
    ['slides', packageOf(part('ppt/presentation.xml', 'x')), 'a.xlsx', 'FILE_TYPE', '.pptx'],
    ['a binary workbook', packageOf(part('xl/workbook.bin', 'x')), 'a.xlsx', 'FILE_TYPE', '.xlsb'],
    [
      'a text document',
      packageOf(part('mimetype', 'application/vnd.oasis.opendocument.text'), part('content.xml', '<a/>')),
      'a.odt',
      'FILE_TYPE',
      'OpenDocument không phải bảng tính',
    ],
    [
      'an entity declaration',
      sheet('', { before: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>' }),
      'a.xlsx',
      'FILE_TYPE',
      'khai báo',
    ],
  ])('is refused: %s', (_what, content, filename, fault, words) => {
    const refusal = refusalOf(() => sheetsOf(content, filename).map((each) => each.read().length));
    expect(refusal.fault).toBe(fault);
    expect(refusal.message).toContain(words);
  });
});
