import { expect, it } from '@jest/globals';
import { type Scope, scopeOf } from './scope.js';
import { isWithinScope } from './within-scope.js';

const ABOVE = { provinceCode: '951', districtCode: '95110' };
type Place = readonly [Scope['level'], string];

it.each<readonly [Place, Place, boolean]>([
  [['unit', 'U1'], ['unit', 'U1'], true],
  [['unit', 'U1'], ['unit', 'U2'], false],
  [['unit', 'U1'], ['tinh', '951'], false],
  [['xa', '95111'], ['xa', '95111'], true],
  [['xa', '95111'], ['xa', '95112'], false],
  [['xa', '95111'], ['huyen', '95110'], true],
  [['xa', '95111'], ['huyen', '95120'], false],
  [['xa', '95111'], ['tinh', '951'], true],
  [['xa', '95111'], ['tinh', '952'], false],
  [['huyen', '95110'], ['tinh', '951'], true],
  [['huyen', '95110'], ['xa', '95111'], false],
  [['tinh', '951'], ['huyen', '95110'], false],
  [['sector', '951:co-quan'], ['tinh', '951'], true],
  [['sector', '951:co-quan'], ['huyen', '95110'], false],
  [['tinh', '951'], ['sector', '951:co-quan'], false],
  [['xa', '95111'], ['sector', '951:co-quan'], false],
])('%j lies in %j: %s', (scope, of, expected) => {
  expect(isWithinScope(scopeOf(...scope), scopeOf(...of), ABOVE)).toBe(expected);
});

it('a place of which nobody knows where it lies lies in none but itself', () => {
  expect(isWithinScope(scopeOf('xa', '95111'), scopeOf('tinh', '951'), {})).toBe(false);
  expect(isWithinScope(scopeOf('xa', '95111'), scopeOf('huyen', '95110'), {})).toBe(false);
});
