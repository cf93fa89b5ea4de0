import { describe, expect, it } from '@jest/globals';
import { assumedFigures, loadPack } from '#libs/policy';
import type { Confirmation } from '../cycles/cycles.port.js';
import type { Migration } from '../migration/migrations.port.js';
import type { Records } from '../transaction/records.port.js';
import { packOfHash } from './cycle-rules.js';

const PACK = loadPack('quang-ngai-2025');
const confirmed = (version: number): Confirmation => ({
  figure: 'classes',
  number: '12/HD',
  date: '2026-01-05',
  version,
  by: 'Quản trị',
  effectiveAt: '2026-01-06T01:00:00.000Z',
});
const migrated = { version: 2, packBefore: 'old', packAfter: 'new' } as Migration;
const records = (...confirmations: Confirmation[]) =>
  ({
    cycles: { confirmations: () => Promise.resolve(confirmations), packOf: () => Promise.resolve(PACK) },
    migrations: { list: () => Promise.resolve([migrated]) },
  }) as unknown as Pick<Records, 'cycles' | 'migrations'>;
const cycle = { id: 'c', packHash: 'new' };

/** Whether the bands of the classes stand unfounded in the pack. */
const isFenced = async (packHash: string, version: number) =>
  assumedFigures(await packOfHash(records(confirmed(version)), cycle, packHash)).some(
    ({ isFence, path }) => isFence && path.startsWith('classes'),
  );

describe('a pack of a cycle that came under another', () => {
  it('is founded by what was confirmed while it was in force, and by nothing confirmed for the other', async () => {
    expect(await isFenced('old', 1)).toBe(false);
    expect(await isFenced('old', 3)).toBe(true);
    expect(await isFenced('new', 1)).toBe(true);
    expect(await isFenced('new', 3)).toBe(false);
  });
});
