import { randomUUID } from 'node:crypto';
import { type Scope, scopeOf } from '#libs/access';
import { Seeder } from '#libs/persistence';
import { COMMUNE, type SmallCycle, SmallProvince } from './small-cycle.js';
import { bodies } from './unit-year-driver.js';

const [PROVINCE, DISTRICT, EAST, WEST] = ['51', '51D', '51D01', '51D02'];
const SCHOOL = 'co-so-giao-duc';
export const STAGE = 'q1Plan';
export const REGISTER = { key: 'models', countBy: undefined, sums: [] };
/** Where each unit lies: two of one commune, one in each commune of a district; one of each two is a school. */
export const UNITS = [
  {
    unitId: 'QN0001',
    communeCode: COMMUNE,
    districtCode: undefined,
    provinceCode: PROVINCE,
    unitKind: 'co-quan',
  },
  {
    unitId: 'QN0002',
    communeCode: COMMUNE,
    districtCode: undefined,
    provinceCode: PROVINCE,
    unitKind: SCHOOL,
  },
  {
    unitId: 'QN0003',
    communeCode: EAST,
    districtCode: DISTRICT,
    provinceCode: PROVINCE,
    unitKind: 'co-quan',
  },
  { unitId: 'QN0004', communeCode: WEST, districtCode: DISTRICT, provinceCode: PROVINCE, unitKind: SCHOOL },
] as const;
export const SCOPES: readonly Scope[] = [
  ...UNITS.map(({ unitId }) => scopeOf('unit', unitId)),
  scopeOf('unit', 'QN9999'),
  ...[COMMUNE, EAST, WEST, '52001'].map((code) => scopeOf('xa', code)),
  ...[DISTRICT, '51E'].map((code) => scopeOf('huyen', code)),
  ...[PROVINCE, '52'].map((code) => scopeOf('tinh', code)),
  ...[`${PROVINCE}:${SCHOOL}`, `${PROVINCE}:doanh-nghiep`, `52:${SCHOOL}`].map((code) =>
    scopeOf('sector', code),
  ),
];

/** A province with those units, and a rehearsal in which each of them has handed in a plan and recorded an entry. */
export async function openPlacedUnits(): Promise<{
  readonly province: SmallProvince;
  readonly cycle: SmallCycle;
}> {
  const province = await SmallProvince.open(
    UNITS.map(({ unitId }) => [unitId, `Cơ quan ${unitId}`, 'xa', `${unitId}@example.test`]),
  );
  const { source } = province;
  const area = (code: string, kind: 'huyen' | 'xa', parentCode: string) => ({
    ...{ code, kind, name: `Nơi ${code}`, adminKind: kind === 'xa' ? 'xã' : 'huyện', parentCode },
  });
  await new Seeder(source).areas([
    area(DISTRICT, 'huyen', PROVINCE),
    area(EAST, 'xa', DISTRICT),
    area(WEST, 'xa', DISTRICT),
  ]);
  for (const { unitId, communeCode, unitKind } of UNITS) {
    await source.query('UPDATE unit SET commune_code = $2, kind = $3 WHERE id = $1', [
      ...[unitId, communeCode, unitKind],
    ]);
  }
  const cycle = await province.rehearse('scope');
  const [opened] = await cycle.query<{ at: Date }>('SELECT clock_at AS at FROM cycle WHERE id = $1');
  const at = opened?.at.toISOString() ?? '';
  for (const { unitId } of UNITS) {
    await cycle.submit(unitId, bodies.submit(STAGE));
    const actor = { actorId: randomUUID(), name: 'Thủ trưởng', role: 'unit-head' } as const;
    await province.unitOfWork.inTransaction((records) =>
      records.registers.insert({
        ...{ id: randomUUID(), version: 1, cycleId: cycle.id, unitId, register: REGISTER.key, actor },
        ...{ effectiveOn: '2026-01-05', data: {}, state: 'standing', recordedAt: at, at },
        ...{ idempotencyKey: randomUUID(), bodyDigest: '' },
      }),
    );
  }
  return { province, cycle };
}
