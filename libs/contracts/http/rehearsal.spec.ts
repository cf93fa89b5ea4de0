import { describe, expect, it } from '@jest/globals';
import { advanceBody, rehearsalAccountsBody } from './rehearsal.js';

const placesOf = (role: string, scope: object) =>
  rehearsalAccountsBody
    .safeParse({ accounts: [{ role, scope }] })
    .error?.issues.map(({ path }) => path.join('.'));
const UNIT = { level: 'unit', unitId: 'QN0001' };
const COMMUNE = { level: 'xa', communeCode: '21211' };
const PROVINCE = { level: 'tinh', provinceCode: '51' };

describe('an account asked for in a rehearsal', () => {
  it.each(['unit-officer', 'unit-head'])('%s belongs to a unit', (role) => {
    expect(placesOf(role, UNIT)).toBeUndefined();
    for (const scope of [COMMUNE, PROVINCE])
      expect(placesOf(role, scope)).toEqual(['accounts.0.scope.level']);
  });

  it.each(['appraiser', 'deciding-body', 'supervisor', 'administrator'])('%s belongs to an area', (role) => {
    expect(placesOf(role, UNIT)).toEqual(['accounts.0.scope.level']);
    for (const scope of [COMMUNE, PROVINCE]) expect(placesOf(role, scope)).toBeUndefined();
  });
});

describe('the pace of a rehearsal', () => {
  it('is an hour a day at the slowest', () => {
    const to = '2026-03-10T08:00:00+07:00';
    expect(advanceBody.safeParse({ to, dayMs: 3_600_000 }).success).toBe(true);
    expect(advanceBody.safeParse({ to, dayMs: 3_600_001 }).success).toBe(false);
  });
});
