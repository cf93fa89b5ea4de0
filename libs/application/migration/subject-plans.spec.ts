import { describe, expect, it } from '@jest/globals';
import { loadPack, type PolicyPack } from '#libs/policy';
import { evolve, initialState, type MigrationSide, type UnitYearState } from '#libs/unit-year';
import { type CycleRules, workOut } from '../cycle-rules/cycle-rules.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Unit } from '../units/units.port.js';
import type { PackSide } from './pack-side.js';
import { Placement } from './placement.js';
import { communesOf, movesOf, type PlanScene, planSubjects, type SubjectPlan } from './subject-plans.js';

const strict = loadPack('quang-ngai-2025');
const lenient: PolicyPack = { ...strict, eligibility: [] };
const police = { id: 'QN01', name: 'Trung đoàn', subKind: 'cong-an', kind: 'co-quan' } as unknown as Unit;
const place = { managedBy: 'xa', communeCode: 'X1' } as const;
const area = (code: string, kind: 'tinh' | 'xa', parentCode?: string) => ({
  code,
  name: code,
  kind,
  parentCode,
});

const levelRules = (pack: PolicyPack) => ({
  tinh: workOut(pack, 2026, { managedBy: 'tinh' }),
  huyen: workOut(pack, 2026, { managedBy: 'huyen' }),
  xa: workOut(pack, 2026, { managedBy: 'xa' }),
});
const packSide = (pack: PolicyPack): PackSide => {
  const levels = levelRules(pack);
  const of = (): MigrationSide => ({
    ...place,
    graph: levels.xa.graph,
    offices: {},
    levels: ['tinh', 'xa'],
    window: { from: '2025-11-16', to: '2026-11-15' },
  });
  return { levels, of, rulesOf: () => levels.xa } as unknown as PackSide;
};

/** One unit of a cycle that goes from one pack to another. */
const planFor = async (before: PolicyPack, after: PolicyPack, year: UnitYear, migrationId: string) => {
  const records = {
    units: { officesOf: async () => [], several: async () => [police] },
    migrations: {
      subjects: async (_cycle: string, afterId: string) => (afterId === '' ? [year] : []),
      recordedDays: async () => new Map(),
    },
  } as unknown as Records;
  const scene: PlanScene = {
    records,
    rules: { of: async () => levelRules(before).xa } as unknown as CycleRules,
    cycle: { id: 'c', provinceCode: '51', year: 2026 } as PlanScene['cycle'],
    pack: after,
    before: packSide(before),
    after: packSide(after),
    placement: new Placement([area('51', 'tinh'), area('X1', 'xa', '51')], '2026-02-01', ['tinh', 'xa'], []),
    lock: true,
    request: { migrationId, from: '2026-02-01', at: '2026-02-01T02:00:00.000Z' },
  };
  const { plans, blockers } = await planSubjects(scene);
  expect(blockers).toEqual([]);
  const [plan] = plans;
  if (plan === undefined) throw new Error('the unit has no plan');
  return plan;
};

describe('a unit that one pack puts outside the standard and the next one inside again', () => {
  it('goes on with the facts it has, open again', async () => {
    const graph = levelRules(lenient).xa.graph;
    const submitted: UnitYearState = evolve(initialState(graph), {
      kind: 'stage.submitted',
      stage: 'q1Plan',
      late: false,
      effectiveAt: '2026-01-20T02:00:00.000Z',
      commandId: 'c1',
    });
    const year = {
      ...{ cycleId: 'c', unitId: 'QN01', unitName: 'Trung đoàn', provinceCode: '51', unitKind: 'co-quan' },
      ...{ ...place, standing: 'inside', state: submitted },
    } as UnitYear;
    const ended = await planFor(lenient, strict, year, 'm1');
    expect(ended.after).toMatchObject({ standing: 'outside', state: { version: 2, status: 'closed' } });
    const back = await planFor(strict, lenient, { ...year, ...ended.after }, 'm2');
    expect(back.plan?.fact).toMatchObject({ reopens: true });
    expect(back.after).toMatchObject({
      standing: 'inside',
      state: { version: 3, status: 'open', stages: { q1Plan: { status: 'submitted', commandId: 'c1' } } },
    });
  });
});

describe('what moves in the list of the province', () => {
  it('is each unit that comes to another commune or level, and no office', () => {
    const year = { unitId: 'QN01', communeCode: 'X1', managedBy: 'huyen' } as UnitYear;
    const plan = (before: Partial<UnitYear>, after: Partial<UnitYear>) =>
      ({
        year: { ...year, ...before },
        after: { ...year, ...after },
        isNew: false,
      }) as unknown as SubjectPlan;
    expect(
      movesOf([
        plan({}, { managedBy: 'xa' }),
        plan({}, {}),
        plan({ bodyKey: 'ubnd-huyen' }, { communeCode: 'X2', bodyKey: 'ubnd-huyen' }),
      ]),
    ).toEqual([
      {
        unitId: 'QN01',
        before: { communeCode: 'X1', managedBy: 'huyen' },
        after: { communeCode: 'X1', managedBy: 'xa' },
      },
    ]);
  });
});

describe('the communes of a cycle afterwards', () => {
  it('are those that its units come to, each by its own row, and those that join', async () => {
    const codes = ['X1', 'X2', 'X3', 'X4'];
    const areas = [area('51', 'tinh'), ...codes.map((code) => area(code, 'xa', '51'))];
    const rows = [{ from: 'QN02', to: 'X2' }, { to: 'X3' }];
    const placement = new Placement(areas, '2026-02-01', ['tinh', 'xa'], rows);
    const years = ['QN01', 'QN02'].map((unitId) => ({ unitId, ...place }) as UnitYear);
    const subjects = async (_cycle: string, afterId: string) => (afterId === '' ? years : []);
    const records = { migrations: { subjects } } as unknown as Records;
    expect(await communesOf(records, 'c', placement)).toEqual(['X1', 'X2', 'X3']);
  });
});
