import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { CycleToWake, Turn } from '../cycles/cycles.port.js';
import type { Runs, UnitRun } from '../runs/runs.port.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { CommandDispatcher } from './command-dispatcher.js';
import type { Command } from './commands.port.js';

/** Nothing to deliver and nothing to open; one cycle whose turns somebody should have woken. */
function scene(which: readonly Turn[]) {
  const woken: string[] = [];
  const claimed: string[] = [];
  const state = {
    changedAt: '2026-03-01T00:00:00.000Z',
    which,
    away: false,
    openings: [] as { id: string; provinceCode: string }[],
  };
  const records = {
    commands: {
      claimDue: (status: string) => {
        claimed.push(status);
        return Promise.resolve([]);
      },
      noteFailure: () => Promise.resolve(),
    },
    cycles: {
      waitingToOpen: () => Promise.resolve(state.openings),
      needingWake: (): Promise<readonly CycleToWake[]> =>
        Promise.resolve([
          {
            cycle: { id: '51-2026', provinceCode: '51', changedAt: state.changedAt },
            which: state.which,
          } as CycleToWake,
        ]),
    },
  } as unknown as Records;
  const unitOfWork = {
    inTransaction: <T>(work: (given: Records) => Promise<T>) => work(records),
  } as UnitOfWork;
  const wake = (what: string) => (cycleId: string, areaId: string) => {
    woken.push(`${what} ${cycleId} ${areaId}`);
    return state.away ? Promise.reject(new Error('Temporal is away')) : Promise.resolve();
  };
  const started: string[] = [];
  const runs = {
    wakeAreaYear: wake('calendar'),
    wakeAreaReminders: wake('reminders'),
    carry: () => Promise.reject(new Error('14 UNAVAILABLE: no connection')),
    startAreaYear: (cycleId: string) =>
      cycleId === 'broken' ? Promise.reject(new Error('no start')) : Promise.resolve(started.push(cycleId)),
  } as unknown as Runs;
  return {
    woken,
    claimed,
    started,
    state,
    dispatcher: new CommandDispatcher(unitOfWork, runs, { warn: () => undefined }),
  };
}

afterEach(() => {
  jest.useRealTimers();
});

describe('a round of the dispatcher', () => {
  it('wakes exactly the turns that wait', async () => {
    const reminders = scene(['reminders']);
    await reminders.dispatcher.poll();
    expect(reminders.woken).toEqual(['reminders 51-2026 51']);
    const both = scene(['calendar', 'reminders']);
    await both.dispatcher.poll();
    expect(both.woken).toEqual(['calendar 51-2026 51', 'reminders 51-2026 51']);
  });

  it('gives a turn time for one change, and wakes it for the next', async () => {
    const { dispatcher, woken, state } = scene(['calendar']);
    await dispatcher.poll();
    await dispatcher.poll();
    expect(woken).toHaveLength(1);
    state.changedAt = '2026-03-01T00:00:05.000Z';
    await dispatcher.poll();
    expect(woken).toHaveLength(2);
  });

  it('wakes a turn that does not come ever more seldom, and a new change at once', async () => {
    jest.useFakeTimers({ now: Date.parse('2026-03-02T00:00:00Z') });
    const { dispatcher, woken, state } = scene(['reminders']);
    const pollFor = async (seconds: number) => {
      const before = woken.length;
      for (let second = 0; second < seconds; second += 1) {
        await dispatcher.poll();
        jest.setSystemTime(Date.now() + 1_000);
      }
      return woken.length - before;
    };
    // At 0, 15, 45 and 105 s.
    expect(await pollFor(106)).toBe(4);
    expect(await pollFor(60)).toBe(0);
    // A day away is about one signal for each half hour.
    expect(await pollFor(86_400)).toBeLessThan(60);
    state.changedAt = '2026-03-03T00:00:00.000Z';
    expect(await pollFor(16)).toBe(2);
    // The turn came, and something else became due.
    state.which = [];
    await pollFor(1);
    state.which = ['reminders'];
    expect(await pollFor(1)).toBe(1);
  });

  it('starts and wakes the others where one cycle cannot be started', async () => {
    const { dispatcher, woken, started, state } = scene(['calendar']);
    state.openings = ['broken', 'sound'].map((id) => ({ id, provinceCode: '51' }));
    await dispatcher.poll();
    expect(started).toEqual(['sound']);
    expect(woken).toHaveLength(1);
  });

  it('ends well where nobody can be woken', async () => {
    const { dispatcher, state } = scene(['calendar', 'reminders']);
    state.away = true;
    await expect(dispatcher.poll()).resolves.toBeUndefined();
  });

  it('leaves a server that is away alone with what is decided, but not with what waits for an outcome', async () => {
    jest.useFakeTimers({ now: Date.parse('2026-03-02T00:00:00Z'), doNotFake: ['setImmediate'] });
    const { dispatcher, claimed } = scene([]);
    const command = { id: 'c', cycleId: '51-2026', unitId: 'u', status: 'applied', body: { kind: 'submit' } };
    dispatcher.carryLater(command as Command, { cycleId: '51-2026', unitId: 'u' } as UnitRun);
    await new Promise((resolve) => setImmediate(resolve));
    await dispatcher.poll();
    expect(claimed).toEqual(['received']);
    jest.setSystemTime(Date.now() + 3_000);
    await dispatcher.poll();
    expect(claimed).toEqual(['received', 'received', 'applied']);
  });
});
