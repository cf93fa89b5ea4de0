import { describe, expect, it } from '@jest/globals';
import { checkDecisionList, readDecisionFile, readDecisionList } from './decision-list.js';

type Cell = string | number | null;
const read = (...rows: readonly (readonly Cell[])[]) =>
  readDecisionList(rows.map((cells, index) => ({ line: index + 1, cells })));
const HEADING = ['STT', 'Mã đơn vị', 'Công nhận', 'Số giấy công nhận'];

describe('the list of a decision', () => {
  it.each([
    [['STT', 'Mã đơn vị', 'Công nhận', 'Số giấy công nhận']],
    [['TT', 'Mã', 'Kết quả', 'Số giấy']],
    [['Số TT', 'unit', 'recognised', 'certificate']],
  ])('is known by its heading: %j', (heading) => {
    const { lines, problems, reading } = read(heading, [1, 'QN0001', 'có', '12']);
    expect([lines, problems, reading.unusedColumns]).toEqual([
      [{ unit: 'QN0001', recognised: true, certificate: '12' }],
      [],
      [],
    ]);
  });

  it.each<[Cell, boolean]>([
    ['có', true],
    ['Công nhận', true],
    ['x', true],
    ['không', false],
    ['Không công nhận', false],
    [0, false],
  ])('takes %j for %s', (said, recognised) => {
    expect(read(HEADING, [1, 'QN0001', said]).lines).toEqual([{ unit: 'QN0001', recognised }]);
  });

  it.each<[Cell, string]>([
    ['', '“” không phải là có hay không. Hãy ghi có (công nhận) hoặc không.'],
    ['  ', '“” không phải là có hay không. Hãy ghi có (công nhận) hoặc không.'],
    [' có lẽ ', '“có lẽ” không phải là có hay không. Hãy ghi có (công nhận) hoặc không.'],
  ])('never understands %j', (said, message) => {
    const { lines, problems } = read(HEADING, [1, 'QN0001', said, '12']);
    expect([lines, problems]).toEqual([[], [{ code: 'DECISION.NOT_YES_OR_NO', place: 'dòng 2', message }]]);
  });

  it('names the line without a unit, and what else is wrong with a line', () => {
    const { problems } = read(HEADING, [1, '', 'có'], [2, 'Tröôøng tieåu hoïc', 'có']);
    expect(problems.map(({ code, place }) => [code, place])).toEqual([
      ['DECISION.NO_UNIT', 'dòng 2'],
      ['DECISION.ROW', 'dòng 3'],
    ]);
    expect(problems[0]?.message).toBe('Dòng này chưa có mã đơn vị.');
  });

  it('leaves totals and signatures aside, and says so', () => {
    const { lines, reading } = read(
      HEADING,
      [1, 'QN0001', 'có'],
      ['Tổng cộng', null, null, null],
      [null, null, null, 'CHỦ TỊCH'],
    );
    expect(lines).toHaveLength(1);
    expect(reading.skipped.map(({ line, why }) => [line, why])).toEqual([
      [3, 'total'],
      [4, 'text'],
    ]);
  });

  it('is none without both columns', () => {
    for (const heading of [
      ['Mã đơn vị', 'Tên'],
      ['Công nhận', 'Số giấy'],
    ]) {
      const { lines, problems } = read(heading, ['QN0001', 'có']);
      expect([lines, problems.map(({ code }) => code)]).toEqual([[], ['DECISION.NO_HEADER']]);
      expect(problems[0]?.message).toContain('hãy có cột “Mã đơn vị” và cột “Công nhận”.');
    }
  });

  it('is read from a file', () => {
    const content = new TextEncoder().encode('Mã đơn vị,Công nhận\nQN0001,có\n');
    expect(readDecisionFile({ filename: 'ds.csv', content }).lines).toEqual([
      { unit: 'QN0001', recognised: true },
    ]);
    const broken = readDecisionFile({ filename: 'ds.csv', content: new Uint8Array([0xff]) });
    expect(broken.problems.map(({ code }) => code)).toEqual(['TABLE.ENCODING']);
  });
});

it('no unit and no certificate stands in a list twice', () => {
  const lines = [
    { unit: 'A', certificate: '1' },
    { unit: 'B', certificate: '2' },
    { unit: 'C', certificate: '1' },
    { unit: 'B' },
    { unit: 'B' },
    { unit: 'D' },
  ];
  expect(checkDecisionList(lines)).toEqual([
    {
      code: 'DECISION.UNIT_TWICE',
      place: 'B',
      message: 'Đơn vị B có hai dòng trong danh sách. Hãy giữ lại một dòng.',
    },
    {
      code: 'DECISION.CERTIFICATE_TWICE',
      place: 'A, C',
      message: 'Số giấy công nhận 1 ghi cho nhiều đơn vị. Mỗi giấy một số; hãy sửa lại.',
    },
  ]);
  expect(checkDecisionList([{ unit: 'A' }, { unit: 'B' }])).toEqual([]);
});
