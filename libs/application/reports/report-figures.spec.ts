import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ReportFigures } from '#libs/contracts';
import { resolveStages } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import { figureNames } from '../report-words/figure-names.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { figureLines } from './figure-changes.js';
import type { FigureRecords, TargetUnit } from './figures.port.js';
import { isReport, missingResults, type ReportRules, reportFigures } from './report-figures.js';

const pack = loadPack('quang-ngai-2025');
const stages = resolveStages(pack, 2026, { managedBy: 'xa' });
const rules: ReportRules = {
  pack,
  stages,
  graph: [],
  levels: {
    tinh: { stages: resolveStages(pack, 2026, { managedBy: 'tinh' }) },
    huyen: { stages: resolveStages(pack, 2026, { managedBy: 'huyen' }) },
    xa: { stages },
  },
};
const cycle = { id: '51-2026', year: 2026 };
const subject = (more: Partial<UnitYear>) =>
  ({
    unitId: 'UBX',
    bodyKey: 'ubnd-xa',
    managedBy: 'xa',
    communeCode: '21211',
    provinceCode: '51',
    state: { version: 0, round: 1, status: 'open', stages: {} },
    ...more,
  }) as UnitYear;
const commune = subject({});
const targetUnit = (unitId: string, more: Partial<TargetUnit> = {}): TargetUnit => ({
  unitId,
  unitName: unitId,
  communeCode: '21211',
  communeName: 'Xã Tịnh Khê',
  standing: 'inside',
  registered: true,
  recognised: false,
  measures: [],
  ...more,
});
const counted = [
  targetUnit('D1', { recognised: true, pledges: { done: 3, of: 3 } }),
  targetUnit('D2', { measures: [{ criterion: '2', done: 89, of: 100 }] }),
  targetUnit('D3', { registered: false }),
  targetUnit('D4', { standing: 'outside' }),
];
let earlier: ReportFigures | undefined;

const asked: (string | undefined)[] = [];
let unclassified: number;
const figureRecords: FigureRecords = {
  stages: async (_cycle, communeCode) => {
    asked.push(communeCode);
    return [
      { level: 'xa', unitKind: 'co-quan', stage: 'q1Plan', dueDay: '2026-03-31', status: 'submitted', n: 5 },
      { level: 'xa', unitKind: 'co-quan', stage: 'q1Plan', dueDay: '2026-03-31', status: 'awaiting', n: 2 },
      { level: 'tinh', unitKind: 'co-quan', stage: 'q1Plan', dueDay: '2026-11-30', status: 'returned', n: 1 },
      { level: 'tinh', unitKind: 'co-quan', stage: 'q1Plan', dueDay: '2026-03-31', status: 'closed', n: 3 },
      { level: 'xa', unitKind: 'co-quan', stage: 'recognition', dueDay: '', status: 'awaiting', n: 8 },
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
  targetUnits: async () => counted,
  reportUnits: async () => [],
};
const records = {
  figures: figureRecords,
  papers: { figuresOf: async () => earlier },
} as unknown as Parameters<typeof reportFigures>[0];
const figures = (asOf: string, area = commune, stage = 'communeReport') =>
  reportFigures(records, cycle, rules, area, stage, asOf);
beforeEach(() => {
  unclassified = 2;
  earlier = undefined;
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
      // No document orders that the plan be sent, so nobody is past a day with it.
      overdue: 0,
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

  it('are those that an office may note something to, under the same names', async () => {
    const lines = figureLines(await figures('2026-11-04T02:00:00.000Z'));
    const names = figureNames(rules);
    expect(lines.map(({ figure, name }) => [figure, name])).toEqual([...names]);
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
    await figures('2026-11-04T02:00:00.000Z', subject({ communeCode: '51' }));
    expect(asked).toEqual([undefined, undefined]);
  });

  it('tell their period: the assessment window as far as it has come', async () => {
    expect((await figures('2026-11-04T02:00:00.000Z')).period).toEqual({
      from: '2025-11-16',
      to: '2026-11-04',
    });
    expect((await figures('2026-12-10T02:00:00.000Z')).period).toEqual({
      from: '2025-11-16',
      to: '2026-11-15',
    });
  });

  it('tell where the targets stand, units outside the standard in no denominator', async () => {
    const { meters = [] } = await figures('2026-11-04T02:00:00.000Z');
    expect(meters.map(({ target, done, of, met }) => [target, done, of, met])).toEqual([
      ['registered', 2, 3, false],
      ['recognised', 1, 2, false],
      ['participation', 89, 100, false],
      ['subunits', 3, 3, true],
    ]);
    expect(meters[2]).toMatchObject({
      permille: 890,
      status: 'target',
      units: { met: 0, missed: 1, unknown: 2 },
    });
  });

  it('of a supplement say what changed against the report that it brings up to date', async () => {
    earlier = await figures('2026-11-04T02:00:00.000Z');
    const later = {
      ...earlier,
      recognised: 3,
      notRecognised: 3,
      classes: earlier.classes.map((each) => ({ ...each, units: 1 })),
    };
    earlier = later;
    const { changes } = await figures('2026-12-10T02:00:00.000Z', commune, 'supplementReport');
    expect(changes).toMatchObject({ stage: 'communeReport', asOf: '2026-11-04T02:00:00.000Z' });
    expect(changes?.lines).toEqual([
      { figure: 'recognised', name: 'Được công nhận', before: 3, after: 4 },
      { figure: 'notRecognised', name: 'Không được công nhận', before: 3, after: 2 },
      { figure: 'classes.tot', name: 'Phân loại Tốt', before: 1, after: 4 },
      { figure: 'classes.kha', name: 'Phân loại Khá', before: 1, after: 0 },
      { figure: 'classes.trung-binh', name: 'Phân loại Trung bình', before: 1, after: 0 },
      { figure: 'classes.yeu', name: 'Phân loại Yếu', before: 1, after: 2 },
    ]);
    expect((await figures('2026-12-10T02:00:00.000Z')).changes).toBeUndefined();
  });
});

describe('the figures of a unit’s own report', () => {
  const unit = subject({
    unitId: 'D1',
    bodyKey: undefined,
    state: {
      version: 2,
      round: 1,
      status: 'open',
      stages: { q1Plan: { status: 'submitted', round: 1 }, registration: { status: 'awaiting', round: 1 } },
    },
  });

  it('are those of its own year and no other', async () => {
    asked.length = 0;
    const own = await reportFigures(records, cycle, rules, unit, 'unitReport', '2026-10-29T02:00:00.000Z');
    expect(asked).toEqual([]);
    expect(own).toMatchObject({
      units: 1,
      unclassified: 1,
      provisional: true,
      levels: undefined,
      notReported: undefined,
    });
    const standing = Object.fromEntries(
      own.stages.map(({ stage, done, overdue }) => [stage, [done, overdue]]),
    );
    expect([standing['q1Plan'], standing['registration'], standing['dossier']]).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(own.meters?.map(({ target, done, of }) => [target, done, of])).toEqual([
      ['registered', 1, 1],
      ['recognised', 1, 1],
      ['participation', 0, 0],
      ['subunits', 3, 3],
    ]);
  });

  it('belong to the paper that somebody reports on, and to every paper of a body', () => {
    expect(['unitReport', 'q1Plan', 'dossier'].map((stage) => isReport(rules, unit, stage))).toEqual([
      true,
      false,
      false,
    ]);
    expect(isReport(rules, commune, 'communePlan')).toBe(true);
  });
});
