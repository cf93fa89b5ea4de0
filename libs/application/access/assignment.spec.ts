import { describe, expect, it } from '@jest/globals';
import { type Scope, scopeCode } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { ManagementLevel } from '#libs/policy';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { FORMER_DISTRICT, seedFormerDistrict } from '../../../test/support/former-district.js';
import { loadPack } from '../../policy/packs.support.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { checkAssignment } from './assignment.js';

const { province, district, commune } = FORMER_DISTRICT;
type Asked = Parameters<typeof checkAssignment> extends [unknown, ...infer Rest] ? Rest : never;

const database = databaseForEachTest(async (each) => {
  await seedFormerDistrict(each);
  await each.source.query(
    `INSERT INTO office (code, kind, area_code, name, duties)
     VALUES ('BCDX', 'commune-steering', '${commune}', 'Trường mẫu', '{}')`,
  );
});
const checked = (...asked: Asked): Promise<void> =>
  database().unitOfWork.inTransaction((records) => checkAssignment(records, ...asked));
const rules = { pack: loadPack('hai-duong-2024') } as Rules;
const APPRAISE = { act: 'appraise', stage: 'appraisal' } as const;

const SCOPES: Readonly<Record<ManagementLevel, Scope>> = {
  tinh: { level: 'tinh', provinceCode: province },
  huyen: { level: 'huyen', districtCode: district },
  xa: { level: 'xa', communeCode: commune },
};

/** What an appraiser of a level is told about a unit; `may` where nothing stands against it. */
async function told(
  level: ManagementLevel,
  { managedBy, name = 'Trường mẫu' }: { readonly managedBy: ManagementLevel; readonly name?: string },
  today = '2025-06-30',
): Promise<'may' | Pick<DomainError, 'code' | 'params'>> {
  const scope = SCOPES[level];
  const identity: Identity = { actorId: 't', name: scopeCode(scope), role: 'appraiser', scope };
  const unit = {
    unitId: 'U1',
    unitName: name,
    managedBy,
    communeCode: commune,
    districtCode: district,
    provinceCode: province,
    state: {},
  };
  try {
    await checked(identity, rules, unit as UnitYear, APPRAISE, today);
    return 'may';
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, params: error.params };
    throw error;
  }
}

const OTHER = (assigned: string) => ({ code: 'ACTOR.NOT_ASSIGNED', params: { unit: 'U1', assigned } });

describe('who judges a unit', () => {
  it('is the office of the level that manages it', async () => {
    for (const managedBy of ['tinh', 'huyen', 'xa'] as const) {
      for (const level of ['tinh', 'huyen', 'xa'] as const) {
        expect([managedBy, level, (await told(level, { managedBy })) === 'may']).toEqual([
          managedBy,
          level,
          managedBy === level,
        ]);
      }
    }
    expect(await told('xa', { managedBy: 'huyen' })).toEqual(OTHER('cơ quan cấp huyện nơi đơn vị đóng'));
    expect(await told('huyen', { managedBy: 'tinh' })).toEqual(OTHER('cơ quan cấp tỉnh'));
  });

  it('is the district for a commune committee, which would judge itself', async () => {
    const committee = { managedBy: 'xa', name: 'UBND xã mẫu' } as const;
    expect(await told('huyen', committee)).toBe('may');
    expect(await told('xa', committee)).toEqual(OTHER('cơ quan cấp huyện nơi đơn vị đóng'));
  });

  it('is the successor from the day on which the district is no more', async () => {
    const unit = { managedBy: 'huyen' } as const;
    expect(await told('huyen', unit, '2025-06-30')).toBe('may');
    expect(await told('tinh', unit, '2025-06-30')).toEqual(OTHER('cơ quan cấp huyện nơi đơn vị đóng'));
    expect(await told('huyen', unit, '2025-07-01')).toEqual({
      code: 'ACTOR.AREA_ENDED',
      params: { area: 'Huyện mẫu', day: '2025-07-01', successor: 'Tỉnh mẫu' },
    });
    expect(await told('tinh', unit, '2025-07-01')).toBe('may');
    expect(await told('xa', { managedBy: 'xa' }, '2025-07-01')).toBe('may');
  });
});

it('a body does not take itself off the list of those not considered for awards', async () => {
  const identity: Identity = {
    actorId: 't',
    name: 'BCĐ',
    role: 'supervisor',
    scope: SCOPES.xa,
    officeCode: 'BCDX',
  };
  const unit = { unitId: 'U1', unitName: 'Trường mẫu', managedBy: 'xa', communeCode: commune, state: {} };
  const override = { act: 'overrideExclusion', stage: 'recognition' } as const;
  const act = checked(identity, rules, unit as UnitYear, override, '2025-06-30');
  await expect(act).rejects.toMatchObject({ code: 'DECISION.SELF_BODY' });
});
