import { expect, it } from '@jest/globals';
import { type Scope, scopeOf } from '#libs/access';
import type { ActorRole } from '#libs/policy';
import { isTokenLive, isWithinGrant, lastDaysOfToken, type TokenState } from './tokens.js';

type Place = readonly [ActorRole, Scope['level'], string];
const placed = ([role, level, code]: Place) => ({ role, scope: scopeOf(level, code) });

it.each<readonly [Place, Place, boolean]>([
  [['administrator', 'tinh', '51'], ['administrator', 'tinh', '51'], true],
  [['administrator', 'xa', '21211'], ['administrator', 'tinh', '51'], true],
  [['administrator', 'tinh', '51'], ['administrator', 'xa', '21211'], false],
  [['auditor', 'xa', '21211'], ['administrator', 'tinh', '51'], true],
  [['administrator', 'tinh', '51'], ['auditor', 'tinh', '51'], false],
  [['appraiser', 'tinh', '51'], ['appraiser', 'tinh', '51'], true],
  [['appraiser', 'huyen', '512'], ['appraiser', 'xa', '512'], false],
  // The commune's police, which the province's is not.
  [['appraiser', 'xa', '21211'], ['appraiser', 'tinh', '51'], false],
  [['screen', 'xa', '21211'], ['appraiser', 'tinh', '51'], true],
  [['unit-head', 'unit', 'U1'], ['unit-head', 'unit', 'U2'], false],
  [['unit-officer', 'unit', 'U1'], ['unit-head', 'unit', 'U1'], false],
])('a token %j is no more than a grant %j: %s', (token, grant, expected) => {
  expect(isWithinGrant(placed(token), placed(grant), { provinceCode: '51' })).toBe(expected);
});

const token: TokenState = {
  role: 'auditor',
  to: '2026-03-31',
  grant: { role: 'administrator', from: '2026-01-01' },
};
const NOW = '2026-03-10T02:00:00.000Z';

it('a token opens to the end of its last day', () => {
  expect(isTokenLive(token, NOW)).toBe(true);
  expect(isTokenLive(token, '2026-03-31T16:59:59.999Z')).toBe(true);
  expect(isTokenLive(token, '2026-03-31T17:00:00.000Z')).toBe(false);
});

it.each<readonly [string, Partial<TokenState>]>([
  ['whose account is disabled', { disabledAt: '2026-03-01T02:00:00.000Z' }],
  ['whose grant has ended', { grant: { ...token.grant, endedAt: NOW } }],
  ['whose grant is over', { grant: { ...token.grant, to: '2026-03-09' } }],
  ['that may do more than its grant', { grant: { ...token.grant, role: 'screen' } }],
])('a token %s opens nothing', (_what, change) => {
  expect(isTokenLive({ ...token, ...change }, NOW)).toBe(false);
});

it('a last day lies between today and so many days later, by the calendar of Vietnam', () => {
  expect(lastDaysOfToken('2026-03-10T17:00:00.000Z', 30)).toEqual({
    first: '2026-03-11',
    last: '2026-04-10',
  });
});
