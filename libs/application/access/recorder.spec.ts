import { describe, expect, it } from '@jest/globals';
import type { Scope } from '#libs/access';
import { DomainError } from '#libs/contracts';
import { loadPack, type ManagementLevel, type PackRegister } from '#libs/policy';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { AreaInTime } from '../units/units.port.js';
import { requireRecorder } from './recorder.js';

const PROVINCE = { code: '951', kind: 'tinh', name: 'Tỉnh mẫu' } as const;
const AREAS: readonly AreaInTime[] = [
  PROVINCE,
  { code: '95110', kind: 'huyen', name: 'Huyện mẫu', validTo: '2025-06-30', successor: PROVINCE },
  { code: '95111', kind: 'xa', name: 'Xã mẫu' },
];
const OFFICE_AREAS: Readonly<Record<string, string>> = {
  CAT: '951',
  CAH: '95110',
  CAX: '95111',
  CAX2: '95111',
};
const records = {
  units: {
    area: async (code: string) => AREAS.find((area) => area.code === code),
    office: async (code: string) => ({ code, name: `Công an ${code}`, areaCode: OFFICE_AREAS[code] }),
  },
} as unknown as Records;

const SCOPES: Readonly<Record<ManagementLevel, Scope>> = {
  tinh: { level: 'tinh', provinceCode: '951' },
  huyen: { level: 'huyen', districtCode: '95110' },
  xa: { level: 'xa', communeCode: '95111' },
};
const police = (level: ManagementLevel, officeCode?: string): Identity => ({
  tokenId: 't',
  name: 'Công an',
  role: 'appraiser',
  scope: SCOPES[level],
  officeCode,
});
const rules = { pack: loadPack('hai-duong-2024') } as Rules;
const unitOf = (managedBy: ManagementLevel, delegatedTo?: ManagementLevel) =>
  ({
    unitId: 'U1',
    unitName: 'Trường mẫu',
    managedBy,
    communeCode: '95111',
    districtCode: '95110',
    provinceCode: '951',
    state: { delegatedTo },
  }) as unknown as UnitYear;
const registerOf = (wanted: string): PackRegister => {
  const register = loadPack('quang-ngai-2025').registers.find(({ key }) => key === wanted);
  if (register === undefined) throw new Error(`no register ${wanted}`);
  return register;
};
const MODELS = registerOf('models');
const INCIDENTS = registerOf('incidents');

const told = async (...asked: Parameters<typeof requireRecorder>): Promise<string> => {
  try {
    await requireRecorder(...asked);
    return 'may';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('a paper of a unit that the police enter', () => {
  const enters = (level: ManagementLevel, unit: UnitYear, today = '2025-06-30') =>
    told(records, police(level), rules, unit, { register: MODELS, onBehalf: true }, today);

  it('is entered by the level that judges the unit, by the one it was delegated to where it was', async () => {
    expect(await enters('tinh', unitOf('tinh'))).toBe('may');
    expect(await enters('tinh', unitOf('tinh', 'xa'))).toBe('ACTOR.NOT_ASSIGNED');
    expect(await enters('xa', unitOf('tinh', 'xa'))).toBe('may');
  });

  it('is entered by the successor once the district is no more', async () => {
    expect(await enters('huyen', unitOf('huyen'), '2025-06-30')).toBe('may');
    expect(await enters('huyen', unitOf('huyen'), '2025-07-01')).toBe('ACTOR.AREA_ENDED');
    expect(await enters('tinh', unitOf('huyen'), '2025-07-01')).toBe('may');
  });
});

describe('what the police record themselves', () => {
  const change = (who: Identity, by: string | undefined, today = '2025-06-30') => {
    const before = { side: 'police', actor: { name: 'Công an', officeCode: by } } as const;
    return told(records, who, rules, unitOf('xa'), { register: INCIDENTS, onBehalf: false, before }, today);
  };

  it('is recorded by offices whose area is in force', async () => {
    const enters = (today: string) =>
      told(records, police('huyen'), rules, unitOf('xa'), { register: INCIDENTS, onBehalf: false }, today);
    expect(await enters('2025-06-30')).toBe('may');
    expect(await enters('2025-07-01')).toBe('ACTOR.AREA_ENDED');
  });

  it('is changed by the office that recorded it, by its successor, or from above', async () => {
    expect(await change(police('xa', 'CAX'), 'CAX')).toBe('may');
    expect(await change(police('xa', 'CAX2'), 'CAX')).toBe('ACTOR.NOT_ASSIGNED');
    expect(await change(police('xa', 'CAX'), 'CAT')).toBe('ACTOR.NOT_ASSIGNED');
    expect(await change(police('tinh', 'CAT'), 'CAX')).toBe('may');
    expect(await change(police('tinh', 'CAT'), 'CAH', '2025-07-01')).toBe('may');
    expect(await change(police('xa', 'CAX'), 'CAH', '2025-07-01')).toBe('ACTOR.NOT_ASSIGNED');
    expect(await change(police('xa', 'CAX'), undefined)).toBe('may');
  });
});
