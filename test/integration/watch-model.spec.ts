import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Scope } from '#libs/access';
import { PostgresWatchModel } from '#libs/persistence';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

const PROVINCE: Scope = { level: 'tinh', provinceCode: '51' };

let province: SmallProvince;
let cycle: SmallCycle;
let model: PostgresWatchModel;

beforeAll(async () => {
  province = await SmallProvince.open([
    ['QN0001', 'Sở Tư pháp', 'tinh'],
    ['QN0002', 'Trạm Y tế xã', 'xa'],
  ]);
  cycle = await province.rehearse('watched');
  model = new PostgresWatchModel(province.source);
}, 120_000);

afterAll(() => province?.dispose());

describe('what supervisors watch', () => {
  it('is counted by level, as each level has its own days', async () => {
    const now = await model.boardChange(cycle.id);
    const then = await model.boardCountsOn(cycle.id, PROVINCE, {}, '2027-12-31');
    const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sorted((now?.counts ?? []).map((row) => Object.fromEntries(Object.entries(row).sort())))).toEqual(
      sorted(then.map((row) => Object.fromEntries(Object.entries(row).sort()))),
    );
    const reports = then.filter(({ stage }) => stage === 'unitReport');
    expect(reports.map(({ level, dueDay, n }) => [level, dueDay, n]).sort()).toEqual([
      ['tinh', '2026-11-04', 1],
      ['xa', '2026-10-30', 1],
    ]);
  });

  it('is told again of the communes whose chain has grown alone, of all where one above them has', async () => {
    const first = await model.boardChange(cycle.id);
    expect(first?.isWhole).toBe(true);
    const idle = await model.boardChange(cycle.id, first?.moved);
    expect(idle).toMatchObject({ isWhole: false, counts: [], outside: [] });
    expect(idle?.moved.size).toBe(0);

    await cycle.submit('QN0002', bodies.submit('q1Plan'));
    const after = await model.boardChange(cycle.id, first?.moved);
    expect([...(after?.moved.keys() ?? [])]).toEqual([COMMUNE]);
    expect(after?.isWhole).toBe(false);
    expect(new Set(after?.counts.map(({ communeCode }) => communeCode))).toEqual(new Set([COMMUNE]));
    const plans = after?.counts.filter(({ stage, level }) => stage === 'q1Plan' && level === 'xa');
    expect(plans?.map(({ status, n }) => [status, n])).toEqual([['submitted', 1]]);

    await cycle.moveTo('2026-03-01T09:00');
    expect((await model.boardChange(cycle.id, first?.moved))?.isWhole).toBe(true);
    expect(await model.boardChange('51-1999')).toBeUndefined();
  });

  it('begins after a unit that the account sees, and after no other', async () => {
    const after = (code: string, scope: Scope = PROVINCE) =>
      model.exclusions(cycle.id, scope, { after: code, limit: 10, classes: ['yeu'] });
    expect(await after('QN0001')).toEqual([]);
    expect(await after('NOBODY')).toBeUndefined();
    expect(await after('QN0001', { level: 'unit', unitId: 'QN0002' })).toBeUndefined();
    expect(await model.exclusions(cycle.id, PROVINCE, { limit: 10, classes: ['yeu'] })).toEqual([]);
  });
});
