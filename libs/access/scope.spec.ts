import { describe, expect, it } from '@jest/globals';
import { areaCodeOf, isInScope, type Scope, scopeCode, scopeOf } from './scope.js';

const UNIT = {
  unitId: 'U1',
  communeCode: '95111',
  districtCode: '95110',
  provinceCode: '951',
  unitKind: 'co-quan',
};
const SCOPES: readonly (readonly [Scope['level'], string, boolean])[] = [
  ['unit', 'U1', true],
  ['unit', 'U2', false],
  ['xa', '95111', true],
  ['xa', '95110', false],
  ['huyen', '95110', true],
  ['huyen', '95111', false],
  ['tinh', '951', true],
  ['tinh', '95110', false],
  ['sector', '951:co-quan', true],
  ['sector', '951:doanh-nghiep', false],
  ['sector', '952:co-quan', false],
  ['sector', '951', false],
];

describe('the scope of an account', () => {
  it.each(SCOPES)('%s %s has the unit in it: %s', (level, code, expected) => {
    expect(isInScope(scopeOf(level, code), UNIT)).toBe(expected);
  });

  it('is no district for a unit that lies in none', () => {
    expect(isInScope(scopeOf('huyen', '95110'), { ...UNIT, districtCode: undefined })).toBe(false);
  });

  it('is named by one code, whatever its level', () => {
    for (const [level, code] of SCOPES)
      expect(scopeCode(scopeOf(level, code))).toBe(code === '951' && level === 'sector' ? '951:' : code);
    expect(SCOPES.map(([level, code]) => areaCodeOf(scopeOf(level, code)))).toEqual([
      undefined,
      undefined,
      '95111',
      '95110',
      '95110',
      '95111',
      ...Array<undefined>(6).fill(undefined),
    ]);
  });
});
