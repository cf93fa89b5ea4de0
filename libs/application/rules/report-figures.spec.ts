import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadPack, resolveStages } from '#libs/policy';
import type { FigureRecords } from '../ports/figures.port.js';
import type { Rules } from './cycle-rules.js';
import { missingResults, reportFigures } from './report-figures.js';

const pack = loadPack('quang-ngai-2025');
const stages = resolveStages(pack, 2026, { managedBy: 'xa' });
const rules: Rules = { pack, stages, graph: [] };
const cycle = { id: '51-2026', year: 2026 };
const commune = { communeCode: '21211', provinceCode: '51' };

const asked: (string | undefined)[] = [];
let unclassified: number;
const records: FigureRecords = {
  stages: async (_cycle, communeCode) => {
    asked.push(communeCode);
    return [
      { level: 'xa', stage: 'q1Plan', dueDay: '2026-03-31', status: 'submitted', n: 5 },
      { level: 'xa', stage: 'q1Plan', dueDay: '2026-03-31', status: 'awaiting', n: 2 },
      { level: 'tinh', stage: 'q1Plan', dueDay: '2026-11-30', status: 'returned', n: 1 },
      { level: 'tinh', stage: 'q1Plan', dueDay: '2026-03-31', status: 'closed', n: 3 },
      { level: 'xa', stage: 'recognition', dueDay: '', status: 'awaiting', n: 8 },
    ];
  },
  results: async (_cycle, communeCode) => {
    asked.push(communeCode);
    return [
      { level: 'xa', recognised: true, classKey: 'tot', notSubmitted: false, n: 3 },
      { level: 'xa', recognised: false, classKey: 'yeu', notSubmitted: true, n: 2 },
      { level: 'xa', recognised: true, classKey: 'tot', notSubmitted: true, n: 1 },
      { level: 'tinh', notSubmitted: false, n: unclassified },
    ];
  },
  without: async (_cycle, stage, communeCode) => [{ unitId: `${stage} ${communeCode ?? ''}`, level: 'xa' }],
};
const figures = (asOf: string, area = commune, stage = 'communeReport') =>
  reportFigures(records, cycle, rules, area, stage, asOf);
beforeEach(() => {
  unclassified = 2;
});

describe('the figures of a report', () => {
  it('count what stands, not what is said', async () => {
    const {
      units,
      stages: lines,
      recognised,
      notRecognised,
      classes,
      notSubmitted,
    } = await figures('2026-11-04T02:00:00.000Z');
    expect(units).toBe(8);
    expect(lines.find(({ stage }) => stage === 'q1Plan')).toEqual({
      stage: 'q1Plan',
      name: 'Nghị quyết, kế hoạch Quý I',
      done: 5,
      open: 3,
      overdue: 2,
    });
    expect(lines.find(({ stage }) => stage === 'recognition')).toMatchObject({ open: 8, overdue: 0 });
    expect({ recognised, notRecognised, notSubmitted }).toEqual({
      recognised: 4,
      notRecognised: 2,
      notSubmitted: 3,
    });
    expect(classes.map(({ key, units: n }) => [key, n])).toEqual([
      ['tot', 4],
      ['kha', 0],
      ['trung-binh', 0],
      ['yeu', 2],
    ]);
  });

  it('carry the mark of classes that no document names', async () => {
    const { classes } = await figures('2026-11-04T02:00:00.000Z');
    const binding = {
      ...rules,
      pack: { ...pack, classes: pack.classes.map((each) => ({ ...each, status: 'binding' as const })) },
    };
    const named = await reportFigures(
      records,
      cycle,
      binding,
      commune,
      'communeReport',
      '2026-11-04T02:00:00.000Z',
    );
    expect(classes.every(({ assumed }) => assumed === true)).toBe(true);
    expect(named.classes.some(({ assumed }) => assumed === true)).toBe(false);
  });

  it('name every stage of a unit and no paper of a body', async () => {
    const { stages: lines } = await figures('2026-11-04T02:00:00.000Z');
    expect(lines).toHaveLength(9);
    expect(lines.map(({ stage }) => stage)).not.toContain('communeReport');
  });

  it('are provisional until the assessment window has ended and every unit has its result', async () => {
    expect(await figures('2026-11-15T17:00:00.000Z')).toMatchObject({ provisional: true, unclassified: 2 });
    unclassified = 0;
    expect((await figures('2026-11-15T16:59:59.999Z')).provisional).toBe(true);
    expect((await figures('2026-11-15T17:00:00.000Z')).provisional).toBe(false);
  });

  it('are told by level where units of both lie in the area', async () => {
    const { levels } = await figures('2026-11-04T02:00:00.000Z');
    expect(levels).toMatchObject([
      { level: 'tinh', units: 2, recognised: 0, unclassified: 2, notSubmitted: 0 },
      { level: 'xa', units: 6, recognised: 4, unclassified: 0, notSubmitted: 3 },
    ]);
    expect(levels?.[0]?.stages.find(({ stage }) => stage === 'q1Plan')).toMatchObject({ done: 0, open: 1 });
    unclassified = 0;
    expect((await figures('2026-11-04T02:00:00.000Z')).levels).toBeUndefined();
  });

  it('name who has not reported, in the report that has to', async () => {
    expect((await figures('2026-11-04T02:00:00.000Z')).notReported).toEqual({
      stage: 'unitReport',
      name: 'Báo cáo kết quả',
      units: [{ unitId: 'unitReport 21211', level: 'xa' }],
    });
    const plan = await figures('2026-11-04T02:00:00.000Z', commune, 'communePlan');
    expect(plan.notReported).toBeUndefined();
  });

  it('warn where the report rests on results that are not there', async () => {
    const of = (key: string) => stages.find((stage) => stage.key === key);
    const counted = await figures('2026-12-10T02:00:00.000Z');
    expect(missingResults(rules, of('supplementReport'), counted)).toEqual([
      expect.stringMatching(/^.+ \(còn 2 đơn vị chưa có kết quả\)$/),
    ]);
    expect(missingResults(rules, of('communeReport'), counted)).toEqual([]);
    unclassified = 0;
    const complete = await figures('2026-12-10T02:00:00.000Z');
    expect(missingResults(rules, of('supplementReport'), complete)).toEqual([]);
  });

  it('cover the commune of a commune body and everything for a body of the province', async () => {
    asked.length = 0;
    await figures('2026-11-04T02:00:00.000Z');
    expect(asked).toEqual(['21211', '21211']);
    asked.length = 0;
    await figures('2026-11-04T02:00:00.000Z', { communeCode: '51', provinceCode: '51' });
    expect(asked).toEqual([undefined, undefined]);
  });
});
