import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TableRow } from './index.js';
import { decodeCsv, detectDelimiter, parseCsv } from './index.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const buffer = new Uint8Array(text.length * 2);
  const view = new DataView(buffer.buffer);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(index * 2, text.charCodeAt(index), !bigEndian);
  return buffer;
};
const rowsOf = (text: string): readonly TableRow[] => {
  const result = parseCsv(text);
  if ('problem' in result) throw new Error(result.problem.message);
  return result.rows;
};

describe('the encoding of a CSV file', () => {
  it('is UTF-8 with or without a BOM, which is not part of the text', () => {
    expect(decodeCsv(bytes('Tên đơn vị'))).toEqual({ text: 'Tên đơn vị', encoding: 'utf-8' });
    expect(decodeCsv(bytes('\ufeffTên đơn vị'))).toEqual({ text: 'Tên đơn vị', encoding: 'utf-8' });
  });

  it('is UTF-16 in either order where a BOM says so', () => {
    expect(decodeCsv(utf16('\ufeffĐơn vị', false))).toEqual({ text: 'Đơn vị', encoding: 'utf-16le' });
    expect(decodeCsv(utf16('\ufeffĐơn vị', true))).toEqual({ text: 'Đơn vị', encoding: 'utf-16be' });
  });

  it.each<[string, Uint8Array, number | undefined]>([
    ['windows-1258 bytes in line 3', new Uint8Array([...bytes('a\nTrường\nTr'), 0xf2, 0x6e, 0x67]), 3],
    ['a letter cut at the end of line 2', new Uint8Array([...bytes('a\nb'), 0xc4, 0x0a, ...bytes('c')]), 2],
    ['UTF-16 without a BOM', utf16('a\nb', false), 1],
    ['a cut UTF-16 file', new Uint8Array([0xff, 0xfe, 0x61]), undefined],
    ['TCVN3 text saved as UTF-8 in line 2', bytes('Ten\nTr\u00ad\u00eang THCS X· Hµ T©y\nc'), 2],
    ['VNI text saved as UTF-8 in line 2', bytes('Ten\nTröôøng Tieåu hoïc\nc'), 2],
  ])('refuses %s and names the line', (_what, file, row) => {
    expect(decodeCsv(file)).toMatchObject({ problem: { code: 'ROSTER.ENCODING', row } });
  });

  it('takes foreign names for what they are', () => {
    for (const name of [
      'Công ty Müller ® Việt Nam',
      'Xưởng 120 m²',
      'Cơ sở «Bình Minh»',
      'Café Ê Đê – Ô tô',
    ]) {
      expect(decodeCsv(bytes(name))).toEqual({ text: name, encoding: 'utf-8' });
    }
  });

  it('leaves every Unicode text as it is unless it refuses it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const decoded = decodeCsv(bytes(text));
        if ('text' in decoded) expect(decoded.text).toBe(text.replace(/^\ufeff/, ''));
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
  ])('of %j is found', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });

  it('is taken from the first line where a spreadsheet states it', () => {
    expect(parseCsv('sep=;\r\na,1;b\r\nc;d')).toEqual({
      delimiter: ';',
      rows: [
        { line: 2, cells: ['a,1', 'b'] },
        { line: 3, cells: ['c', 'd'] },
      ],
    });
  });
});

describe('rows of a CSV text', () => {
  it.each(['\n', '\r\n'])(
    'carry the line they start on, across blank lines and quoted breaks (%j)',
    (end) => {
      const text = ['h1,h2', '', 'a,b', `"c`, `c2",d`, '', '', 'e,f'].join(end);
      expect(rowsOf(text).map(({ line, cells }) => [line, cells[1]])).toEqual([
        [1, 'h2'],
        [3, 'b'],
        [4, 'd'],
        [8, 'f'],
      ]);
    },
  );

  it('keep white space, quotes and line breaks inside quotes', () => {
    expect(rowsOf('a,b\n"x ""y""\nz", w ')[1]?.cells).toEqual(['x "y"\nz', ' w ']);
  });

  it('are refused with the line where a quote does not end', () => {
    expect(parseCsv('a,b\n1,2\n"3,4\n5,6')).toMatchObject({ problem: { code: 'ROSTER.CSV' } });
    expect(parseCsv('a,b\n1,2\nx"3,4\n5,6')).toMatchObject({ problem: { code: 'ROSTER.CSV', row: 3 } });
  });
});
