import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MirroredBoard } from '#libs/application';
import { CycleWatch } from './cycle-watch.js';

/** A mirror whose turn is all that is looked at here. */
function watchOf(mirror: { turn: number }, coalesceMs = 30) {
  const failures: unknown[] = [];
  const state = { reads: 0, fails: false, took: 0 };
  const watch = new CycleWatch(
    async () => {
      state.reads += 1;
      const seen = { turn: mirror.turn } as MirroredBoard;
      if (state.took > 0) await new Promise((resolve) => setTimeout(resolve, state.took));
      if (state.fails) throw new Error('away');
      return seen;
    },
    (error) => failures.push(error),
    coalesceMs,
  );
  const told: number[] = [];
  const leave = watch.join(({ turn }) => told.push(turn));
  return { watch, mirror, told, failures, state, leave };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the board of one cycle', () => {
  it('is told once for what changed, and not where nothing did', async () => {
    const { watch, mirror, told } = watchOf({ turn: 1 });
    await watch.refresh();
    await watch.refresh();
    mirror.turn = 2;
    await watch.refresh();
    expect(told).toEqual([1, 2]);
  });

  it('is read at once at the first poke, and once for all pokes shortly after it', async () => {
    const { watch, mirror, told, state } = watchOf({ turn: 1 });
    for (let n = 1; n <= 50; n += 1) {
      mirror.turn = n;
      watch.poke();
      await jest.advanceTimersByTimeAsync(1);
    }
    await jest.advanceTimersByTimeAsync(80);
    expect(state.reads).toBe(3);
    expect(told[0]).toBe(1);
    expect(told.at(-1)).toBe(50);
  });

  it('is read again after a poke that came while it was being read', async () => {
    const { watch, mirror, told, state } = watchOf({ turn: 1 });
    state.took = 20;
    watch.poke();
    await jest.advanceTimersByTimeAsync(5);
    mirror.turn = 2;
    watch.poke();
    await jest.advanceTimersByTimeAsync(120);
    expect(told).toEqual([1, 2]);
  });

  it('says that it could not be read, and is told at the next poke', async () => {
    const { watch, told, failures, state } = watchOf({ turn: 1 });
    state.fails = true;
    watch.poke();
    await jest.advanceTimersByTimeAsync(10);
    expect(failures).toHaveLength(1);
    await expect(watch.refresh()).rejects.toThrow('away');
    state.fails = false;
    watch.poke();
    await jest.advanceTimersByTimeAsync(60);
    expect(told).toEqual([1]);
  });

  it('is told to nobody who has left', async () => {
    const { watch, told, leave } = watchOf({ turn: 1 });
    leave();
    await watch.refresh();
    expect(watch.isWatched).toBe(false);
    expect(told).toEqual([]);
  });
});
