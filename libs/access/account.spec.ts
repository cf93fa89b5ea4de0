import { describe, expect, it } from '@jest/globals';
import { ACTOR_ROLES, type ActorRole } from '#libs/policy';
import {
  type Account,
  type Assignment,
  possibleRelations,
  relationsTo,
  relationsToNamedProvince,
  relationsToProvince,
  type SeenProvince,
} from './account.js';
import type { Relation } from './relations.js';
import { type Scope, scopeOf } from './scope.js';

const UNIT = {
  unitId: 'U1',
  communeCode: '95111',
  districtCode: '95110',
  provinceCode: '951',
  unitKind: 'co-quan',
};
const BODY = { ...UNIT, unitId: 'CAX', unitKind: 'body', bodyKey: 'cong-an-xa' };
const SEEN = '951' as SeenProvince;
const account = (role: ActorRole, level: Scope['level'], code: string, officeCode?: string): Account => ({
  role,
  scope: scopeOf(level, code),
  officeCode,
});
const sorted = (relations: ReadonlySet<Relation>) => [...relations].sort();
const OFFICE: readonly Relation[] = ['answeringOffice', 'assignedOffice', 'inScope', 'receivingOffice'];

describe('how an account stands to a unit', () => {
  it.each<readonly [string, Account, Assignment | undefined, readonly Relation[]]>([
    ['its head', account('unit-head', 'unit', 'U1'), undefined, ['headItself', 'inScope', 'ownUnit']],
    ['the head of another', account('unit-head', 'unit', 'U2'), undefined, []],
    ['the office of its level', account('appraiser', 'xa', '95111'), { level: 'xa' }, OFFICE],
    ['an office of another level', account('appraiser', 'tinh', '951'), { level: 'xa' }, ['inScope']],
    ['an office of its level elsewhere', account('appraiser', 'xa', '95112'), { level: 'xa' }, []],
    ['an administrator of its level', account('administrator', 'xa', '95111'), { level: 'xa' }, ['inScope']],
    ['a body of its sector', account('supervisor', 'sector', '951:co-quan'), { level: 'tinh' }, ['inScope']],
    ['a body of another sector', account('supervisor', 'sector', '951:doanh-nghiep'), undefined, []],
    ['an office of the same code', account('appraiser', 'xa', '95111', 'U1'), undefined, ['inScope']],
  ])('%s', (_who, who, assignment, expected) => {
    expect(sorted(relationsTo(who, UNIT, assignment))).toEqual(expected);
  });
});

describe('how an account stands to a body that owes papers', () => {
  const own = account('deciding-body', 'xa', '95111', 'CAX');
  it.each<readonly [string, Account, boolean, readonly Relation[]]>([
    ['the body', own, false, ['answeringOffice', 'assignedOffice', 'inScope', 'ownBody']],
    [
      'the body, of the kind that receives its own paper',
      own,
      true,
      ['answeringOffice', 'assignedOffice', 'inScope', 'ownBody'],
    ],
    ['another office of the commune', account('appraiser', 'xa', '95111', 'UBX'), false, ['inScope']],
    [
      'another office of the commune that receives it',
      account('appraiser', 'xa', '95111', 'UBX'),
      true,
      ['inScope', 'receivingOffice'],
    ],
    [
      'an office of the province',
      account('supervisor', 'tinh', '951', 'BCD'),
      false,
      ['answeringOffice', 'assignedOffice', 'inScope'],
    ],
    ['an administrator of the province', account('administrator', 'tinh', '951'), false, ['inScope']],
    ['an office of another commune', account('appraiser', 'xa', '95112', 'CAY'), true, []],
    ['a body of a sector', account('supervisor', 'sector', '951:co-quan', 'SGD'), true, []],
  ])('%s', (_who, who, isReceiver, expected) => {
    expect(sorted(relationsTo(who, BODY, { isReceiver }))).toEqual(expected);
  });
});

describe('how an account stands to a province', () => {
  it.each<readonly [Scope['level'], string, readonly Relation[]]>([
    ['unit', 'U1', ['anyone', 'inProvince']],
    ['xa', '95111', ['anyone', 'inProvince', 'ofArea', 'overseesUnits']],
    ['huyen', '95110', ['anyone', 'inProvince', 'ofArea', 'overseesUnits']],
    ['tinh', '951', ['anyone', 'inProvince', 'ofArea', 'ofWholeProvince', 'overseesUnits']],
    ['sector', '951:co-quan', ['anyone', 'inProvince', 'overseesUnits']],
  ])('in which it lies, of %s %s', (level, code, expected) => {
    expect(sorted(relationsToProvince(account('supervisor', level, code), SEEN))).toEqual(expected);
  });

  it.each<readonly [Scope['level'], string, readonly Relation[]]>([
    ['unit', 'U1', ['anyone']],
    ['xa', '95111', ['anyone']],
    ['huyen', '95110', ['anyone']],
    ['tinh', '951', ['anyone', 'inProvince', 'ofArea', 'ofWholeProvince', 'overseesUnits']],
    ['sector', '951:co-quan', ['anyone']],
    ['tinh', '952', ['anyone']],
  ])('that is only named, of %s %s', (level, code, expected) => {
    expect(sorted(relationsToNamedProvince(account('supervisor', level, code), '951'))).toEqual(expected);
  });

  it('does not take a bare code for one that was looked up', () => {
    // @ts-expect-error a code that nobody looked up
    relationsToProvince(account('supervisor', 'xa', '95111'), '951');
  });
});

it('an account stands to nothing otherwise than it could', () => {
  const levels = [
    ['unit', 'U1'],
    ['xa', '95111'],
    ['huyen', '95110'],
    ['tinh', '951'],
    ['sector', '951:co-quan'],
  ] as const;
  for (const role of ACTOR_ROLES) {
    for (const [level, code] of levels) {
      const who = account(role, level, code, level === 'unit' || level === 'sector' ? undefined : 'CAX');
      const could = possibleRelations(who);
      const stands = [
        ...relationsTo(who, UNIT, { level: level === 'unit' || level === 'sector' ? 'xa' : level }),
        ...relationsTo(who, BODY, { isReceiver: true }),
        ...relationsToProvince(who, SEEN),
        ...relationsToNamedProvince(who, '951'),
      ];
      expect([role, level, stands.filter((relation) => !could.has(relation))]).toEqual([role, level, []]);
    }
  }
});

describe('how an account could stand to something', () => {
  const area: readonly Relation[] = [
    'answeringOffice',
    'anyone',
    'assignedOffice',
    'inProvince',
    'inScope',
    'ofArea',
    'overseesUnits',
    'ownBody',
    'receivingOffice',
    'recordingOffice',
    'sameSide',
  ];
  it.each<readonly [Scope['level'], string, readonly Relation[]]>([
    ['unit', 'U1', ['anyone', 'headItself', 'inProvince', 'inScope', 'ownUnit', 'sameSide']],
    ['xa', '95111', area],
    ['huyen', '95110', area],
    ['tinh', '951', [...area, 'ofWholeProvince']],
    ['sector', '951:co-quan', ['anyone', 'inProvince', 'inScope', 'overseesUnits', 'sameSide']],
  ])('of %s %s', (level, code, expected) => {
    expect(sorted(possibleRelations({ scope: scopeOf(level, code) }))).toEqual([...expected].sort());
  });
});

it('a body’s paper is received by those alone who are said to receive it', () => {
  const other = account('appraiser', 'xa', '95111', 'UBX');
  expect(sorted(relationsTo(other, BODY))).toEqual(['inScope']);
});
