import { describe, expect, it } from '@jest/globals';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { boardParts } from '../../../test/support/kept-boards.js';
import { COMMUNE, SmallProvince } from '../../../test/support/small-cycle.js';
import { bodies } from '../../../test/support/unit-year-driver.js';
import { BoardMirror } from './board-mirror.js';
import type { BoardReading, WatchModel } from './watch-model.port.js';

const UNIT = 'QN0001';
const CYCLE = '51-2026-guong';

const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [[UNIT, 'Trạm Y tế xã', 'xa']]);
  await province.rehearse('guong');
});

/** The mirror of the small cycle over a model of which a test may hold or change the answers. */
function mirrorOver(more: (real: WatchModel) => Partial<WatchModel> = () => ({})) {
  const province = SmallProvince.over(database());
  const parts = boardParts(province);
  const real: WatchModel = parts.watchModel;
  const watchModel: WatchModel = Object.assign(Object.create(real) as WatchModel, more(real));
  return { cycle: province.cycle(CYCLE), mirror: new BoardMirror(CYCLE, { ...parts, watchModel }) };
}

const submitted = (reading: { readonly counts: BoardReading['counts'] } | undefined) =>
  (reading?.counts ?? []).some(({ stage, status }) => stage === 'q1Plan' && status === 'submitted');

describe('the mirror of a board', () => {
  it('answers from a reading that began after the question, and all who wait from the same', async () => {
    let reads = 0;
    const gates: (() => void)[] = [];
    const { cycle, mirror } = mirrorOver((real) => ({
      boardChange: async (...asked) => {
        reads += 1;
        const reading = await real.boardChange(...asked);
        await new Promise<void>((open) => gates.push(open));
        return reading;
      },
    }));
    const gate = async () => {
      while (gates.length === 0) await new Promise((soon) => setTimeout(soon, 5));
      gates.shift()?.();
    };
    const early = mirror.fresh();
    while (gates.length === 0) await new Promise((soon) => setTimeout(soon, 5));
    await cycle.submit(UNIT, bodies.submit('q1Plan'));
    const late = [mirror.fresh(), mirror.fresh(), mirror.fresh()];
    await gate();
    expect(submitted((await early).communes.get(COMMUNE))).toBe(false);
    await gate();
    for (const board of await Promise.all(late)) expect(submitted(board.communes.get(COMMUNE))).toBe(true);
    expect(reads).toBe(2);
  });

  it('keeps its turn while nothing happens, and what did not change while something does', async () => {
    const { cycle, mirror } = mirrorOver();
    const first = await mirror.fresh();
    const same = await mirror.fresh();
    expect([same.turn, same.communes]).toEqual([first.turn, first.communes]);
    await cycle.submit(UNIT, bodies.submit('q1Plan'));
    const after = await mirror.fresh();
    expect(after.turn).toBeGreaterThan(first.turn);
    expect(after.changedAt).toBe(first.changedAt);
    expect(after.communes.get('51')).toBe(first.communes.get('51'));
    expect(after.communes.get(COMMUNE)).not.toEqual(first.communes.get(COMMUNE));
  });

  it('takes the place of another one of the same cycle: no view takes its board for one that it has seen', async () => {
    const [given, fresh] = [mirrorOver(), mirrorOver()];
    await given.mirror.fresh();
    const view = given.mirror.view('', { watched: 'all' });
    await given.cycle.submit(UNIT, bodies.submit('q1Plan'));
    view.update(await fresh.mirror.fresh());
    const board = JSON.parse(view.answer().json.toString()) as { total: readonly { done: number }[] };
    expect(board.total[0]?.done).toBe(1);
  });

  it('is of one set of rules: counters of the old ones are read again', async () => {
    let reads = 0;
    const { mirror } = mirrorOver((real) => ({
      boardChange: async (...asked) => {
        const reading = await real.boardChange(...asked);
        reads += 1;
        if (reads !== 2 || reading === undefined) return reading;
        return { ...reading, cycle: { ...reading.cycle, rulesVersion: 7 } };
      },
    }));
    await mirror.fresh();
    await mirror.fresh();
    expect(reads).toBe(3);
  });

  it('works every cell out anew on another day', async () => {
    const { cycle, mirror } = mirrorOver();
    const first = await mirror.fresh();
    await cycle.moveTo('2026-04-01T09:00');
    const after = await mirror.fresh();
    expect(after.changedAt).toBe(after.turn);
    expect(after.turn).toBeGreaterThan(first.turn);
  });

  it('tells commands without an outcome, and that they have one', async () => {
    let stuck = [
      { communeCode: COMMUNE, unitKind: 'co-quan' as const, isBody: false, stage: 'q1Plan', n: 1 },
    ];
    const { mirror } = mirrorOver(() => ({ stuck: async () => stuck }));
    const first = await mirror.fresh();
    expect(first.communes.get(COMMUNE)?.stuck).toEqual(stuck);
    stuck = [];
    await new Promise((later) => setTimeout(later, 2_050));
    const after = await mirror.fresh();
    expect(after.communes.get(COMMUNE)?.stuck).toEqual([]);
    expect(after.turn).toBeGreaterThan(first.turn);
  });

  it('of no cycle is refused, and asked again', async () => {
    const mirror = new BoardMirror('51-1999', boardParts(SmallProvince.over(database())));
    for (let time = 0; time < 2; time += 1) {
      await expect(mirror.fresh()).rejects.toMatchObject({ code: 'CYCLE.UNKNOWN' });
    }
  });
});
