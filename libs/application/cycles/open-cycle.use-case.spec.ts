import { afterEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { MisplacedUnit } from '../units/units.port.js';
import type { Cycle } from './cycles.port.js';
import { OpenCycle, type OpenCycleRequest } from './open-cycle.use-case.js';

/** A province of today, and one that stands for what another was before. */
const AREAS: Readonly<Record<string, object>> = {
  '51': { code: '51', kind: 'tinh', name: 'Quảng Ngãi', validFrom: '2025-07-01' },
  '12': { code: '12', kind: 'tinh', name: 'Lai Châu', validFrom: '2025-07-01' },
  '951': { code: '951', kind: 'tinh', name: 'Quảng Ngãi trước 01/7/2025 (mẫu)' },
};

const administratorOf = (provinceCode: string): Identity => ({
  tokenId: 't',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode },
});

let listed: readonly MisplacedUnit[] = [];
afterEach(() => {
  listed = [];
});

/** Opens a year at a time of the database clock; the cycle's id, or the code of the refusal. */
async function opening(now: string, request: Partial<OpenCycleRequest> = {}, at = '51'): Promise<string> {
  let inserted: Cycle | undefined;
  const records = {
    now: async () => now,
    units: {
      countOf: async () => 3,
      area: async (code: string) => AREAS[code],
      misplaced: async (_area: unknown, levels: readonly string[], day: string) =>
        listed.filter(
          ({ managedBy, ended }) => !levels.includes(managedBy) || (ended && ended.validTo < day),
        ),
    },
    cycles: {
      find: async () => inserted,
      savePack: async () => undefined,
      insertOnce: async (cycle: Cycle) => {
        inserted = cycle;
        return 'inserted';
      },
    },
    audit: { append: async () => undefined },
  } as unknown as Records;
  const unitOfWork = { inTransaction: (work: (each: Records) => unknown) => work(records) } as UnitOfWork;
  const runs = { startAreaYear: async () => undefined } as unknown as Runs;
  try {
    const wanted = { policy: 'quang-ngai-2025', year: 2026, ...request };
    return (await new OpenCycle(unitOfWork, runs).execute(administratorOf(at), wanted)).cycle.id;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

it.each([
  ['late in the year, while reviews are still due', '2026-11-22T02:00:00.000Z', '51-2026'],
  ['on the last day on which somebody can be in time', '2026-12-31T16:59:59.999Z', '51-2026'],
  ['when only the close is left, which nobody can miss', '2026-12-31T17:00:00.000Z', 'CYCLE.IN_THE_PAST'],
])('a real year opens as long as somebody can be in time: %s', async (_when, now, outcome) => {
  expect(await opening(now)).toBe(outcome);
});

describe('the units of a cycle', () => {
  const now = '2026-01-05T02:00:00.000Z';

  it('are each managed by a level that the pack has', async () => {
    listed = [{ id: 'QN01', name: 'Hạt Kiểm lâm', managedBy: 'huyen' }];
    expect(await opening(now)).toBe('CYCLE.LEVEL_UNKNOWN');
    expect(await opening(now, { rehearsal: 'dt1' })).toBe('CYCLE.LEVEL_UNKNOWN');
  });

  it('stand in communes that are still there', async () => {
    listed = [
      { id: 'QN01', name: 'Trạm', managedBy: 'xa', ended: { commune: 'Xã cũ', validTo: '2025-06-30' } },
    ];
    expect(await opening(now)).toBe('CYCLE.AREA_ENDED');
    expect(await opening(now, { rehearsal: 'dt1', year: 2025, clockStart: '2025-06-01T02:00:00.000Z' })).toBe(
      '51-2025-dt1',
    );
  });
});

describe('the province of a cycle', () => {
  const now = '2026-01-05T02:00:00.000Z';

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
