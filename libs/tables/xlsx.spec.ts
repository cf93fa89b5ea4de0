import { describe, expect, it } from '@jest/globals';
import { Archive, type PackageParts } from './archive.js';
import type { Cell, Sheet, TableLimits, TableRow } from './tables.types.js';
import {
  LIMITS,
  type Part,
  packageOf,
  part,
  refusalOf,
  type SheetSource,
  workbookOf,
} from './workbook.support.js';
import { columnNumber, isXlsx, xlsxSheets } from './xlsx.js';

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetsOf = (parts: PackageParts, limits = LIMITS): readonly Sheet[] =>
  xlsxSheets(new Archive(parts), limits);
const rowsOf = (parts: PackageParts, limits?: TableLimits): readonly TableRow[] =>
  sheetsOf(parts, limits)[0]?.read() ?? [];
const sheet = (data: string, more: Partial<SheetSource> = {}) => workbookOf([{ data, ...more }]);
/** The cells of one row, each written as it stands in the file. */
const cellsOf = (cells: readonly string[], ...more: readonly Part[]) =>
  rowsOf(workbookOf([{ data: `<row r="1">${cells.join('')}</row>` }], more))[0]?.cells;
const relationships = (of: string, ...related: readonly (readonly [type: string, target: string])[]) =>
  part(
    of,
    `<Relationships>${related.map(([type, target], index) => `<Relationship Id="r${index + 1}" Type="${TYPES}/${type}" Target="${target}"/>`).join('')}</Relationships>`,
  );
const listing = (...sheets: readonly string[]) =>
  `<workbook><sheets>${sheets.map((name, index) => `<sheet name="${name}" sheetId="1" id="r${index + 1}"/>`).join('')}</sheets></workbook>`;
const worksheet = (value: number) =>
  `<worksheet><sheetData><row><c><v>${value}</v></c></row></sheetData></worksheet>`;

describe('the place of a cell', () => {
  it('is what it says; a formula-like text is a text', () => {
    const data =
      '<row r="2"><c r="B2" t="inlineStr"><is><t>=HYPERLINK("x")</t></is></c><c r="C2"><v>7</v></c></row>';
    expect(rowsOf(sheet(data))).toEqual([{ line: 2, cells: [null, '=HYPERLINK("x")', 7] }]);
  });

  it('is the next one where row or cell do not say', () => {
    const data =
      '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r="B3"><v>4</v></c><c><v>5</v></c></row>';
    expect(rowsOf(sheet(data))).toEqual([
      { line: 1, cells: [1, null, 3] },
      { line: 3, cells: [null, 4, 5] },
    ]);
    const jump = '<row r="4"><c r="C4"><v>1</v></c><c><v>2</v></c></row><row><c r="A9"><v>3</v></c></row>';
    expect(rowsOf(sheet(jump))).toEqual([
      { line: 4, cells: [null, null, 1, 2] },
      { line: 9, cells: [3] },
    ]);
  });

  it('has its column in letters', () => {
    const columns = ['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA', 'XFD'].map(columnNumber);
    expect(columns).toEqual([1, 26, 27, 52, 53, 702, 703, 16_384]);
  });

  it('counts for nothing where the cell holds no value, however far out it stands', () => {
    const data = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" ht="12.8"/>';
    expect(rowsOf(sheet(data))).toEqual([{ line: 1, cells: [1] }]);
  });

  it.each([
    ['a row that is no number', '<row r="x"/>'],
    ['row 0', '<row r="0"/>'],
    ['a cell of another row', '<row r="1"><c r="A2"><v>1</v></c></row>'],
    ['a cell in small letters', '<row r="1"><c r="a1"><v>1</v></c></row>'],
    ['a cell with a dollar', '<row r="1"><c r="$A1"><v>1</v></c></row>'],
    ['a cell with something behind it', '<row r="1"><c r="A1x"><v>1</v></c></row>'],
    ['a cell without a row', '<row r="1"><c r="A"><v>1</v></c></row>'],
    ['a sheet that ends early', '<row r="1"><c r="A1"><v>1</v>'],
  ])('is believed by nobody: %s', (_what, data) => {
    expect(refusalOf(() => rowsOf(sheet(data)))).toMatchObject({ fault: 'FILE_BROKEN' });
  });
});

describe('a text', () => {
  const shared = (...items: readonly string[]) =>
    part('xl/sharedStrings.xml', `<sst>${items.map((item) => `<si>${item}</si>`).join('')}</sst>`);
  const first = '<c t="s"><v>0</v></c>';

  it('may be shared and in runs; how it is spoken is no part of it', () => {
    const runs =
      '<r><rPr><b/></rPr><t>Trạm </t></r><rPh sb="0" eb="1"><t>x</t><t>x</t></rPh><r><t>Y tế</t></r>';
    const cells = cellsOf(['<c t="s"><v>1</v></c>', first, first], shared('<t>một</t>', `\n${runs}\n`));
    expect(cells).toEqual(['Trạm Y tế', 'một', 'một']);
  });

  it('stands in the part that the workbook names, whatever its name', () => {
    const book = new Map([
      ...sheet(`<row>${first}</row>`),
      relationships(
        'xl/_rels/workbook.xml.rels',
        ['worksheet', 'worksheets/sheet1.xml'],
        ['sharedStrings', '../texts.xml'],
      ),
      part('texts.xml', '<sst><si><t>đúng</t></si></sst>'),
      shared('<t>sai</t>'),
    ]);
    expect(rowsOf(book)).toEqual([{ line: 1, cells: ['đúng'] }]);
  });

  it.each([
    ['no texts', []],
    ['fewer texts', [shared()]],
  ])('that is not there breaks the file, which says where: %s', (_what, parts) => {
    const cells = ['<c t="e"><v>#REF!</v></c>', first];
    const refusal = refusalOf(() => cellsOf(cells, ...parts));
    expect(refusal.fault).toBe('FILE_BROKEN');
    expect(refusal.message).toContain('dòng 1, cột thứ 2');
  });

  it('has escapes for the characters that XML cannot carry, wherever it stands', () => {
    const written = '_x005F_x0041_ _x0041__x00e0_ _xZZZZ_ _x41_';
    const read = '_x0041_ Aà _xZZZZ_ _x41_';
    const cells = [
      first,
      `<c t="str"><v>${written}</v></c>`,
      `<c t="inlineStr"><is><t>${written}</t></is></c>`,
    ];
    expect(cellsOf(cells, shared(`<t>${written}</t>`))).toEqual([read, read, read]);
  });

  it('keeps its spaces, entities and lines', () => {
    const text = '<t xml:space="preserve"> a &amp; b\n<![CDATA[<c>]]> </t>';
    expect(cellsOf([`<c t="inlineStr"><is>\n<r>${text}</r>\n</is></c>`])).toEqual([' a & b\n<c> ']);
  });
});

describe('a value', () => {
  const value = (type: string, written: string): Cell =>
    cellsOf([`<c t="${type}"><v>${written}</v></c>`, '<c><v>0</v></c>'])?.[0];

  it.each<[string, string, Cell]>([
    ['b', '1', true],
    ['b', 'true', true],
    ['b', '0', false],
    ['b', 'false', false],
    ['n', '-0.5', -0.5],
    ['n', '1E3', 1000],
    ['str', 'chữ', 'chữ'],
    ['str', '', null],
    ['d', '2026-03-12T00:00:00', '2026-03-12'],
    ['e', '#N/A', { shown: '#N/A', why: 'error' }],
    ['e', '#DIV/0!', { shown: '#DIV/0!', why: 'error' }],
  ])('of type %s, written "%s"', (type, written, read) => {
    expect(value(type, written)).toEqual(read);
  });

  it('is what stands beside its formula; a formula without a result is told', () => {
    const cells = [
      '<c><f>1+1</f><v>2</v></c>',
      '<c><f>1+1</f></c>',
      '<c t="str"><f>A1</f><v></v></c>',
      '<c><f/></c>',
    ];
    expect(cellsOf(cells)).toEqual([
      2,
      { shown: '=1+1', why: 'no-result' },
      null,
      { shown: '=', why: 'no-result' },
    ]);
    const error = '<c t="e"><f>VLOOKUP(1)</f><v>#N/A</v></c>';
    expect(cellsOf([error])).toEqual([{ shown: '#N/A', why: 'error' }]);
  });

  it.each([
    ['n', 'chữ'],
    ['n', 'Infinity'],
    ['q', '1'],
  ])('that contradicts its type breaks the file: %s, "%s"', (type, written) => {
    const refusal = refusalOf(() => value(type, written));
    expect(refusal.fault).toBe('FILE_BROKEN');
    expect(refusal.message).toContain('dòng 1, cột thứ 1');
  });
});

describe('a number that its style shows as a day', () => {
  const styles = part(
    'xl/styles.xml',
    '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>',
  );
  const days = (serials: readonly number[], ...more: readonly Part[]) =>
    cellsOf(
      serials.map((serial) => `<c s="1"><v>${serial}</v></c>`),
      styles,
      ...more,
    );
  const countingFrom = (date1904: string) =>
    part(
      'xl/workbook.xml',
      `<workbook><workbookPr date1904="${date1904}"/><sheets><sheet name="A" sheetId="1" id="r1"/></sheets></workbook>`,
    );

  it('counts from 1900, with the 29/02 that year did not have; a part of a day is cut off', () => {
    expect(days([61, 62, 46_093, 46_093.999, 2_958_465])).toEqual([
      '1900-03-01',
      '1900-03-02',
      '2026-03-12',
      '2026-03-12',
      '9999-12-31',
    ]);
    expect(days([61], countingFrom('0'))).toEqual(['1900-03-01']);
  });

  it.each(['1', 'true'])('counts from 1904 where the workbook says so: %s', (stated) => {
    expect(days([61, 44_631, 2_957_003], countingFrom(stated))).toEqual([
      '1904-03-02',
      '2026-03-12',
      '9999-12-31',
    ]);
  });

  it('stays a number where it is no day of the format', () => {
    const before = [0.5, 1, 60, 2_958_466];
    expect(days(before)).toEqual(before);
    expect(days([2_957_004, 2_958_465], countingFrom('1'))).toEqual([2_957_004, 2_958_465]);
  });

  it('stays a number under another style, or none', () => {
    expect(
      cellsOf(['<c s="0"><v>46093</v></c>', '<c><v>46093</v></c>', '<c s="9"><v>46093</v></c>'], styles),
    ).toEqual([46_093, 46_093, 46_093]);
  });
});

describe('a merged cell', () => {
  const rows = (...lines: readonly number[]) =>
    lines.map((line) => `<row r="${line}"><c r="B${line}"><v>${line}</v></c></row>`).join('');
  const merged = (data: string, ...refs: readonly string[]) =>
    rowsOf(
      sheet(data, {
        behind: `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
      }),
    );

  it('stands in each row that it covers and that holds something', () => {
    const data = rows(1, 2, 3, 5, 6).replace('<c r="B1">', '<c r="A1"><v>9</v></c><c r="B1">');
    expect(merged(data, 'A1:A5', 'B6:C6')).toEqual([
      { line: 1, cells: [9, 1] },
      { line: 2, cells: [9, 2] },
      { line: 3, cells: [9, 3] },
      { line: 5, cells: [9, 5] },
      { line: 6, cells: [null, 6] },
    ]);
  });

  it('covers nothing that stands there, and stands in its first column alone', () => {
    const data =
      '<row r="1"><c r="B1"><v>7</v></c></row><row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="B3"><v>8</v></c></row>';
    expect(merged(data, 'B1:C3').map(({ cells }) => cells)).toEqual([
      [null, 7],
      [1, 7],
      [null, 8],
    ]);
  });

  it('is left aside where its range says nothing', () => {
    expect(merged(rows(1, 2), 'A1', 'A1:B', 'B1:b2', '')).toHaveLength(2);
  });
});

describe('the sheets of a workbook', () => {
  it('come in their order by name, hidden ones told', () => {
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
    expect(sheetsOf(book).map((each) => each.read().length)).toEqual([0, 1, 0]);
  });

  it('are those with cells: charts and sheets that lead nowhere are none', () => {
    const book = packageOf(
      part('xl/workbook.xml', listing('Biểu đồ', 'Bảng', 'Lạc')),
      relationships('xl/_rels/workbook.xml.rels', ['chartsheet', 'c.xml'], ['worksheet', 's.xml']),
      part('xl/s.xml', worksheet(1)),
    );
    expect(sheetsOf(book).map(({ name }) => name)).toEqual(['Bảng']);
  });

  it('break the file where one is read whose part is missing, and not before', () => {
    const book = new Map(workbookOf([{ data: '' }, { data: '<row><c><v>2</v></c></row>' }]));
    book.delete('xl/worksheets/sheet1.xml');
    const [first, second] = sheetsOf(book);
    expect(second?.read()).toEqual([{ line: 1, cells: [2] }]);
    expect(refusalOf(() => first?.read())).toMatchObject({ fault: 'FILE_BROKEN' });
  });

  it.each(['book.xml', '/book.xml', 'xl/../book.xml', './book.xml', 'xl\\..\\book.xml'])(
    'stand in the part that the package names: %s',
    (target) => {
      const book = packageOf(
        relationships('_rels/.rels', ['core-properties', 'docProps/core.xml'], ['officeDocument', target]),
        part('book.xml', listing('A')),
        relationships('_rels/book.xml.rels', ['worksheet', '/tables/s.xml']),
        part('tables/s.xml', worksheet(5)),
      );
      expect([isXlsx(new Archive(book)), rowsOf(book)]).toEqual([true, [{ line: 1, cells: [5] }]]);
    },
  );

  it('stand where the workbook says, from its own folder or from the root', () => {
    const book = packageOf(
      part('xl/workbook.xml', listing('A', 'B')),
      relationships(
        'xl/_rels/workbook.xml.rels',
        ['worksheet', '/tables//s.xml'],
        ['worksheet', 'tables/s.xml'],
      ),
      part('tables/s.xml', worksheet(1)),
      part('xl/tables/s.xml', worksheet(2)),
    );
    expect(sheetsOf(book).map((each) => [each.name, each.hidden, each.read()[0]?.cells])).toEqual([
      ['A', false, [1]],
      ['B', false, [2]],
    ]);
  });

  it('are none where the package has no workbook, names one that is not there, or one that is no XML', () => {
    const named = (target: string) =>
      packageOf(relationships('_rels/.rels', ['officeDocument', target]), part('a.bin', ''));
    for (const parts of [packageOf(part('a.xml', '')), named('book.xml'), named('a.bin')]) {
      expect(isXlsx(new Archive(parts))).toBe(false);
      expect(refusalOf(() => sheetsOf(parts))).toMatchObject({ fault: 'FILE_BROKEN' });
    }
  });

  it('are read no further than the line asked for', () => {
    const data = [1, 2, 3]
      .map((line) => `<row r="${line}"><c r="A${line}"><v>${line}</v></c></row>`)
      .join('');
    const [only] = sheetsOf(sheet(`${data}<row r="4"><c r="A4" t="q"><v>1</v></c></row>`));
    expect(only?.read(2)).toEqual([
      { line: 1, cells: [1] },
      { line: 2, cells: [2] },
    ]);
  });
});

describe('the limits of a sheet', () => {
  const one = (reference: string) => `<row><c r="${reference}"><v>1</v></c></row>`;

  it.each([
    ['the last row', one('A3'), one('A4'), 'dòng 3'],
    ['the last column', one('B1'), one('C1'), 'cột thứ 2'],
    ['the last cell', `${one('A1')}${one('A2')}`, `${one('A1')}${one('A2')}${one('A3')}`, '2 ô'],
  ])('are kept to the cell: %s', (_what, within, beyond, words) => {
    const limits = { rows: 3, columns: 2, cells: 2 };
    expect(rowsOf(sheet(within), limits)).not.toEqual([]);
    const refusal = refusalOf(() => rowsOf(sheet(beyond), limits));
    expect(refusal.fault).toBe('TOO_LARGE');
    expect(refusal.message).toContain(words);
  });

  it.each([
    ['beyond the format', '<row r="1048577"/>'],
    ['behind a bracket', '<row s=">" r="999999999"/>'],
  ])('hold for a row without cells %s', (_what, data) => {
    expect(refusalOf(() => rowsOf(sheet(data)))).toMatchObject({ fault: 'TOO_LARGE' });
  });

  it('hold for a cell that is written with an entity', () => {
    const data = '<row r="1"><c r="&#88;FD1"><v>1</v></c></row>';
    expect(refusalOf(() => rowsOf(sheet(data))).message).toContain('cột');
  });
});
