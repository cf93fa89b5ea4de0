import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import { ClockedUnitOfWork } from '../../../test/support/clocked-unit-of-work.js';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
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
  contacts: [],
});

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
