import { describe, expect, it } from '@jest/globals';
import type { CycleToWake, Records, Turn, UnitOfWork } from '../ports/records.port.js';
import type { Runs } from '../ports/runs.port.js';
import { CommandDispatcher } from './command-dispatcher.js';

/** Nothing to deliver and nothing to open; one cycle whose turns somebody should have woken. */
function scene(which: readonly Turn[]) {
  const woken: string[] = [];
  const state = { changedAt: '2026-03-01T00:00:00.000Z', which, away: false };
  const records = {
    commands: { claimDue: () => Promise.resolve([]) },
    cycles: {
      waitingToOpen: () => Promise.resolve([]),
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
  const runs = { wakeAreaYear: wake('calendar'), wakeAreaReminders: wake('reminders') } as unknown as Runs;
  return { woken, state, dispatcher: new CommandDispatcher(unitOfWork, runs, { warn: () => undefined }) };
}

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

  it('ends well where nobody can be woken', async () => {
    const { dispatcher, state } = scene(['calendar', 'reminders']);
    state.away = true;
    await expect(dispatcher.poll()).resolves.toBeUndefined();
  });
});
