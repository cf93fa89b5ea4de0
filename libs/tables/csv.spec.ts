import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCsv as parse, separatorOf } from './csv.js';
import { decodeText } from './decode.js';
import type { Cell } from './index.js';
import { UnreadableFileError } from './unreadable-file.error.js';

const limits = { rows: 100, columns: 20, cells: 1000 };
/** Columns of the lists below are called by one letter and a number. */
const countColumns = (cells: readonly Cell[]) =>
  cells.filter((cell) => typeof cell === 'string' && /^(?:h\d|STT|Tên|Loại|Mã)$/.test(cell)).length;
const parseCsv = (text: string) => parse(text, limits, countColumns);
const detectSeparator = (text: string) => separatorOf(text, countColumns);

/** What a reading is refused for. */
const refusalOf = (read: () => unknown) => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { fault: error.fault, line: error.line };
  }
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const buffer = new Uint8Array(text.length * 2);
  const view = new DataView(buffer.buffer);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(index * 2, text.charCodeAt(index), !bigEndian);
  return buffer;
};

describe('the encoding of a CSV file', () => {
  it('is UTF-8 with or without a BOM, which is not part of the text', () => {
    expect(decodeText(bytes('Tên đơn vị'))).toBe('Tên đơn vị');
    expect(decodeText(bytes('\ufeffTên đơn vị'))).toBe('Tên đơn vị');
  });

  it('is UTF-16 in either order where a BOM says so', () => {
    expect(decodeText(utf16('\ufeffĐơn vị', false))).toBe('Đơn vị');
    expect(decodeText(utf16('\ufeffĐơn vị', true))).toBe('Đơn vị');
  });

  it.each<[string, Uint8Array, number | undefined]>([
    ['windows-1258 bytes in line 3', new Uint8Array([...bytes('a\nTrường\nTr'), 0xf2, 0x6e, 0x67]), 3],
    ['a letter cut at the end of line 2', new Uint8Array([...bytes('a\nb'), 0xc4, 0x0a, ...bytes('c')]), 2],
    ['UTF-16 without a BOM', utf16('a\nb', false), 1],
    ['a cut UTF-16 file', new Uint8Array([0xff, 0xfe, 0x61]), undefined],
    ['TCVN3 text saved as UTF-8 in line 2', bytes('Ten\nTr\u00ad\u00eang THCS X· Hµ T©y\nc'), 2],
    ['VNI text saved as UTF-8 in line 2', bytes('Ten\nTröôøng Tieåu hoïc\nc'), 2],
  ])('refuses %s and names the line', (_what, file, line) => {
    expect(refusalOf(() => decodeText(file))).toEqual({ fault: 'ENCODING', line });
  });

  it('takes foreign names for what they are', () => {
    for (const name of [
      'Công ty Müller ® Việt Nam',
      'Xưởng 120 m²',
      'Cơ sở «Bình Minh»',
      'Café Ê Đê – Ô tô',
    ]) {
      expect(decodeText(bytes(name))).toBe(name);
    }
  });

  it('leaves every Unicode text as it is unless it refuses it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const decoded = refusalOf(() => decodeText(bytes(text)));
        if (typeof decoded === 'string') expect(decoded).toBe(text.replace(/^\ufeff/, ''));
        else expect(decoded).toMatchObject({ fault: 'ENCODING' });
      }),
    );
  });
});

describe('the separator', () => {
  it.each([
    ['a,b,c\n1,2,3', ','],
    ['a;b;c\n1;2;3', ';'],
    ['a\tb\tc', '\t'],
    ['DANH SÁCH CƠ QUAN, DOANH NGHIỆP, CƠ SỞ\nTên;Số phòng, ban, tổ;Loại;Cấp', ';'],
    ['Tên,"a;b;c;d;e",Loại', ','],
    ['only', ','],
    ['x,"a;b;c;d;e",y', ','],
    [`${'a;b\n'.repeat(40)}${'x,'.repeat(100)}`, ';'],
    ['NĂM 2026, SỐ 12, NGÀY 3\nTên;Mã\n1;a, b, c, d', ';'],
  ])('of %j is found', (text, separator) => {
    expect(detectSeparator(text)).toBe(separator);
  });

  it.each([
    ['a title full of commas', 'NĂM 2026, SỐ 12, NGÀY 3, KÈM THEO\nSTT;Tên;Loại\n1;a;b', ';'],
    ['a cell full of commas', 'STT;Tên;Loại\n1;"a";b, c, d, e, f, g, h', ';'],
    ['a cell full of semicolons', 'STT,Tên,Loại\n1,a;b;c;d;e;f;g,h', ','],
    ['tabs below commas', 'STT\tTên\tLoại\n1\ta, b, c, d, e\tf', '\t'],
  ])('is that of the heading, below and above %s', (_what, text, separator) => {
    expect(detectSeparator(text)).toBe(separator);
  });

  it('is stated in the first line or nowhere', () => {
    expect(parseCsv('Tên,Mã\nsep=;\nc,d').map(({ cells }) => cells)).toEqual([
      ['Tên', 'Mã'],
      ['sep=;'],
      ['c', 'd'],
    ]);
  });

  it('is taken from the first line where a spreadsheet states it', () => {
    expect(parseCsv('sep=;\r\na,1;b\r\nc;d')).toEqual([
      { line: 2, cells: ['a,1', 'b'] },
      { line: 3, cells: ['c', 'd'] },
    ]);
  });
});

describe('rows of a CSV text', () => {
  it.each(['\n', '\r\n', '\r'])(
    'carry the line they start on, across blank lines and quoted breaks (%j)',
    (end) => {
      const text = ['h1,h2', '', 'a,b', `"c`, `c2",d`, '', '', 'e,f'].join(end);
      expect(parseCsv(text).map(({ line, cells }) => [line, cells[1]])).toEqual([
        [1, 'h2'],
        [3, 'b'],
        [4, 'd'],
        [8, 'f'],
      ]);
    },
  );

  it('keep white space, quotes and line breaks inside quotes', () => {
    expect(parseCsv('a,b\n"x ""y""\nz", w ')[1]?.cells).toEqual(['x "y"\nz', ' w ']);
  });

  it('keep a quote inside an unquoted cell, as spreadsheet programs do', () => {
    expect(parseCsv('h1;h2\nCông ty "Mẫu" R3;b\nx"3;4').map(({ cells }) => cells)).toEqual([
      ['h1', 'h2'],
      ['Công ty "Mẫu" R3', 'b'],
      ['x"3', '4'],
    ]);
  });

  it('are refused where a quote does not end', () => {
    expect(refusalOf(() => parseCsv('a,b\n1,2\n"3,4\n5,6'))).toMatchObject({ fault: 'CSV' });
    expect(refusalOf(() => parseCsv('a,b\n"3,4'))).toEqual({ fault: 'CSV', line: 2 });
    expect(refusalOf(() => parseCsv('sep=;\na;b\n"3;4'))).toEqual({ fault: 'CSV', line: 3 });
    expect(() => parseCsv('a,b\n"3,4')).toThrow(
      'Gần dòng 2, tệp không đúng dạng CSV (thường do dấu ngoặc kép mở mà không đóng); sửa dấu ngoặc kép hoặc lưu lại từ Excel.',
    );
  });

  it('are refused where there are too many of them, or of their cells', () => {
    const rowsOf = (count: number, width: number) => `${'x,'.repeat(width - 1)}x\n`.repeat(count);
    expect(parseCsv(rowsOf(100, 10))).toHaveLength(100);
    expect(parseCsv(rowsOf(50, 20))).toHaveLength(50);
    expect(() => parseCsv(rowsOf(101, 1))).toThrow('Tệp có quá 100 dòng;');
    expect(() => parseCsv(rowsOf(1, 21))).toThrow('Tệp có dòng quá 20 cột;');
    expect(() => parseCsv(rowsOf(51, 20))).toThrow('Tệp có quá 1000 ô;');
    for (const text of [rowsOf(101, 1), rowsOf(1, 21), rowsOf(51, 20)]) {
      expect(refusalOf(() => parseCsv(text))).toMatchObject({ fault: 'TOO_LARGE' });
    }
  });
});
