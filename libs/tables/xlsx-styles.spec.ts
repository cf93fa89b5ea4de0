import { describe, expect, it } from '@jest/globals';
import { Archive } from './archive.js';
import { packageOf, part } from './workbook.support.js';
import { dayStyles } from './xlsx-styles.js';

const STYLES = 'xl/styles.xml';
const read = (content: string): ReadonlySet<number> =>
  dayStyles(new Archive(packageOf(part(STYLES, `<styleSheet>${content}</styleSheet>`))), STYLES);
const cells = (...formats: readonly number[]): string =>
  `<cellXfs>${formats.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`;
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Whether a format that the file defines shows a day. */
const showsDay = (code: string): boolean => {
  const escaped = code.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return read(`<numFmts><numFmt numFmtId="164" formatCode="${escaped}"/></numFmts>${cells(164)}`).has(0);
};

describe('the styles that show a number as a day', () => {
  it('are those of the formats that the specification numbers for days, and no others', () => {
    const all = range(0, 163);
    const days = [...range(14, 17), 22, ...range(27, 36), ...range(50, 58)];
    expect([...read(cells(...all))]).toEqual(days);
  });

  it.each(['dd/mm/yyyy', 'D-MMM', 'yyyy', '[$-42A]dd mmmm yyyy', '"ngày" d', 'm/yy;@', '[Red]d'])(
    'are those of a format with days or years: %s',
    (code) => expect(showsDay(code)).toBe(true),
  );

  it.each([
    'General',
    '0.00',
    '#,##0 "đồng/day"',
    '[Red]0',
    '[$-1010000]0',
    'hh:mm:ss',
    'mm:ss',
    String.raw`0\d`,
    '',
  ])('are not those of another format: %s', (code) => expect(showsDay(code)).toBe(false));

  it('have the numbers of cell styles, in their order; styles of styles are counted apart', () => {
    const content = `<cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs>${cells(0, 14, 1, 22)}`;
    expect([...read(`${content}<dxfs><xf numFmtId="14"/></dxfs>`)]).toEqual([1, 3]);
  });

  it('are told by what the file defines before what the specification says of the number', () => {
    const own =
      '<numFmts><numFmt numFmtId="14" formatCode="0"/><numFmt numFmtId="1" formatCode="d/m"/></numFmts>';
    expect([...read(`${own}${cells(14, 1, 15)}`)]).toEqual([1, 2]);
  });

  it('are none where a style names no format, or there are no styles', () => {
    expect(read('<cellXfs><xf/></cellXfs>').size).toBe(0);
    expect(
      read('<numFmts><numFmt numFmtId="164"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>').size,
    ).toBe(0);
    expect(dayStyles(new Archive(packageOf()), undefined).size).toBe(0);
  });
});
