import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import { ClockedUnitOfWork } from '../../../test/support/clocked-unit-of-work.js';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { seedDaysOff, seedJudgingOffices, seedJudgingTokens } from '../../../test/support/judges.js';
import { PACKS } from '../../policy/packs.support.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import type { StoredUnit } from '../units/units.port.js';
import { OpenCycle, type OpenCycleRequest } from './open-cycle.use-case.js';

const [COMMUNE, FORMER, ELSEWHERE] = ['21211', 'X0001', '03100'] as const;

const unit = (id: string, communeCode: string, managedBy: StoredUnit['managedBy'] = 'xa'): StoredUnit => ({
  id,
  name: `Trạm Y tế ${id}`,
  kind: 'co-quan',
  subKind: 'hanh-chinh',
  managedBy,
  size: 'lon',
  hasParty: true,
  hasUnion: true,
  hasMassOrganisations: true,
  hasGuards: true,
  hasStudents: false,
  isFdi: false,
  communeCode,
  subunits: 3,
  headcount: 40,
  students: 0,
  email: `${id.toLowerCase()}@example.test`,
  contacts: [],
});

/** Where units are judged. */
const JUDGING = [
  { level: 'xa', code: COMMUNE },
  { level: 'xa', code: ELSEWHERE },
] as const;

/** Two provinces of today with a unit each, and a commune that ended with the districts. */
const database = databaseForEachTest(async ({ source, unitOfWork }) => {
  await source.query(`
    INSERT INTO area (code, kind, name, name_search, admin_kind, parent_code, valid_from, valid_to) VALUES
      ('51', 'tinh', 'Quảng Ngãi', 'quang ngai', 'tỉnh', NULL, '2025-07-01', NULL),
      ('12', 'tinh', 'Lai Châu', 'lai chau', 'tỉnh', NULL, '2025-07-01', NULL),
      ('${COMMUNE}', 'xa', 'Xã Tịnh Khê', 'xa tinh khe', 'xã', '51', NULL, NULL),
      ('${FORMER}', 'xa', 'Xã cũ', 'xa cu', 'xã', '51', NULL, '2025-06-30'),
      ('${ELSEWHERE}', 'xa', 'Xã Than Uyên', 'xa than uyen', 'xã', '12', NULL, NULL)`);
  await unitOfWork.inTransaction(async (records) => {
    await records.units.save('51', [unit('QN00', COMMUNE)]);
    await records.units.save('12', [unit('LC00', ELSEWHERE)]);
  });
  for (const seed of [seedJudgingOffices, seedJudgingTokens]) await seed(source, JUDGING);
  await seedDaysOff(source);
});

const administratorOf = (provinceCode: string): Identity => ({
  actorId: 't',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode },
});
const listed = (one: StoredUnit): Promise<unknown> =>
  database().unitOfWork.inTransaction((records) => records.units.save('51', [one]));

/**
 * Opens a year at a time of the database clock.
 *
 * @param now `YYYY-MM-DDTHH:MM` in Vietnam
 * @returns the cycle's id, or the code of the refusal
 */
async function opening(now: string, request: Partial<OpenCycleRequest> = {}, at = '51'): Promise<string> {
  const unitOfWork = new ClockedUnitOfWork(database().unitOfWork);
  unitOfWork.setNow(now);
  const runs = { startAreaYear: () => Promise.resolve() } as unknown as Runs;
  try {
    const wanted = { policy: 'quang-ngai-2025', year: 2026, ...request };
    const { cycle } = await new OpenCycle(unitOfWork, runs, PACKS).execute(administratorOf(at), wanted);
    const stored = await unitOfWork.inTransaction((records) => records.cycles.find(cycle.id));
    return stored?.id ?? 'not stored';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

it.each([
  ['late in the year, while reviews are still due', '2026-11-22T09:00', '51-2026'],
  ['on the last day on which somebody can be in time', '2026-12-31T23:59', '51-2026'],
  ['when only the close is left, which nobody can miss', '2027-01-01T00:00', 'CYCLE.IN_THE_PAST'],
])('a real year opens as long as somebody can be in time: %s', async (_when, now, outcome) => {
  expect(await opening(now)).toBe(outcome);
});

describe('the units of a cycle', () => {
  const now = '2026-01-05T09:00';

  it('are each managed by a level that the pack has', async () => {
    await listed(unit('QN01', COMMUNE, 'huyen'));
    expect(await opening(now)).toBe('CYCLE.LEVEL_UNKNOWN');
    expect(await opening(now, { rehearsal: 'dt1' })).toBe('CYCLE.LEVEL_UNKNOWN');
  });

  it('stand in communes that are still there', async () => {
    await listed(unit('QN01', FORMER));
    expect(await opening(now)).toBe('CYCLE.AREA_ENDED');
    expect(await opening(now, { rehearsal: 'dt1', year: 2025, clockStart: '2025-06-01T02:00:00.000Z' })).toBe(
      '51-2025-dt1',
    );
  });
});

describe('the province of a cycle', () => {
  const now = '2026-01-05T09:00';

  it('is the one that the pack names, and for the real year no other', async () => {
    expect(await opening(now)).toBe('51-2026');
    expect(await opening(now, { province: '51' })).toBe('51-2026');
    expect(await opening(now, { province: '12' }, '12')).toBe('CYCLE.OTHER_PROVINCE');
    expect(await opening(now, { province: '12', rehearsal: 'dt1' }, '12')).toBe('12-2026-dt1');
  });

  it('is asked for where the pack names none', async () => {
    const national = { policy: 'national-2025', year: 2026 };
    expect(await opening(now, national, '12')).toBe('CYCLE.PROVINCE_NEEDED');
    expect(await opening(now, { ...national, province: '12' }, '12')).toBe('12-2026');
  });

  it('is opened by its own administrator', async () => {
    const national = { policy: 'national-2025', year: 2026, province: '12' };
    expect(await opening(now, national, '51')).toBe('ACTOR.OTHER_AREA');
    expect(await opening(now, { province: '12', rehearsal: 'dt1' }, '51')).toBe('ACTOR.OTHER_AREA');
  });
});

describe('a real year that lacks something', () => {
  const now = '2026-01-05T09:00';
  const lacking = async (request: Partial<OpenCycleRequest> = {}) => {
    const unitOfWork = new ClockedUnitOfWork(database().unitOfWork);
    unitOfWork.setNow(now);
    const opening = new OpenCycle(unitOfWork, {} as Runs, PACKS);
    const wanted = { policy: 'quang-ngai-2025', year: 2026, ...request };
    const { mayOpen, problems } = await opening.check(administratorOf('51'), wanted);
    return [mayOpen, ...problems.map(({ code, place }) => `${code} ${place}`)];
  };
  const ask = (sql: string) => database().source.query(sql);
  const COMMUNE_AREA = `Xã Tịnh Khê (${COMMUNE})`;

  it('lacks nothing where everybody is there', async () => {
    expect(await lacking()).toEqual([true]);
  });

  it.each([
    ['an office', `DELETE FROM office WHERE code = 'UB${COMMUNE}'`, `CYCLE.NO_OFFICE ${COMMUNE_AREA}`],
    [
      'somebody who appraises',
      `UPDATE api_token SET revoked_at = now() WHERE role = 'appraiser' AND scope_code = '${COMMUNE}'`,
      `CYCLE.NOBODY CA ${COMMUNE} (CA${COMMUNE}), ${COMMUNE_AREA}`,
    ],
    [
      'the address of a unit',
      `UPDATE unit SET email = NULL WHERE id = 'QN00'`,
      'CYCLE.NO_ADDRESS Trạm Y tế QN00 (QN00), Xã Tịnh Khê',
    ],
    [
      'the address of an office',
      `UPDATE office SET email = NULL WHERE code = 'BCD${COMMUNE}'`,
      `CYCLE.NO_ADDRESS BCD ${COMMUNE} (BCD${COMMUNE})`,
    ],
  ])('is refused by name without %s; a rehearsal is warned and opens', async (_what, taken, told) => {
    await ask(taken);
    expect(await lacking()).toEqual([false, told]);
    expect(await opening(now)).toBe('CYCLE.NOT_READY');
    expect(await lacking({ rehearsal: 'dt1' })).toEqual([true, told]);
    expect(await opening(now, { rehearsal: 'dt1' })).toBe('51-2026-dt1');
  });

  it('is refused without days off of the year; a rehearsal is warned and opens', async () => {
    const told = 'CYCLE.NO_DAYS_OFF năm 2028';
    expect(await lacking({ year: 2028 })).toEqual([false, told]);
    expect(await opening(now, { year: 2028 })).toBe('CYCLE.NOT_READY');
    expect(await lacking({ year: 2028, rehearsal: 'dt1' })).toEqual([true, told]);
    expect(await opening(now, { year: 2028, rehearsal: 'dt1' })).toBe('51-2028-dt1');
  });

  it('finds people by their grants as by tokens, and nobody by one that has ended', async () => {
    await ask(`UPDATE api_token SET revoked_at = now()`);
    await ask(`
      INSERT INTO account (id, province_code, name, created_at, created_by)
      VALUES ('00000000-0000-4000-8000-000000000001', '51', 'Cán bộ', now(), 't')`);
    const granted = (role: string, ended: string) =>
      ask(`INSERT INTO account_grant (id, account_id, role, scope_level, scope_code, from_day, paper, granted_by, granted_at, ended_at)
           VALUES (gen_random_uuid(), '00000000-0000-4000-8000-000000000001', '${role}', 'xa', '${COMMUNE}',
                   '2026-01-01', 'QĐ 1', 't', now(), ${ended})`);
    await granted('appraiser', 'NULL');
    await granted('deciding-body', 'NULL');
    await granted('supervisor', 'now()');
    expect(await lacking()).toEqual([false, `CYCLE.NOBODY BCD ${COMMUNE} (BCD${COMMUNE}), ${COMMUNE_AREA}`]);
  });
});
