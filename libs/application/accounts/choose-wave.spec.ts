import { describe, expect, it } from '@jest/globals';
import { scopeOf } from '#libs/access';
import type { ActorRole } from '#libs/policy';
import type { PersonAccount } from './accounts.port.js';
import { chooseWave, type WantedWave } from './choose-wave.js';
import type { KnownPerson } from './plan-people.js';

const NOW = '2026-01-10T02:00:00.000Z';

const person = (
  id: string,
  [role, level, code]: readonly [ActorRole, 'unit' | 'xa', string],
  more: Partial<PersonAccount> = {},
): KnownPerson => ({
  account: {
    ...{ id, provinceCode: '51', name: `Người ${id}`, email: `${id}@example.test`, createdAt: NOW },
    ...more,
  },
  grants: [
    { id: `g-${id}`, accountId: id, role, scope: scopeOf(level, code), from: '2026-02-01', paper: 'QĐ 1' },
  ],
});
const invited = (wave: number, at: string) => ({ invitedInWave: wave, invitedAt: `2026-01-0${at}.000Z` });

const PEOPLE: readonly KnownPerson[] = [
  person('a', ['unit-head', 'unit', 'U1']),
  person('b', ['unit-officer', 'unit', 'U2']),
  person('c', ['appraiser', 'xa', 'X1']),
  person('d', ['unit-head', 'unit', 'U2'], { signedInAt: NOW, ...invited(1, '5T00:00:00') }),
  person('e', ['unit-head', 'unit', 'U3'], invited(1, '5T00:00:00')),
  person('f', ['unit-head', 'unit', 'U4'], { invitedInWave: 2, invitedAt: '2026-01-09T20:00:00.000Z' }),
  person('g', ['unit-head', 'unit', 'U5'], { disabledAt: NOW }),
  person('h', ['unit-head', 'unit', 'U6'], { email: 'chung@example.test' }),
  person('i', ['unit-officer', 'unit', 'U6'], { email: undefined }),
];
const UNITS = new Map(
  ['U1', 'U2', 'U3', 'U4', 'U5', 'U6'].map((id, at) => [
    id,
    { communeCode: at < 2 ? 'X1' : 'X2', kind: at === 1 ? ('doanh-nghiep' as const) : ('co-quan' as const) },
  ]),
);

const wave = (wanted: Partial<WantedWave>, people = PEOPLE) => {
  const addresses = new Map([['chung@example.test', 2]]);
  const facts = { people, units: UNITS, addresses, now: NOW };
  const chosen = chooseWave({ size: 10, again: false, ...wanted }, facts);
  const { number, leftOut, waiting } = chosen;
  return [
    number,
    chosen.people.map(({ id }) => id).join(''),
    leftOut.map(({ account, why }) => `${account.id} ${why}`),
    waiting,
  ];
};

describe('a wave of invitations', () => {
  it('is the next one, of those never invited whose role is or will be in force', () => {
    expect(wave({})).toEqual([3, 'abc', ['h shared', 'i no-address'], 0]);
    expect(wave({ size: 2 })).toEqual([3, 'ab', ['h shared', 'i no-address'], 1]);
  });

  it('is filled up to its size where it is sent again, so that nobody comes twice', () => {
    expect(wave({ wave: 1, size: 2 })).toEqual([1, '', ['h shared', 'i no-address'], 3]);
    expect(wave({ wave: 1, size: 3 })).toEqual([1, 'a', ['h shared', 'i no-address'], 2]);
  });

  it.each<[Partial<WantedWave>, string]>([
    [{ commune: 'X1' }, 'abc'],
    [{ kind: 'doanh-nghiep' }, 'b'],
    [{ role: 'appraiser' }, 'c'],
    [{ commune: 'X2' }, ''],
  ])('is narrowed by %j', (wanted, people) => {
    expect(wave(wanted)[1]).toBe(people);
  });

  it('goes again to those invited before the last day alone, and never to who has signed in', () => {
    expect(wave({ again: true })).toEqual([undefined, 'e', ['f recent'], 0]);
    expect(wave({ again: true, wave: 2 })).toEqual([2, '', ['f recent'], 0]);
  });

  it('leaves out whose role has ended or run out', () => {
    const [first] = PEOPLE as [KnownPerson];
    const over = (more: object) => [
      { ...first, grants: first.grants.map((grant) => ({ ...grant, ...more })) },
    ];
    expect(wave({}, over({ endedAt: '2026-01-09T00:00:00.000Z' }))[1]).toBe('');
    expect(wave({}, over({ from: '2025-01-01', to: '2026-01-01' }))[1]).toBe('');
  });
});
