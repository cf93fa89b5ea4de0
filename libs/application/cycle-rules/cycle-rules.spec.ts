import { describe, expect, it } from '@jest/globals';
import { assumedFigures, loadPack } from '#libs/policy';
import type { Confirmation } from '../cycles/cycles.port.js';
import type { Migration } from '../migration/migrations.port.js';
import type { Records } from '../transaction/records.port.js';
import { CycleRules, packOfHash } from './cycle-rules.js';

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

describe('a cycle as its rules were recorded at the end of a day', () => {
  const amended = (version: number, effectiveAt: string) => ({ version, effectiveAt, stage: 'q1Plan' });
  const changes = {
    cycles: {
      // Before and after midnight in Vietnam.
      amendments: async () => [
        amended(3, '2026-07-05T16:59:00.000Z'),
        amended(4, '2026-07-05T17:30:00.000Z'),
      ],
      confirmations: async () => [confirmed(1)],
    },
    migrations: { list: async () => [{ ...migrated, migratedAt: '2026-07-01T02:00:00.000Z' }] },
  } as unknown as Pick<Records, 'cycles' | 'migrations'>;
  const onDay = async (day: string) => {
    const then = await new CycleRules().onDay(changes, { ...cycle, rulesVersion: 4 }, day);
    return [then.packHash, then.rulesVersion];
  };

  it('goes by the pack and the versions recorded until then, those of the day itself included', async () => {
    const days = ['2026-01-05', '2026-01-06', '2026-06-30', '2026-07-01', '2026-07-05', '2026-07-06'];
    const found = Object.fromEntries(
      await Promise.all(days.map(async (day) => [day, await onDay(day)] as const)),
    );
    expect(found).toEqual({
      '2026-01-05': ['old', 0],
      '2026-01-06': ['old', 1],
      '2026-06-30': ['old', 1],
      '2026-07-01': ['new', 2],
      '2026-07-05': ['new', 3],
      '2026-07-06': ['new', 4],
    });
  });
});
