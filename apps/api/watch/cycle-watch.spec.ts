import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Heads } from '#libs/application';
import { CycleWatch } from './cycle-watch.js';

function watchOf(heads: Record<string, number>, coalesceMs = 30) {
  const failures: unknown[] = [];
  const state = { reads: 0, fails: false, took: 0 };
  const watch = new CycleWatch(
    async () => {
      state.reads += 1;
      const seen = Object.entries(heads).map(([areaCode, seq]) => ({ areaCode, seq }));
      if (state.took > 0) await new Promise((resolve) => setTimeout(resolve, state.took));
      if (state.fails) throw new Error('away');
      return seen;
    },
    (error) => failures.push(error),
    coalesceMs,
  );
  const told: [string, number][][] = [];
  const leave = watch.join((changed: Heads) => told.push([...changed]));
  return { watch, heads, told, failures, state, leave };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the audit numbers of one cycle', () => {
  it('are told once for what changed, and not where nothing did', async () => {
    const { watch, heads, told } = watchOf({ a: 1, b: 1 });
    await watch.refresh();
    await watch.refresh();
    heads.b = 2;
    await watch.refresh();
    expect(told).toEqual([
      [
        ['a', 1],
        ['b', 1],
      ],
      [['b', 2]],
    ]);
    expect([...watch.present]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('are read at once at the first poke, and once for all pokes shortly after it', async () => {
    const { watch, heads, told, state } = watchOf({ a: 1 });
    for (let n = 1; n <= 50; n += 1) {
      heads.a = n;
      watch.poke();
      await jest.advanceTimersByTimeAsync(1);
    }
    await jest.advanceTimersByTimeAsync(80);
    expect(state.reads).toBe(3);
    expect(told[0]).toEqual([['a', 1]]);
    expect(told.at(-1)).toEqual([['a', 50]]);
  });

  it('are read again after a poke that came while they were being read', async () => {
    const { watch, heads, told, state } = watchOf({ a: 1 });
    state.took = 20;
    watch.poke();
    await jest.advanceTimersByTimeAsync(5);
    heads.a = 2;
    watch.poke();
    await jest.advanceTimersByTimeAsync(120);
    expect(told).toEqual([[['a', 1]], [['a', 2]]]);
  });

  it('say that they could not be read, and are told at the next poke', async () => {
    const { watch, told, failures, state } = watchOf({ a: 1 });
    state.fails = true;
    watch.poke();
    await jest.advanceTimersByTimeAsync(10);
    expect(failures).toHaveLength(1);
    await expect(watch.refresh()).rejects.toThrow('away');
    state.fails = false;
    watch.poke();
    await jest.advanceTimersByTimeAsync(60);
    expect(told).toEqual([[['a', 1]]]);
  });

  it('are told to nobody who has left', async () => {
    const { watch, told, leave } = watchOf({ a: 1 });
    leave();
    await watch.refresh();
    expect(watch.isWatched).toBe(false);
    expect(told).toEqual([]);
  });
});
