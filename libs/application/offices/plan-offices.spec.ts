import { expect, it } from '@jest/globals';
import type { OfficeLine } from '#libs/roster';
import type { KeptOffice } from './offices.port.js';
import { planOffices } from './plan-offices.js';

const kept = (code: string, areaCode: string): KeptOffice => ({
  ...{ code, areaCode, kind: 'commune-police', name: `Công an ${code}`, duties: ['appraises'] },
});
const line = (row: number, code: string | undefined, areaCode: string): OfficeLine => ({
  ...{ line: row, code, areaCode, kind: 'commune-police', name: `Công an ${code ?? areaCode}` },
  ...{ duties: ['appraises'], details: {}, stated: [] },
});
const KNOWN = [kept('CQ1', 'A'), kept('CQ2', 'B')];

const planned = (lines: readonly OfficeLine[]) => {
  const { updates, problems } = planOffices('51', lines, KNOWN, new Set());
  return [
    updates.map(({ code, areaCode }) => `${code} ${areaCode}`),
    problems.map(({ code, place }) => `${place}: ${code}`),
  ];
};

it('no office is moved onto another one of its kind, whether the list names that one or not', () => {
  expect(planned([line(2, 'CQ1', 'B')])).toEqual([[], ['dòng 2: OFFICES.DUPLICATE']]);
  expect(planned([line(2, 'CQ1', 'B'), line(3, undefined, 'A')])).toEqual([
    [],
    ['dòng 2: OFFICES.DUPLICATE'],
  ]);
});

it('two offices that change places, and one that follows another one, are what the list says', () => {
  expect(planned([line(2, 'CQ1', 'B'), line(3, 'CQ2', 'A')])).toEqual([['CQ1 B', 'CQ2 A'], []]);
  expect(planned([line(2, 'CQ1', 'B'), line(3, 'CQ2', 'C')])).toEqual([['CQ1 B', 'CQ2 C'], []]);
});

it('a row without a code is no office that another row names and moves away', () => {
  const { inserts, updates } = planOffices(
    '51',
    [line(2, 'CQ1', 'C'), line(3, undefined, 'A')],
    KNOWN,
    new Set(),
  );
  expect([updates.map(({ code }) => code), inserts.map(({ areaCode }) => areaCode)]).toEqual([
    ['CQ1'],
    ['A'],
  ]);
});
