import { describe, expect, it } from '@jest/globals';
import { openFile, type TableFile } from './open-file.js';
import type { Sheet, TableRow } from './tables.types.js';
import { UnreadableFileError } from './unreadable-file.error.js';
import { odsOf, packageOf, part, type SheetSource, workbookOf } from './workbook.support.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const limits = { rows: 100_000, columns: 200, cells: 10_000 };
const sheetsOf = (content: TableFile['content'], filename = 'a.xlsx'): readonly Sheet[] =>
  openFile({ content, filename }, limits, () => 0);
const rowsOf = (content: TableFile['content'], filename?: string): readonly TableRow[] =>
  sheetsOf(content, filename)[0]?.read() ?? [];
const sheet = (data: string, more: Partial<SheetSource> = {}) => workbookOf([{ data, ...more }]);

function refusalOf(content: TableFile['content'], filename = 'a.xlsx'): { fault: string; message: string } {
  try {
    const sheets = sheetsOf(content, filename);
    throw new Error(`read ${sheets.map((each) => each.read().length).join()} rows`);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { fault: error.fault, message: error.message };
  }
}

describe('a workbook', () => {
  it('is read with its lines; a formula-like text is a text', () => {
    const data =
      '<row r="2"><c r="B2" t="inlineStr"><is><t>=HYPERLINK("x")</t></is></c><c r="C2"><v>7</v></c></row>';
    expect(rowsOf(sheet(data))).toEqual([{ line: 2, cells: [null, '=HYPERLINK("x")', 7] }]);
  });

  it('is read where rows and cells do not say where they stand', () => {
    const data = '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r="B3"><v>4</v></c></row>';
    expect(rowsOf(sheet(data))).toEqual([
      { line: 1, cells: [1, null, 3] },
      { line: 3, cells: [null, 4] },
    ]);
  });

  it('has shared texts in runs, without what says how they are spoken; escapes stand for their characters', () => {
    const strings = part(
      'xl/sharedStrings.xml',
      '<sst><si><r><t>Trạm </t></r><r><t>Y tế</t></r><rPh><t>xx</t></rPh></si><si><t>_x005F_x0041_ _x0041_</t></si></sst>',
    );
    const data = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';
    expect(rowsOf(workbookOf([{ data }], [strings]))).toEqual([
      { line: 1, cells: ['Trạm Y tế', '_x0041_ A'] },
    ]);
  });

  it('tells booleans, texts of formulas, days, errors and formulas without a result', () => {
    const cells = [
      '<c t="b"><v>1</v></c>',
      '<c t="str"><f>A1</f><v>chữ</v></c>',
      '<c t="str"><f>A1</f><v></v></c>',
      '<c t="d"><v>2026-03-12T00:00:00</v></c>',
      '<c t="e"><f>VLOOKUP(1)</f><v>#N/A</v></c>',
      '<c><f>1+1</f></c>',
      '<c><f>1+1</f><v>2</v></c>',
    ];
    expect(rowsOf(sheet(`<row r="1">${cells.join('')}</row>`))[0]?.cells).toEqual([
      true,
      'chữ',
      null,
      '2026-03-12',
      { shown: '#N/A', why: 'error' },
      { shown: '=1+1', why: 'no-result' },
      2,
    ]);
  });

  it('shows a number as a day where its style does, whichever day it counts from', () => {
    const styles = part(
      'xl/styles.xml',
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0 &quot;day&quot;"/></numFmts>' +
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="3"/></cellXfs></styleSheet>',
    );
    const data = `<row r="1">${[0, 1, 2, 3, 4].map((style) => `<c s="${style}"><v>46093.5</v></c>`).join('')}</row>`;
    expect(rowsOf(workbookOf([{ data }], [styles]))[0]?.cells).toEqual([
      46093.5,
      '2026-03-12',
      '2026-03-12',
      46093.5,
      46093.5,
    ]);
    const from1904 = part(
      'xl/workbook.xml',
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" id="r1"/></sheets></workbook>',
    );
    const other = workbookOf([{ data: '<row r="1"><c s="1"><v>44631</v></c></row>' }], [styles, from1904]);
    expect(rowsOf(other)[0]?.cells).toEqual(['2026-03-12']);
  });

  it('repeats a cell merged downward in the rows that hold something', () => {
    const rows = [1, 2, 3, 5].map((line) => `<row r="${line}"><c r="B${line}"><v>${line}</v></c></row>`);
    const data = rows.join('').replace('<c r="B1">', '<c r="A1"><v>9</v></c><c r="B1">');
    const merges = '<mergeCells><mergeCell ref="A1:A4"/><mergeCell ref="B5:C5"/></mergeCells>';
    expect(rowsOf(sheet(data, { behind: merges })).map(({ cells }) => cells)).toEqual([
      [9, 1],
      [9, 2],
      [9, 3],
      [null, 5],
    ]);
  });

  it('is read without what holds no value, however far out it stands', () => {
    const data = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" ht="12.8"/>';
    expect(rowsOf(sheet(data))).toEqual([{ line: 1, cells: [1] }]);
  });

  it('has sheets by name, hidden ones told; a part of another name than usual is found', () => {
    const book = workbookOf([
      { name: 'Cũ', state: 'hidden', data: '' },
      { name: 'Mới', data: '<row r="1"><c><v>1</v></c></row>' },
      { name: 'Kín', state: 'veryHidden', data: '' },
    ]);
    expect(sheetsOf(book).map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Cũ', true],
      ['Mới', false],
      ['Kín', true],
    ]);
    expect(sheetsOf(book)[1]?.read()).toHaveLength(1);
  });

  it('is read no further than the line asked for', () => {
    const data = [1, 2, 3]
      .map((line) => `<row r="${line}"><c r="A${line}"><v>${line}</v></c></row>`)
      .join('');
    expect(sheetsOf(sheet(data))[0]?.read(2)).toHaveLength(2);
    expect(sheetsOf(bytesOf('a\nb\nc'), 'a.csv')[0]?.read(2)).toHaveLength(2);
  });
});

describe('an OpenDocument spreadsheet', () => {
  const cell = (value: string, attributes = 'office:value-type="string"') =>
    `<table:table-cell ${attributes}><text:p>${value}</text:p></table:table-cell>`;
  const table = (rows: string, attributes = 'table:name="A"') =>
    `<table:table ${attributes}>${rows}</table:table>`;
  const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`;

  it('is read with texts, numbers, days, ticks, errors and repeated cells', () => {
    const cells = [
      cell('Trạm<text:s text:c="2"/>Y<text:tab/>tế'),
      cell('1.208', 'office:value-type="float" office:value="1208" calcext:value-type="float"'),
      cell('12/03/26', 'office:value-type="date" office:date-value="2026-03-12T00:00:00"'),
      cell('TRUE', 'office:value-type="boolean" office:boolean-value="true"'),
      cell('#N/A', 'table:formula="of:=X" office:value-type="string" calcext:value-type="error"'),
      '<table:table-cell table:formula="of:=Y"/>',
      cell('x', 'office:value-type="string" table:number-columns-repeated="2"'),
      `<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>a</text:p><text:p>b</text:p></table:table-cell>`,
      '<table:table-cell table:number-columns-repeated="16370"/>',
    ];
    expect(rowsOf(odsOf(table(row(cells.join('')))), 'a.ods')).toEqual([
      {
        line: 1,
        cells: [
          'Trạm  Y\ttế',
          1208,
          '2026-03-12',
          true,
          { shown: '#N/A', why: 'error' },
          { shown: 'of:=Y', why: 'no-result' },
          'x',
          'x',
          'a\nb',
        ],
      },
    ]);
  });

  it('has its rows counted where they are repeated, and cells merged downward in each', () => {
    const spanned =
      '<table:table-cell table:number-rows-spanned="3" office:value-type="string"><text:p>Xã</text:p></table:table-cell>';
    const covered = '<table:covered-table-cell/>';
    const rows = [
      row('<table:table-cell/>', 'table:number-rows-repeated="2"'),
      row(spanned + cell('a')),
      row(covered + cell('b'), 'table:number-rows-repeated="2"'),
      row(cell('c')),
      row('<table:table-cell/>', 'table:number-rows-repeated="1048570"'),
    ];
    expect(rowsOf(odsOf(table(rows.join(''))))).toEqual([
      { line: 3, cells: ['Xã', 'a'] },
      { line: 4, cells: ['Xã', 'b'] },
      { line: 5, cells: ['Xã', 'b'] },
      { line: 6, cells: ['c'] },
    ]);
  });

  it('has sheets by name, hidden ones told', () => {
    const styles =
      '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>' +
      '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>';
    const book = odsOf(
      table(row(cell('1')), 'table:name="Cũ" table:style-name="ta2"') +
        table(row(cell('2')), 'table:name="Mới" table:style-name="ta1"'),
      styles,
    );
    expect(sheetsOf(book).map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Cũ', true],
      ['Mới', false],
    ]);
    expect(sheetsOf(book)[1]?.read()).toEqual([{ line: 1, cells: ['2'] }]);
  });

  it('is refused where few words stand for too many cells, or a password hides it', () => {
    const many = table(
      row(
        cell('x', 'office:value-type="string" table:number-columns-repeated="200"'),
        'table:number-rows-repeated="1000000"',
      ),
    );
    expect(refusalOf(odsOf(many))).toMatchObject({ fault: 'TOO_LARGE' });
    const manifest = part(
      'META-INF/manifest.xml',
      '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>',
    );
    expect(refusalOf(odsOf('', '', [manifest])).message).toContain('mật khẩu');
  });
});

describe('a file that is not what it seems', () => {
  it.each<[string, TableFile['content'], string, string, string]>([
    ['an empty file', new Uint8Array(), 'a.csv', 'FILE_BROKEN', 'Tệp rỗng'],
    ['a file over 10 MB', new Uint8Array(10 * 1024 * 1024 + 1).fill(65), 'a.csv', 'TOO_LARGE', '10 MB'],
    ['an old .xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 'a.xls', 'FILE_TYPE', '.xls'],
    ['a text named .xlsx', bytesOf('unit_code'), 'a.xlsx', 'FILE_BROKEN', 'không phải tệp Excel'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), 'a.png', 'FILE_TYPE', '"a.png"'],
    ['a PDF', bytesOf('%PDF-1.7'), 'a.csv', 'FILE_TYPE', 'PDF'],
    ['a macro', workbookOf([{ data: '' }], [part('xl/vbaProject.bin', 'x')]), 'a.xlsx', 'FILE_TYPE', 'macro'],
    ['an archive without tables', packageOf(part('a.txt', 'x')), 'a.xlsx', 'FILE_TYPE', 'không có bảng tính'],
    ['a Word file', packageOf(part('word/document.xml', 'x')), 'a.xlsx', 'FILE_TYPE', '.docx'],
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
    [
      'a cell in a far row',
      sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
      'a.xlsx',
      'TOO_LARGE',
      'dòng',
    ],
    [
      'a cell in a far column',
      sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
      'a.xlsx',
      'TOO_LARGE',
      'cột',
    ],
    ['a row beyond the format', sheet('<row r="999999999"/>'), 'a.xlsx', 'TOO_LARGE', 'dòng'],
    [
      'a far cell written with an entity',
      sheet('<row r="1"><c r="&#88;FD1"><v>1</v></c></row>'),
      'a.xlsx',
      'TOO_LARGE',
      'cột',
    ],
    ['a far row behind a bracket', sheet('<row s=">" r="999999999"/>'), 'a.xlsx', 'TOO_LARGE', 'dòng'],
    [
      'a cell that names a text which is not there',
      sheet('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="s"><v>9</v></c></row>'),
      'a.xlsx',
      'FILE_BROKEN',
      'cột thứ 2',
    ],
    [
      'a cell of another row',
      sheet('<row r="1"><c r="A2"><v>1</v></c></row>'),
      'a.xlsx',
      'FILE_BROKEN',
      'bị hỏng',
    ],
    ['a sheet that ends early', sheet('<row r="1"><c r="A1"><v>1</v>'), 'a.xlsx', 'FILE_BROKEN', 'bị hỏng'],
    [
      'more cells than a list has',
      sheet(`<row>${'<c><v>1</v></c>'.repeat(200)}</row>`.repeat(51)),
      'a.xlsx',
      'TOO_LARGE',
      '10000 ô',
    ],
  ])('is refused: %s', (_what, content, filename, fault, words) => {
    const refusal = refusalOf(content, filename);
    expect(refusal.fault).toBe(fault);
    expect(refusal.message).toContain(words);
  });
});
