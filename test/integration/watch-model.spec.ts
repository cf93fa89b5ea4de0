import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Scope } from '#libs/access';
import { PostgresWatchModel } from '#libs/persistence';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';

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
    const counts = await model.boardCounts(cycle.id, PROVINCE, {});
    const reports = counts.filter(({ stage }) => stage === 'unitReport');
    expect(reports.map(({ level, dueDay, n }) => [level, dueDay, n]).sort()).toEqual([
      ['tinh', '2026-11-04', 1],
      ['xa', '2026-10-30', 1],
    ]);
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
