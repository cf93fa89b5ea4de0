import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PollingEndedError, WorkerBeat } from './worker-beat.js';

type State = ReturnType<ConstructorParameters<typeof WorkerBeat>[0]['getState']>;

describe('the beat of a worker', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const scene = (failing = false) => {
    const seen = { state: 'RUNNING' as State, isAsked: false, beats: 0, left: 0, warnings: 0 };
    const signs = {
      beat: () => {
        seen.beats += 1;
        return failing ? Promise.reject(new Error('no database')) : Promise.resolve();
      },
      leave: () => {
        seen.left += 1;
        return failing ? Promise.reject(new Error('no database')) : Promise.resolve();
      },
    };
    const warn = (): void => {
      seen.warnings += 1;
    };
    const beat = new WorkerBeat({ getState: () => seen.state }, signs, seen, { warn });
    let ended: unknown;
    beat.pollingEnded.catch((error: unknown) => {
      ended = error;
    });
    return { beat, seen, ended: () => ended };
  };

  it('is given at once and every second and a half while the worker polls', async () => {
    const { beat, seen, ended } = scene();
    beat.start();
    expect(seen.beats).toBe(1);
    await jest.advanceTimersByTimeAsync(6_000);
    expect(seen.beats).toBe(5);
    expect(ended()).toBeUndefined();
  });

  it.each<State>(['FAILED', 'STOPPING', 'DRAINING', 'DRAINED', 'STOPPED'])(
    'ends with an error within two seconds when the worker is %s and nobody had asked for it',
    async (state) => {
      const { beat, seen, ended } = scene();
      beat.start();
      seen.state = state;
      await jest.advanceTimersByTimeAsync(2_000);
      expect(ended()).toBeInstanceOf(PollingEndedError);
      expect(String(ended())).toContain(state);
      await jest.advanceTimersByTimeAsync(6_000);
      expect(seen.beats).toBe(1);
    },
  );

  it('falls silent, without an error, while the worker ends because it was asked to', async () => {
    const { beat, seen, ended } = scene();
    beat.start();
    seen.isAsked = true;
    seen.state = 'DRAINING';
    await jest.advanceTimersByTimeAsync(6_000);
    expect(seen.beats).toBe(1);
    expect(ended()).toBeUndefined();
  });

  it('goes on, and warns, while the database is away', async () => {
    const { beat, seen, ended } = scene(true);
    beat.start();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(seen).toMatchObject({ beats: 3, warnings: 3 });
    await beat.end();
    await jest.advanceTimersByTimeAsync(6_000);
    expect(seen).toMatchObject({ beats: 3, left: 1 });
    expect(ended()).toBeUndefined();
  });
});
