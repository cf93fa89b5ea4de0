import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { assumedFigures } from '#libs/policy';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { SmallProvince } from '../../../test/support/small-cycle.js';
import { loadPack } from '../../policy/packs.support.js';
import type { Cycle, NewAmendment } from '../cycles/cycles.port.js';
import type { NewMigration } from '../migration/migrations.port.js';
import type { Records } from '../transaction/records.port.js';
import { CycleRules, packOfHash } from './cycle-rules.js';

const PACK = loadPack('quang-ngai-2025');
const CYCLE = '51-2026-luat';
const NEW = 'new';

/** A rehearsal whose pack is also stored under another name, to come to. */
const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [['QN01', 'Trường THPT', 'xa']]);
  await province.rehearse('luat');
  await each.unitOfWork.inTransaction(({ cycles }) => cycles.savePack(NEW, PACK));
});
const inTransaction = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  database().unitOfWork.inTransaction(work);
const asked = () => ({ actorId: 't', idempotencyKey: randomUUID(), bodyDigest: '' });

const confirm = (effectiveAt = '2026-01-06T01:00:00.000Z'): Promise<unknown> =>
  inTransaction(({ cycles }) =>
    cycles.addConfirmation({
      ...{ figure: 'classes', number: '12/HD', date: '2026-01-05', by: 'Quản trị' },
      ...{ ...asked(), cycleId: CYCLE, effectiveAt },
    }),
  );
const migrate = (migratedAt = '2026-07-01T02:00:00.000Z'): Promise<unknown> =>
  inTransaction(async ({ cycles, migrations }) => {
    const { packHash } = await found(cycles);
    const paper = { number: '7/QĐ', date: '2026-06-30', reason: 'Sáp nhập', mapping: [] };
    const migration = { ...asked(), ...paper, id: randomUUID(), cycleId: CYCLE, packBefore: packHash };
    const days = { packAfter: NEW, from: '2026-07-01', effectiveAt: '2026-06-30T17:00:00.000Z', migratedAt };
    await migrations.add({ ...migration, ...days, answer: {} } as NewMigration, { packId: PACK.id });
  });
const amend = (effectiveAt: string): Promise<unknown> =>
  inTransaction(({ cycles }) => {
    const day = { stage: 'q1Plan', level: '*', operator: 'by', day: '2026-04-20', lastDay: '2026-04-20' };
    const paper = { words: 'trước ngày 21/4', number: '9/KH', date: '2026-04-01', reason: 'Mưa lũ' };
    return cycles.addAmendment({
      ...{ ...day, ...paper, ...asked(), cycleId: CYCLE, effectiveAt, effect: {} },
    } as NewAmendment);
  });

async function found(cycles: Records['cycles']): Promise<Cycle> {
  const cycle = await cycles.find(CYCLE);
  if (cycle === undefined) throw new Error('the cycle is gone');
  return cycle;
}

/** Whether the bands of the classes stand unfounded in the pack that the cycle began with, and in the one it has. */
const fenced = (): Promise<Record<'old' | 'new', boolean>> =>
  inTransaction(async (records) => {
    const cycle = await found(records.cycles);
    const [migration] = await records.migrations.list(CYCLE);
    const isFenced = async (packHash = '') =>
      assumedFigures(await packOfHash(records, cycle, packHash)).some(
        ({ isFence, path }) => isFence && path.startsWith('classes'),
      );
    return { old: await isFenced(migration?.packBefore), new: await isFenced(NEW) };
  });

describe('a pack of a cycle that came under another', () => {
  it('is founded by what was confirmed while it was in force, and by nothing confirmed for the other', async () => {
    await confirm();
    await migrate();
    expect(await fenced()).toEqual({ old: false, new: true });
    await confirm('2026-07-02T01:00:00.000Z');
    expect(await fenced()).toEqual({ old: false, new: false });
  });

  it('is not founded by what was confirmed after it', async () => {
    await migrate();
    await confirm();
    expect(await fenced()).toEqual({ old: true, new: false });
  });
});

describe('the rules by which what came at an instant is judged', () => {
  it('rest on what was confirmed until then, and on nothing of later', async () => {
    await confirm();
    const fencedAt = (instant: string) =>
      inTransaction(async (records) => {
        const cycle = await found(records.cycles);
        const { pack } = await new CycleRules().of(records, cycle, { managedBy: 'xa' }, instant);
        return assumedFigures(pack).some(({ path }) => path.startsWith('classes'));
      });
    expect(await fencedAt('2026-01-06T00:59:59.999Z')).toBe(true);
    expect(await fencedAt('2026-01-06T01:00:00.000Z')).toBe(false);
  });
});

describe('a cycle as its rules were recorded at the end of a day', () => {
  it('goes by the pack and the versions recorded until then, those of the day itself included', async () => {
    const old = (await inTransaction(({ cycles }) => found(cycles))).packHash;
    await confirm();
    await migrate();
    // Before and after midnight in Vietnam.
    await amend('2026-07-05T16:59:00.000Z');
    await amend('2026-07-05T17:30:00.000Z');
    const days = ['2026-01-05', '2026-01-06', '2026-06-30', '2026-07-01', '2026-07-05', '2026-07-06'];
    const rules = new CycleRules();
    const then: Record<string, unknown> = {};
    for (const day of days) {
      const { packHash, rulesVersion } = await inTransaction(async (records) =>
        rules.onDay(records, await found(records.cycles), day),
      );
      then[day] = [packHash, rulesVersion];
    }
    expect(then).toEqual({
      '2026-01-05': [old, 0],
      '2026-01-06': [old, 1],
      '2026-06-30': [old, 1],
      '2026-07-01': [NEW, 2],
      '2026-07-05': [NEW, 3],
      '2026-07-06': [NEW, 4],
    });
  });
});
