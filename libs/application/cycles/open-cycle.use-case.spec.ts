import { expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import type { Identity } from '../ports/identity.js';
import type { Cycle, Records, UnitOfWork } from '../ports/records.port.js';
import type { Runs } from '../ports/runs.port.js';
import { OpenCycle } from './open-cycle.use-case.js';

const administrator: Identity = {
  tokenId: 't',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
};

/** Opens the real year 2026 at a time of the database clock; the code of the refusal, if there is one. */
async function opening(now: string): Promise<string> {
  let inserted: Cycle | undefined;
  const records = {
    now: async () => now,
    units: { countOf: async () => 3 },
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
    await new OpenCycle(unitOfWork, runs).execute(administrator, { policy: 'quang-ngai-2025', year: 2026 });
    return 'opened';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

it.each([
  ['late in the year, while reviews are still due', '2026-11-22T02:00:00.000Z', 'opened'],
  ['on the last day on which somebody can be in time', '2026-12-31T16:59:59.999Z', 'opened'],
  ['when only the close is left, which nobody can miss', '2026-12-31T17:00:00.000Z', 'CYCLE.IN_THE_PAST'],
])('a real year opens as long as somebody can be in time: %s', async (_when, now, outcome) => {
  expect(await opening(now)).toBe(outcome);
});
