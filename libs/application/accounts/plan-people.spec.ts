import { describe, expect, it } from '@jest/globals';
import { scopeOf } from '#libs/access';
import type { PersonLine } from '#libs/roster';
import type { GivenGrant } from './accounts.port.js';
import { planPeople } from './plan-people.js';

const NOW = '2026-02-10T02:00:00.000Z';

const HEAD: PersonLine = {
  ...{ line: 2, name: 'Thủ trưởng A', email: 'a@example.test', role: 'unit-head' },
  ...{ scope: scopeOf('unit', 'R3-0001'), from: '2026-01-05', paper: 'QĐ 1' },
};
const ELSEWHERE = { scope: scopeOf('unit', 'R3-0002'), from: '2026-03-01', paper: 'QĐ 9' };
const POLICE: PersonLine = {
  ...HEAD,
  role: 'appraiser',
  scope: scopeOf('tinh', '51'),
  officeCode: 'PA',
};

const grantOf = (line: PersonLine, more: Partial<GivenGrant> = {}): GivenGrant => {
  const { line: _row, name: _name, email: _email, endPaper: _end, telephone: _phone, ...grant } = line;
  return { id: 'g1', accountId: 'a1', ...grant, ...more };
};

const planned = (lines: readonly PersonLine[], grants: readonly GivenGrant[]) => {
  const { name, email } = HEAD;
  const account = { id: 'a1', provinceCode: '51', name, email, createdAt: NOW };
  const plan = planPeople(lines, [{ account, grants }], NOW);
  return {
    kinds: plan.changes.map(({ kind }) => kind),
    ends: plan.ends.map(({ grant, paper, at }) => [grant.id, paper, at]),
    problems: plan.problems.map(({ code }) => code),
    unchanged: plan.unchanged,
  };
};

describe('a change of post', () => {
  it('that begins on a day to come leaves the earlier role in force until the end of the day before', () => {
    const plan = planned([{ ...HEAD, ...ELSEWHERE }], [grantOf(HEAD)]);
    expect(plan).toEqual({
      kinds: ['moved'],
      ends: [['g1', 'QĐ 9', '2026-02-28T17:00:00.000Z']],
      problems: [],
      unchanged: 0,
    });
  });

  it('that has begun ends the earlier role at once', () => {
    const plan = planned([{ ...HEAD, ...ELSEWHERE, from: '2026-02-10' }], [grantOf(HEAD)]);
    expect(plan.ends).toEqual([['g1', 'QĐ 9', undefined]]);
  });

  it('that is to come is not planned twice, and the old row brings nothing back meanwhile', () => {
    const moved = { ...HEAD, ...ELSEWHERE };
    const grants = [
      grantOf(HEAD, { endPaper: 'QĐ 9', endedAt: '2026-02-28T17:00:00.000Z' }),
      grantOf(moved, { id: 'g2' }),
    ];
    expect(planned([moved], grants)).toMatchObject({ kinds: [], ends: [], unchanged: 1 });
    expect(planned([HEAD], grants)).toMatchObject({ kinds: [], problems: ['PEOPLE.ENDED'] });
  });

  it('that is to come does not keep the earlier role from being ended before by a paper of its own', () => {
    const grants = [grantOf(HEAD, { endPaper: 'QĐ 9', endedAt: '2026-02-28T17:00:00.000Z' })];
    const plan = planned([{ ...HEAD, endPaper: 'QĐ 7' }], grants);
    expect(plan).toMatchObject({ kinds: ['ended'], ends: [['g1', 'QĐ 7', undefined]] });
  });
});

it('leaves a role to act for a head alone, which is no post', () => {
  const deputy = grantOf(
    { ...HEAD, scope: scopeOf('unit', 'R3-0003'), paper: 'QĐ 8' },
    { id: 'g2', deputyFor: 'Thủ trưởng B', deputyAs: { capacity: 'deputyHead' } },
  );
  const moved = { ...HEAD, ...ELSEWHERE, from: '2026-02-10' };
  expect(planned([moved], [grantOf(HEAD), deputy]).ends).toEqual([['g1', 'QĐ 9', undefined]]);
  expect(planned([{ ...moved, scope: deputy.scope }], [deputy])).toMatchObject({
    kinds: ['granted'],
    ends: [],
  });
});

describe('a row whose last day is over', () => {
  const over = { from: '2025-01-01', to: '2025-12-31', paper: 'QĐ 0' };

  it('ends no role in force, neither at its place nor elsewhere', () => {
    for (const place of [HEAD.scope, ELSEWHERE.scope]) {
      const plan = planned([{ ...HEAD, ...over, scope: place }], [grantOf(HEAD)]);
      expect(plan).toMatchObject({ kinds: ['granted'], ends: [] });
    }
  });

  it('keeps no role that another row gives at another place', () => {
    const moved = { ...HEAD, ...ELSEWHERE, line: 3, from: '2026-02-01' };
    const plan = planned([{ ...HEAD, ...over }, moved], [grantOf(HEAD)]);
    expect(plan.ends).toEqual([['g1', 'QĐ 9', undefined]]);
  });
});

describe('roles of one place for two offices', () => {
  it('are two where the list names both', () => {
    const other = { ...POLICE, officeCode: 'PB', paper: 'QĐ 2' };
    expect(planned([POLICE, other], [grantOf(POLICE)])).toMatchObject({ kinds: ['granted'], ends: [] });
  });

  it('are a change of post where the list names the other one alone', () => {
    const other = { ...POLICE, officeCode: 'PB', paper: 'QĐ 2' };
    expect(planned([other], [grantOf(POLICE)])).toMatchObject({
      kinds: ['moved'],
      ends: [['g1', 'QĐ 2', undefined]],
    });
  });
});
