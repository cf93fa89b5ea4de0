import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Records } from '#libs/application';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';

/** Changes that calendar and reminders must look at: noted by many at once, missed by no turn. */
let province: SmallProvince;
let cycle: SmallCycle;

beforeAll(async () => {
  province = await SmallProvince.open([['D1', 'Trạm Y tế xã', 'xa', 'd1@unit.example.test']]);
  cycle = await province.rehearse('doi');
}, 120_000);

afterAll(() => province?.dispose());

const inTransaction = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  province.unitOfWork.inTransaction(work);

/** A transaction that has noted a change and goes on until it is told to commit. */
async function noting(): Promise<() => Promise<void>> {
  let commit!: () => void;
  const told = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let noted!: () => void;
  const begun = new Promise<void>((resolve) => {
    noted = resolve;
  });
  const done = inTransaction(async (records) => {
    await records.cycles.touch(cycle.id);
    noted();
    await told;
  });
  await begun;
  return async () => {
    commit();
    await done;
  };
}

const needing = async () =>
  (await inTransaction((records) => records.cycles.needingWake())).find((each) => each.cycle.id === cycle.id)
    ?.which ?? [];
const mark = (plannedAt: string) =>
  inTransaction(async (records) => {
    await records.cycles.markTurn(cycle.id, 'calendar', { plannedAt });
    await records.cycles.markTurn(cycle.id, 'reminders', { plannedAt });
  });

describe('changes of one cycle', () => {
  it('are noted without one waiting for another', async () => {
    const commit = await noting();
    try {
      await inTransaction(async (records) => {
        const part = await records.unlessLocked(200, async () => {
          await records.cycles.touch(cycle.id);
          return 'noted';
        });
        expect(part).toBe('noted');
      });
    } finally {
      await commit();
    }
  });

  it('are waited for by a turn where they were noted before it began, and left to the next one where after', async () => {
    const commit = await noting();
    const order: string[] = [];
    const turn = inTransaction(async (records) => {
      const plannedAt = await records.now();
      await records.cycles.lockForTurn(cycle.id);
      order.push('turn');
      return plannedAt;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    order.push('commit');
    await commit();
    const plannedAt = await turn;
    expect(order).toEqual(['commit', 'turn']);
    await mark(plannedAt);
    expect(await needing()).toEqual([]);
    const late = await noting();
    await late();
    expect(await needing()).toEqual(['calendar', 'reminders']);
  });

  it('are kept until both have looked, and no longer', async () => {
    const kept = async () =>
      Number(
        (await cycle.query<{ n: string }>(`SELECT count(*) AS n FROM cycle_change WHERE cycle_id = $1`))[0]
          ?.n,
      );
    await inTransaction((records) => records.cycles.touch(cycle.id));
    // A turn begins at a whole millisecond, so one within that of the change would be followed by another.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const plannedAt = await inTransaction((records) => records.now());
    await inTransaction((records) => records.cycles.markTurn(cycle.id, 'calendar', { plannedAt }));
    expect(await kept()).toBeGreaterThan(0);
    expect(await needing()).toEqual(['reminders']);
    await mark(plannedAt);
    expect(await kept()).toBe(0);
  });
});
