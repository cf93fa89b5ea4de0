import { describe, expect, it } from '@jest/globals';
import { type UnitStageAnswer, type UnitYearAnswer } from '#libs/contracts/http';
import type { ExpectedUnit } from './population.types.js';
import { behaviourOf, compare, listDifferences } from './verify.js';

const due = (lastDay: string) => ({ lastDay, phrase: '', words: '', source: '', status: 'assumed' as const });
const stage = (key: string, more: Partial<UnitStageAnswer> = {}): UnitStageAnswer => ({
  stage: key,
  name: key,
  act: 'submit',
  status: 'submitted',
  standing: 'done',
  round: 1,
  late: false,
  effectiveAt: '2026-03-10T02:00:00.000Z',
  opens: '2026-01-01',
  due: due('2026-03-31'),
  ...more,
});
const appraisal = stage('appraisal', { act: 'appraise', status: 'done', late: true });
const year = (stages: readonly UnitStageAnswer[], more: Partial<UnitYearAnswer> = {}): UnitYearAnswer => ({
  cycleId: '51-2026-dt-7',
  unit: {
    id: 'QN0001',
    name: '',
    kind: 'co-quan',
    subKind: '',
    communeCode: '',
    communeName: '',
    managedBy: 'tinh',
    size: 'vua',
    flags: {},
    subunits: 0,
    headcount: 0,
    students: 0,
    contacts: [],
  },
  now: '',
  standing: 'inside',
  version: 1,
  round: 1,
  status: 'open',
  over: true,
  workflowId: '',
  stages,
  standard: 'An toàn về an ninh, trật tự',
  recognised: true,
  class: { key: 'tot', name: 'Tốt', total: 92.5, excludedFromAwards: false, assumed: true },
  notSubmitted: false,
  history: [],
  ...more,
});
const expected: ExpectedUnit = {
  id: 'QN0001',
  behaviour: 'onTime',
  stages: [
    { stage: 'q1Plan', status: 'submitted', late: false },
    { stage: 'appraisal', status: 'done', late: true },
  ],
  recognised: true,
  classKey: 'tot',
  total: 92.5,
  excluded: false,
};
const returned = [{ kind: 'stage.returned' }] as unknown as UnitYearAnswer['history'];
const lastDay = { effectiveAt: '2026-03-31T09:00:00.000Z' };

describe('the behaviour that a year shows', () => {
  it('is read from its papers and its history', () => {
    const late = stage('festival', { late: true });
    expect(behaviourOf(year([stage('q1Plan'), appraisal]))).toBe('onTime');
    expect(behaviourOf(year([stage('q1Plan', lastDay), stage('registration', lastDay)]))).toBe('lastDay');
    expect(behaviourOf(year([stage('q1Plan', lastDay), stage('registration')]))).toBe('onTime');
    expect(behaviourOf(year([late, late]))).toBe('late');
    expect(behaviourOf(year([late, stage('q1Plan')]))).toBe('mixed');
    expect(behaviourOf(year([late, stage('q1Plan', { obligation: 'asked' })]))).toBe('late');
    expect(behaviourOf(year([stage('q1Plan', { status: 'awaiting' })]))).toBe('mixed');
    expect(behaviourOf(year([stage('q1Plan')], { history: returned }))).toBe('returned');
    expect(behaviourOf(year([stage('q1Plan', { status: 'awaiting' })], { notSubmitted: true }))).toBe(
      'never',
    );
  });
});

describe('a comparison', () => {
  const compared = (found: UnitYearAnswer) => compare([expected], [], new Map([['QN0001', found]]));

  it('finds nothing where everything is as it was drawn', () => {
    const { differences, behaviours, classes } = compared(year([stage('q1Plan'), appraisal]));
    expect(differences).toEqual([]);
    expect(behaviours).toEqual([{ key: 'onTime', expected: 1, found: 1 }]);
    expect(classes).toEqual([{ key: 'tot', expected: 1, found: 1 }]);
  });

  it('names whatever is another: a stage, the points, the class, the recognition, a year that is not there', () => {
    const stages = [stage('q1Plan', { late: true }), appraisal, stage('festival')];
    const low = { key: 'yeu', name: 'Yếu', total: 42.5, excludedFromAwards: true, assumed: true };
    const { differences, classes } = compared(year(stages, { class: low, recognised: false }));
    expect(differences.map(({ what, expected: wanted, found }) => [what, wanted, found])).toEqual([
      ['cách thực hiện', 'onTime', 'mixed'],
      ['công nhận', 'có', 'không'],
      ['mức phân loại', 'tot', 'yeu'],
      ['điểm', '92,5', '42,5'],
      ['bước q1Plan', 'submitted, đúng hạn', 'submitted, trễ'],
      ['bước festival', 'không có', 'submitted, đúng hạn'],
    ]);
    expect(classes).toEqual([
      { key: 'tot', expected: 1, found: 0 },
      { key: 'yeu', expected: 0, found: 1 },
    ]);
    expect(compare([expected], [{ id: 'XA1', stages: [] }], new Map()).differences).toHaveLength(2);
  });

  it('names the units that stand on one list only', () => {
    expect(listDifferences(['A', 'B'], ['B', 'C']).map(({ subject, found }) => [subject, found])).toEqual([
      ['A', 'không'],
      ['C', 'có'],
    ]);
  });
});
