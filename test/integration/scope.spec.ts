import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isInScope, type Scope, scopeOf } from '#libs/access';
import type { Records } from '#libs/application';
import { PostgresCertificationModel, PostgresReadModel, PostgresWatchModel, Seeder } from '#libs/persistence';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

const [PROVINCE, DISTRICT, EAST, WEST] = ['51', '51D', '51D01', '51D02'];
const SCHOOL = 'co-so-giao-duc';
const STAGE = 'q1Plan';
const REGISTER = { key: 'models', countBy: undefined, sums: [] };
/** Where each unit lies: two of one commune, one in each commune of a district; one of each two is a school. */
const UNITS = [
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
const SCOPES: readonly Scope[] = [
  ...UNITS.map(({ unitId }) => scopeOf('unit', unitId)),
  scopeOf('unit', 'QN9999'),
  ...[COMMUNE, EAST, WEST, '52001'].map((code) => scopeOf('xa', code)),
  ...[DISTRICT, '51E'].map((code) => scopeOf('huyen', code)),
  ...[PROVINCE, '52'].map((code) => scopeOf('tinh', code)),
  ...[`${PROVINCE}:${SCHOOL}`, `${PROVINCE}:doanh-nghiep`, `52:${SCHOOL}`].map((code) =>
    scopeOf('sector', code),
  ),
];

let province: SmallProvince;
let cycle: SmallCycle;

beforeAll(async () => {
  province = await SmallProvince.open(
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
  cycle = await province.rehearse('scope');
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
}, 120_000);

afterAll(() => province?.dispose());

const within = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  province.unitOfWork.inTransaction(work);
const idsOf = (rows: readonly { readonly unitId?: string }[]) =>
  rows.map(({ unitId }) => unitId ?? '').sort();
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);
const page = { limit: 100 };

/** Readers that name units. */
const LISTS: Readonly<Record<string, (scope: Scope) => Promise<readonly string[]>>> = {
  units: async (scope) => {
    const units = await new PostgresReadModel(province.source).units(scope, page);
    return units.map(({ id }) => id).sort();
  },
  'years of units': async (scope) =>
    idsOf(await new PostgresReadModel(province.source).unitYears(cycle.id, scope, page)),
  messages: async (scope) => idsOf(await new PostgresReadModel(province.source).messages(scope, page)),
  results: async (scope) =>
    idsOf(await new PostgresCertificationModel(province.source).results(cycle.id, scope, page)),
  'entries of a register': async (scope) =>
    idsOf(
      await within((records) =>
        records.registers.page(cycle.id, scope, { ...page, register: REGISTER.key, state: 'all' }),
      ),
    ),
  // Offices are reminded too; they lie in scopes as units do, and are left out here.
  'those who are reminded': async (scope) => {
    const years = await within((records) => records.reminders.visible(cycle.id, scope, page));
    return idsOf(years.filter(({ bodyKey }) => bodyKey === undefined));
  },
  'units of the targets': async (scope) =>
    idsOf(await within((records) => records.figures.targetUnits(cycle.id, 'registration', { scope }))),
};

/** After everything that happens in this spec. */
const LAST_DAY = '2027-12-31';

/** Readers that count units; those over the counters tell a unit's account nothing, as they hold whole communes. */
const COUNTS: Readonly<Record<string, { readonly counters: boolean; of(scope: Scope): Promise<number> }>> = {
  'counters of a cycle': {
    counters: true,
    of: async (scope) => {
      const cells = await new PostgresReadModel(province.source).counters(cycle.id, scope);
      return sumOf(
        cells.filter(({ stage, unitKind }) => stage === STAGE && unitKind !== 'body').map(({ n }) => n),
      );
    },
  },
  board: {
    counters: true,
    of: async (scope) => {
      const cells = await new PostgresWatchModel(province.source).boardCountsOn(
        cycle.id,
        scope,
        {},
        LAST_DAY,
      );
      return sumOf(cells.filter(({ stage, isBody }) => stage === STAGE && !isBody).map(({ n }) => n));
    },
  },
  'days that are open': {
    counters: true,
    of: async (scope) => {
      const days = await within((records) => records.reminders.openDays(cycle.id, scope));
      return sumOf(days.filter(({ stage }) => stage === 'dossier').map(({ subjects }) => subjects));
    },
  },
  registrations: {
    counters: false,
    of: async (scope) => {
      const rows = await new PostgresCertificationModel(province.source).registrations(cycle.id, scope);
      return sumOf(rows.map(({ units }) => units));
    },
  },
  'counts of a register': {
    counters: false,
    of: async (scope) => {
      const rows = await within((records) => records.registers.counts(cycle.id, scope, [REGISTER]));
      return sumOf(rows.map(({ units }) => units));
    },
  },
};

describe('the one predicate of scope', () => {
  const seenBy = (scope: Scope) => UNITS.filter((unit) => isInScope(scope, unit)).map(({ unitId }) => unitId);

  it('is asked about scopes that see all, some, one and none', () => {
    expect(new Set(SCOPES.map((scope) => seenBy(scope).length))).toEqual(new Set([0, 1, 2, 4]));
  });

  it.each(Object.keys(LISTS))('shows of %s what lies in the scope, and nothing else', async (name) => {
    for (const scope of SCOPES) {
      expect([scope, await LISTS[name]?.(scope)]).toEqual([scope, seenBy(scope)]);
    }
  });

  it.each(Object.keys(COUNTS))('counts in the %s what lies in the scope, and nothing else', async (name) => {
    for (const scope of SCOPES) {
      const isBlind = COUNTS[name]?.counters === true && scope.level === 'unit';
      expect([scope, await COUNTS[name]?.of(scope)]).toEqual([scope, isBlind ? 0 : seenBy(scope).length]);
    }
  });
});
