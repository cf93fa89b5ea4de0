import { describe, expect, it } from '@jest/globals';
import { bodyStages, type ResolvedStage, resolveStages, unitStages } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import { boardBodies, boardColumns, boardRows, type Graphs, unitsIn } from './board-answer.js';
import type { BoardCount } from './watch-model.port.js';

const pack = loadPack('quang-ngai-2025');
const of = (managedBy: 'tinh' | 'xa') => resolveStages(pack, 2026, { managedBy });
const graphs: Graphs = new Map([
  ['tinh', unitStages(of('tinh'))],
  ['xa', unitStages(of('xa'))],
]);
const NAMES = new Map([
  ['1', 'Xã Đắk Hà'],
  ['2', 'Xã Du Thanh'],
  ['3', 'Phường Kon Tum'],
]);

const count = (
  communeCode: string,
  stage: string,
  status: BoardCount['status'],
  n: number,
  dueDay = '',
  isBody = false,
): BoardCount => ({
  ...{ communeCode, level: 'xa', stage, status, n, dueDay, isBody },
  unitKind: isBody ? 'body' : 'co-quan',
});

const columnOf = (key: string, today: string) =>
  boardColumns(graphs, today).find(({ stage }) => stage === key);

describe('the columns of a board', () => {
  it('are the nine unit stages of the year in their order, by their short names', () => {
    expect(boardColumns(graphs, '2026-01-01').map(({ shortName }) => shortName)).toEqual([
      'Quý I',
      'Đăng ký',
      'Ngày hội',
      'Tự chấm',
      'Báo cáo',
      'Hồ sơ',
      'Thẩm định',
      'Công nhận',
      'Xét thi đua',
    ]);
  });

  it('show one day where both levels have the same, and both with their marks where they differ', () => {
    expect(columnOf('registration', '2026-01-01')?.lastDays).toEqual([
      { day: '2026-03-31', assumed: false, suggestedFor: ['co-so-giao-duc'] },
    ]);
    expect(columnOf('unitReport', '2026-01-01')?.lastDays).toEqual([
      { day: '2026-10-30', level: 'xa', assumed: true },
      { day: '2026-11-04', level: 'tinh', assumed: false },
    ]);
  });

  it('are open from their opening day on', () => {
    expect(columnOf('festival', '2026-06-30')?.isOpen).toBe(false);
    expect(columnOf('festival', '2026-07-01')?.isOpen).toBe(true);
  });
});

describe('the rows of a board', () => {
  const rowsOf = (
    today: string,
    counts: readonly BoardCount[],
    stuck: Parameters<typeof boardRows>[2]['stuck'] = [],
  ) => {
    const columns = boardColumns(graphs, today);
    const rows = boardRows(columns, graphs, { counts, stuck, today, names: NAMES });
    const at = (key: string) => rows.total[columns.findIndex(({ stage }) => stage === key)];
    return { ...rows, festival: at('festival'), scoring: at('selfScoring') };
  };
  const none = { done: 0, working: 0, returned: 0, overdue: 0, notSubmitted: 0, ahead: 0, failing: 0 };

  it('count what was handed in or concluded as done, however late the day is', () => {
    const { festival } = rowsOf('2026-12-01', [
      count('1', 'festival', 'submitted', 3, '2026-08-31'),
      count('2', 'festival', 'done', 4, '2026-08-31'),
    ]);
    expect(festival).toEqual({ ...none, done: 7 });
  });

  it('are past a suggested day on the day after it, and overdue after a day that was granted', () => {
    const counts = [
      count('1', 'selfScoring', 'awaiting', 5, '2026-10-27'),
      count('1', 'selfScoring', 'awaiting', 2, '2026-11-06'),
      count('1', 'selfScoring', 'returned', 1, '2026-10-27'),
    ];
    expect(rowsOf('2026-10-27', counts).scoring).toEqual({ ...none, working: 7, returned: 1 });
    expect(rowsOf('2026-10-28', counts).scoring).toEqual({ ...none, working: 2, pastSuggested: 6 });
    expect(rowsOf('2026-11-07', counts).scoring).toEqual({ ...none, overdue: 2, pastSuggested: 6 });
  });

  it('are "không nộp" once the cut-off has passed, but not while a grace beyond it runs', () => {
    const counts = [
      count('1', 'selfScoring', 'awaiting', 5, '2026-10-27'),
      count('1', 'selfScoring', 'returned', 1, '2026-10-27'),
      count('2', 'selfScoring', 'returned', 2, '2026-11-25'),
      count('2', 'selfScoring', 'submitted', 3, '2026-10-27'),
    ];
    expect(rowsOf('2026-11-18', counts).scoring).toEqual({
      ...none,
      done: 3,
      returned: 2,
      pastSuggested: 6,
    });
    expect(rowsOf('2026-11-19', counts).scoring).toEqual({
      ...none,
      done: 3,
      returned: 2,
      notSubmitted: 6,
    });
    expect(rowsOf('2026-11-26', counts).scoring).toEqual({ ...none, done: 3, notSubmitted: 8 });
  });

  it('never go past a day of what is only asked for, and ask nobody for it once it is taken in no longer', () => {
    const counts = [
      count('1', 'festival', 'awaiting', 5, '2026-08-31'),
      count('1', 'festival', 'awaiting', 2, '2026-09-10'),
      count('1', 'festival', 'returned', 1, '2026-08-31'),
    ];
    expect(rowsOf('2026-11-18', counts).festival).toEqual({ ...none, working: 7, returned: 1 });
    expect(rowsOf('2026-11-19', counts).festival).toEqual({ ...none, waived: 8 });
  });

  it('have nothing under way before the stage opens, and never call overdue what has no day', () => {
    expect(rowsOf('2026-06-30', [count('1', 'festival', 'awaiting', 5, '2026-08-31')]).festival).toEqual({
      ...none,
      ahead: 5,
    });
    expect(rowsOf('2026-11-18', [count('1', 'festival', 'awaiting', 5)]).festival).toEqual({
      ...none,
      working: 5,
    });
  });

  it('tell commands without an outcome beside the units, not instead of them', () => {
    const { festival } = rowsOf(
      '2026-08-01',
      [count('1', 'festival', 'awaiting', 5, '2026-08-31')],
      [{ communeCode: '1', stage: 'festival', isBody: false, n: 2 }],
    );
    expect(festival).toEqual({ ...none, working: 5, failing: 2 });
  });

  it('name the communes in Vietnamese order with their units, and leave offices out', () => {
    const { communes, total } = rowsOf('2026-08-01', [
      count('1', 'festival', 'awaiting', 5, '2026-08-31'),
      count('2', 'festival', 'done', 3, '2026-08-31'),
      count('3', 'festival', 'awaiting', 4, '2026-08-31'),
      count('3', 'festival', 'done', 2, '2026-08-31'),
      count('9', 'communePlan', 'awaiting', 1, '2026-03-31', true),
    ]);
    expect(communes.map(({ name, units }) => [name, units])).toEqual([
      ['Phường Kon Tum', 6],
      ['Xã Du Thanh', 3],
      ['Xã Đắk Hà', 5],
    ]);
    expect(unitsIn(total)).toBe(14);
  });
});

describe('the papers of offices', () => {
  const stageOf = (key: string, body: string, level: 'tinh' | 'xa') => ({
    stage: bodyStages(of(level), body).find((stage) => stage.key === key) as ResolvedStage,
    level,
    bodyName: 'Công an tỉnh',
  });
  const stages = [
    stageOf('communePlan', 'ubnd-xa', 'xa'),
    stageOf('communeReport', 'ubnd-xa', 'xa'),
    stageOf('provinceReport', 'cong-an-tinh', 'tinh'),
  ];

  it('are counted by stage with the names of those that are past their day; what nobody owes is left out', () => {
    const bodies = boardBodies(stages, {
      today: '2026-11-15',
      stuck: [],
      names: NAMES,
      counts: [
        count('1', 'communePlan', 'awaiting', 1, '2026-03-31', true),
        count('2', 'communePlan', 'submitted', 1, '2026-03-31', true),
        count('3', 'communePlan', 'returned', 1, '2026-03-31', true),
        count('51', 'provinceReport', 'awaiting', 1, '2026-11-14', true),
        count('1', 'festival', 'awaiting', 9, '2026-08-31'),
      ],
    });
    expect(bodies.map(({ stage, done, overdue, late }) => [stage, done, overdue, late])).toEqual([
      ['communePlan', 1, 0, []],
      ['provinceReport', 0, 1, ['Công an tỉnh']],
    ]);
    // No document orders the commune's plan of later years: it is asked for, and nobody is past a day with it.
    expect(bodies[0]).toMatchObject({ working: 1, returned: 1 });
    expect(bodies.map(({ pastSuggestedAt }) => pastSuggestedAt)).toEqual([undefined, undefined]);
    expect(bodies[0]).toMatchObject({ lastDay: '2026-03-31', assumed: true, shortName: 'Kế hoạch xã' });
    expect(bodies[1]).toMatchObject({ lastDay: '2026-11-14', assumed: false });
  });
});
