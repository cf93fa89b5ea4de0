import { describe, expect, it } from '@jest/globals';
import type { Scope } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { ManagementLevel, PackRegister } from '#libs/policy';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { FORMER_DISTRICT, seedFormerDistrict } from '../../../test/support/former-district.js';
import { loadPack } from '../../policy/packs.support.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { requireRecorder } from './recorder.js';

const { province, district, commune } = FORMER_DISTRICT;
const database = databaseForEachTest(seedFormerDistrict);

const SCOPES: Readonly<Record<ManagementLevel, Scope>> = {
  tinh: { level: 'tinh', provinceCode: province },
  huyen: { level: 'huyen', districtCode: district },
  xa: { level: 'xa', communeCode: commune },
};
const police = (level: ManagementLevel, officeCode?: string): Identity => ({
  actorId: 't',
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
    communeCode: commune,
    districtCode: district,
    provinceCode: province,
    state: { delegatedTo },
  }) as unknown as UnitYear;
const registerOf = (wanted: string): PackRegister => {
  const register = loadPack('quang-ngai-2025').registers.find(({ key }) => key === wanted);
  if (register === undefined) throw new Error(`no register ${wanted}`);
  return register;
};
const MODELS = registerOf('models');
const INCIDENTS = registerOf('incidents');

type Asked = Parameters<typeof requireRecorder> extends [unknown, ...infer Rest] ? Rest : never;
const told = async (...asked: Asked): Promise<string> => {
  try {
    await database().unitOfWork.inTransaction((records) => requireRecorder(records, ...asked));
    return 'may';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('a paper of a unit that the police enter', () => {
  const enters = (level: ManagementLevel, unit: UnitYear, today = '2025-06-30') =>
    told(police(level), rules, unit, { register: MODELS, onBehalf: true }, today);

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
    return told(who, rules, unitOf('xa'), { register: INCIDENTS, onBehalf: false, before }, today);
  };

  it('is recorded by offices whose area is in force', async () => {
    const enters = (today: string) =>
      told(police('huyen'), rules, unitOf('xa'), { register: INCIDENTS, onBehalf: false }, today);
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
