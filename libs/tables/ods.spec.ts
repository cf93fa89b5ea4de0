import { describe, expect, it } from '@jest/globals';
import { Archive, type PackageParts } from './archive.js';
import { odsSheets } from './ods.js';
import type { Cell, Sheet, TableLimits, TableRow } from './tables.types.js';
import { LIMITS, odsOf, packageOf, part, refusalOf } from './workbook.support.js';

const sheetsOf = (parts: PackageParts, limits = LIMITS): readonly Sheet[] =>
  odsSheets(new Archive(parts), limits);
const table = (rows: string, attributes = 'table:name="A"') =>
  `<table:table ${attributes}>${rows}</table:table>`;
const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const STRING = 'office:value-type="string"';
const cell = (paragraphs: string, attributes = STRING) =>
  `<table:table-cell ${attributes}>${paragraphs}</table:table-cell>`;
const text = (value: string, attributes = '') => cell(`<text:p>${value}</text:p>`, `${STRING} ${attributes}`);
const covered = (attributes = '', inner = '') =>
  `<table:covered-table-cell ${attributes}>${inner}</table:covered-table-cell>`;
const empty = (attributes = '') => `<table:table-cell ${attributes}/>`;
const rowsOf = (rows: string, limits?: TableLimits): readonly TableRow[] =>
  sheetsOf(odsOf(table(rows)), limits)[0]?.read() ?? [];
/** The first cell of a row, with one behind it so that an empty one is seen. */
const valueOf = (written: string): Cell => rowsOf(row(written + text('|')))[0]?.cells[0];

describe('a value', () => {
  const typed = (type: string, attributes: string, shown = 'hiện') =>
    cell(
      `<text:p>${shown}</text:p>`,
      `office:value-type="${type}" ${attributes} calcext:value-type="${type}"`,
    );

  it.each<[string, string, Cell]>([
    ['a number', typed('float', 'office:value="1208"', '1.208'), 1208],
    ['a part of a hundred', typed('percentage', 'office:value="0.5"', '50%'), 0.5],
    ['money', typed('currency', 'office:value="-3"'), -3],
    ['a number that is none', typed('float', 'office:value="x"', 'x'), 'x'],
    ['a day', typed('date', 'office:date-value="2026-03-12T00:00:00"', '12/03/26'), '2026-03-12'],
    ['a day without a value', typed('date', '', '2026-03-12 sáng'), '2026-03-12'],
    ['yes', typed('boolean', 'office:boolean-value="true"', 'TRUE'), true],
    ['no', typed('boolean', 'office:boolean-value="false"', 'FALSE'), false],
    ['a time', typed('time', 'office:time-value="PT1H"', '01:00'), '01:00'],
    ['a text', text('chữ'), 'chữ'],
    ['a text with a value of its own', typed('string', 'office:string-value="thật"'), 'thật'],
    ['nothing', empty(), null],
    ['nothing, with a paragraph', cell('<text:p>rơi</text:p>', ''), null],
  ])('is read: %s', (_what, written, read) => {
    expect(valueOf(written)).toEqual(read);
  });

  it.each(['#N/A', '#REF!', '#DIV/0!', '#TÊN?', 'Err:508'])('of a formula may be an error: %s', (shown) => {
    expect(valueOf(text(shown, 'table:formula="of:=X"'))).toEqual({ shown, why: 'error' });
    expect(valueOf(text(shown))).toBe(shown);
    for (const longer of [`${shown} x`, `x ${shown}`]) {
      expect(valueOf(text(longer, 'table:formula="of:=X"'))).toBe(longer);
    }
  });

  it('is told where a formula has no result', () => {
    expect(valueOf(empty('table:formula="of:=Y"'))).toEqual({ shown: 'of:=Y', why: 'no-result' });
  });
});

describe('a text', () => {
  it('has its spaces, tabs and lines', () => {
    expect(valueOf(text('Trạm<text:s/>Y<text:s text:c="3"/>tế<text:tab/>xã<text:line-break/>A'))).toBe(
      'Trạm Y   tế\txã\nA',
    );
    expect(valueOf(cell('<text:p>a</text:p>\n<text:p/><text:p><text:span>b</text:span></text:p>'))).toBe(
      'a\n\nb',
    );
  });

  it('has a thousand spaces at most for one mark', () => {
    expect(valueOf(text('<text:s text:c="1000000"/>x'))).toHaveLength(1001);
  });

  it.each([
    ['annotation', '<office:annotation><text:p>ghi chú</text:p></office:annotation>'],
    ['frame', '<draw:frame xmlns:draw="d"><draw:text-box><text:p>hình</text:p></draw:text-box></draw:frame>'],
    ['shape', '<draw:custom-shape xmlns:draw="d"><text:p>khung</text:p></draw:custom-shape>'],
  ])('is without what stands over the cell: %s', (_what, beside) => {
    expect(valueOf(cell(`${beside}<text:p>a</text:p>`))).toBe('a');
    expect(valueOf(cell(`<text:p>a${beside}b</text:p>`))).toBe('ab');
  });

  it('is without the shapes of its sheet and without a table inside the cell', () => {
    const shapes = '<table:shapes><draw:g xmlns:draw="d"><text:p>x</text:p></draw:g></table:shapes>';
    expect(rowsOf(shapes + row(text('a')))).toEqual([{ line: 1, cells: ['a'] }]);
    for (const shape of ['g', 'line', 'rect']) {
      const drawn = `<draw:${shape} xmlns:draw="d"><text:p>x</text:p></draw:${shape}>`;
      expect(valueOf(cell(`${drawn}<text:p>a</text:p>`))).toBe('a');
    }
    const inner = `<table:table table:name="B">${row(text('x') + text('y'))}</table:table>`;
    expect(rowsOf(row(cell(`${inner}<text:p>a</text:p>`) + text('b')))).toEqual([
      { line: 1, cells: ['a', 'b'] },
    ]);
    expect(sheetsOf(odsOf(table(row(cell(inner))))).map(({ name }) => name)).toEqual(['A']);
  });
});

describe('what is written once for many', () => {
  const twice = 'table:number-columns-repeated="2"';

  it('stands in each of its columns, and what follows behind them', () => {
    expect(rowsOf(row(empty(twice) + text('a', twice) + text('b')))).toEqual([
      { line: 1, cells: [null, null, 'a', 'a', 'b'] },
    ]);
  });

  it('stands in each of its rows, and what follows below them', () => {
    const rows = [
      row(empty(), 'table:number-rows-repeated="2"'),
      row(text('a'), 'table:number-rows-repeated="2"'),
      row(text('b')),
    ];
    expect(rowsOf(rows.join(''))).toEqual([
      { line: 3, cells: ['a'] },
      { line: 4, cells: ['a'] },
      { line: 5, cells: ['b'] },
    ]);
  });

  it.each(['0', '-1', '1.5', 'x', ''])('stands once where the number is none: "%s"', (number) => {
    const cells = text('a', `table:number-columns-repeated="${number}"`) + text('b');
    expect(rowsOf(row(cells, `table:number-rows-repeated="${number}"`) + row(text('c')))).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['c'] },
    ]);
  });

  it('costs nothing where it is empty, as far as the format goes', () => {
    const far = [
      row(text('a') + empty('table:number-columns-repeated="16383"')),
      row(empty(), 'table:number-rows-repeated="1048575"'),
    ];
    expect(rowsOf(far.join(''))).toEqual([{ line: 1, cells: ['a'] }]);
  });

  it('is refused where it is too much', () => {
    const many = text('x', 'table:number-columns-repeated="200"');
    expect(refusalOf(() => rowsOf(row(many, 'table:number-rows-repeated="1000000"')))).toMatchObject({
      fault: 'TOO_LARGE',
    });
    const limits = { rows: 3, columns: 2, cells: 4 };
    expect(rowsOf(row(text('x', twice), 'table:number-rows-repeated="2"'), limits)).toHaveLength(2);
    const beyond = [
      row(text('x', 'table:number-columns-repeated="3"')),
      row(text('x'), 'table:number-rows-repeated="4"'),
      row(text('x', twice), 'table:number-rows-repeated="3"'),
    ];
    for (const rows of beyond) {
      expect(refusalOf(() => rowsOf(rows, limits))).toMatchObject({ fault: 'TOO_LARGE' });
    }
  });

  it('is read as far as the line asked for, also in the midst of it', () => {
    const [only] = sheetsOf(
      odsOf(table(row(text('a'), 'table:number-rows-repeated="1000000"') + row(text('b')))),
    );
    expect(only?.read(2)).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, cells: ['a'] },
    ]);
  });
});

describe('a merged cell', () => {
  const spanned = (down: number, right: number) =>
    text('Xã', `table:number-rows-spanned="${down}" table:number-columns-spanned="${right}"`);

  it('stands in each row that it covers', () => {
    const rows = [
      row(text('0')),
      row(spanned(3, 1) + text('a')),
      row(covered() + text('b'), 'table:number-rows-repeated="2"'),
      row(text('c')),
    ];
    expect(rowsOf(rows.join('')).map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, '0'],
      [2, 'Xã', 'a'],
      [3, 'Xã', 'b'],
      [4, 'Xã', 'b'],
      [5, 'c'],
    ]);
  });

  it('stands in its first column alone; a covered cell keeps its column and shows nothing', () => {
    const hidden = covered('office:value-type="string"', '<text:p>khuất</text:p>');
    const rows = [
      row(text('0') + spanned(2, 2) + hidden + text('a')),
      row(text('1') + covered('table:number-columns-repeated="2"') + text('b')),
    ];
    expect(rowsOf(rows.join('')).map(({ cells }) => cells)).toEqual([
      ['0', 'Xã', null, 'a'],
      ['1', 'Xã', null, 'b'],
    ]);
  });

  it('does not reach down where it is merged to the right alone', () => {
    expect(rowsOf(row(spanned(1, 2) + covered()) + row(empty() + text('b')))).toEqual([
      { line: 1, cells: ['Xã'] },
      { line: 2, cells: [null, 'b'] },
    ]);
  });
});

describe('the sheets of a document', () => {
  it('come in their order by name, hidden ones told', () => {
    const styles =
      '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>' +
      '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>';
    const book = odsOf(
      table(row(text('1')), 'table:name="Cũ" table:style-name="ta2"') +
        table(row(text('2')), 'table:name="Mới" table:style-name="ta1"') +
        table(row(text('3')), 'table:name="Trơn"'),
      styles,
    );
    expect(sheetsOf(book).map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Cũ', true],
      ['Mới', false],
      ['Trơn', false],
    ]);
    expect(sheetsOf(book).map((each) => each.read()[0]?.cells)).toEqual([['1'], ['2'], ['3']]);
  });

  it('have the rows of their headings and groups', () => {
    const rows = `<table:table-header-rows>${row(text('a'))}</table:table-header-rows><table:table-row-group>${row(text('b'))}</table:table-row-group>`;
    expect(rowsOf(rows).map(({ line }) => line)).toEqual([1, 2]);
  });

  it('are refused where a password hides them, or the file is cut', () => {
    const manifest = (inner: string) =>
      part('META-INF/manifest.xml', `<m:manifest xmlns:m="m">${inner}</m:manifest>`);
    expect(sheetsOf(odsOf('', '', [manifest('<m:file-entry/>')]))).toEqual([]);
    const hidden = refusalOf(() => sheetsOf(odsOf('', '', [manifest('<m:encryption-data/>')])));
    expect([hidden.fault, hidden.message.includes('mật khẩu')]).toEqual(['FILE_TYPE', true]);
    const whole = odsOf(table(row(text('a')))).get('content.xml') ?? new Uint8Array();
    for (const parts of [packageOf(), new Map([['content.xml', whole.subarray(0, whole.length - 40)]])]) {
      expect(refusalOf(() => sheetsOf(parts))).toMatchObject({ fault: 'FILE_BROKEN' });
    }
  });
});
