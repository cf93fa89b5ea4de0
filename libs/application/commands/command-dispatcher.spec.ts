import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { SmallProvince } from '../../../test/support/small-cycle.js';
import { bodies } from '../../../test/support/unit-year-driver.js';
import type { Turn } from '../cycles/cycles.port.js';
import type { Runs, UnitRun } from '../runs/runs.port.js';
import { CommandDispatcher } from './command-dispatcher.js';
import type { Command } from './commands.port.js';

const CYCLE = '51-2026-dt1';
const START = '2026-03-01T00:00:00.000Z';

/** One open cycle, two that were recorded and not opened, a command that is decided and one that has no outcome. */
const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [
    ['QN01', 'Trường THPT', 'xa'],
    ['QN02', 'Trạm Y tế', 'xa'],
  ]);
  const cycle = await province.rehearse('dt1', 2026, START);
  for (const unitId of ['QN01', 'QN02']) await cycle.submit(unitId, bodies.submit('q1Plan'));
  await each.source.query(`UPDATE command SET carried_at = now()`);
  for (const label of ['broken', 'sound']) await province.rehearse(label, 2026, START);
});

/** A dispatcher beside a database whose every turn has come and whose every cycle is open, until a test says otherwise. */
async function scene(...turns: readonly Turn[]) {
  const { source, unitOfWork } = database();
  // What the seed noted is newer than any change of a test.
  await source.query(`DELETE FROM cycle_change`);
  await source.query(
    `UPDATE cycle SET changed_at = $1, calendar_planned_at = now(), reminders_planned_at = now(),
                      calendar_next_at = NULL, reminders_next_at = NULL`,
    [START],
  );
  await source.query(`DELETE FROM cycle_change`);
  const woken: string[] = [];
  const started: string[] = [];
  const carried: string[] = [];
  const server = { isAway: false };
  const wake = (what: string) => async (cycleId: string, areaId: string) => {
    woken.push(`${what} ${cycleId} ${areaId}`);
    if (server.isAway) throw new Error('Temporal is away');
  };
  const runs = {
    wakeAreaYear: wake('calendar'),
    wakeAreaReminders: wake('reminders'),
    carry: async ({ unitId }: Command) => {
      carried.push(unitId);
      throw new Error('14 UNAVAILABLE: no connection');
    },
    startAreaYear: async (cycleId: string) => {
      if (cycleId.endsWith('broken')) throw new Error('no start');
      started.push(cycleId);
    },
  } as unknown as Runs;
  const waiting = async (...which: readonly Turn[]): Promise<void> => {
    for (const turn of ['calendar', 'reminders']) {
      const plannedAt = which.some((each) => each === turn) ? 'NULL' : 'now()';
      await source.query(`UPDATE cycle SET ${turn}_planned_at = ${plannedAt} WHERE id = '${CYCLE}'`);
    }
  };
  await waiting(...turns);
  return {
    ...{ woken, started, carried, server, waiting },
    query: (sql: string, ...values: string[]) => source.query(sql, values),
    changed: (at: string) =>
      source.query(`INSERT INTO cycle_change (id, cycle_id, at) VALUES (gen_random_uuid(), '${CYCLE}', $1)`, [
        at,
      ]),
    dispatcher: new CommandDispatcher(unitOfWork, runs, { warn: () => undefined }),
  };
}

/** What the connections to the database live by. */
const REAL_TIMERS = [
  ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const),
  ...(['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'] as const),
];

/** The process's clock stands until the test moves it; that of the database goes on. */
const holdClock = (): void => {
  jest.useFakeTimers({ now: Date.parse('2026-03-02T00:00:00Z'), doNotFake: REAL_TIMERS });
};

afterEach(() => {
  jest.useRealTimers();
});

describe('a round of the dispatcher', () => {
  it('wakes exactly the turns that wait', async () => {
    const reminders = await scene('reminders');
    await reminders.dispatcher.poll();
    expect(reminders.woken).toEqual([`reminders ${CYCLE} 51`]);
    const both = await scene('calendar', 'reminders');
    await both.dispatcher.poll();
    expect(both.woken).toEqual([`calendar ${CYCLE} 51`, `reminders ${CYCLE} 51`]);
  });

  it('gives a turn time for one change, and wakes it for the next', async () => {
    const { dispatcher, woken, changed } = await scene('calendar');
    await dispatcher.poll();
    await dispatcher.poll();
    expect(woken).toHaveLength(1);
    await changed('2026-03-01T00:00:05.000Z');
    await dispatcher.poll();
    expect(woken).toHaveLength(2);
  });

  it('wakes a turn that does not come ever more seldom, and a new change at once', async () => {
    holdClock();
    const { dispatcher, woken, changed, waiting } = await scene('reminders');
    const pollFor = async (seconds: number, every: number) => {
      const before = woken.length;
      for (let second = 0; second < seconds; second += every) {
        await dispatcher.poll();
        jest.setSystemTime(Date.now() + every * 1_000);
      }
      return woken.length - before;
    };
    // At 0, 15, 45 and 105 s.
    expect(await pollFor(110, 5)).toBe(4);
    expect(await pollFor(60, 5)).toBe(0);
    // A day away is about one signal for each half hour.
    const inADay = await pollFor(86_400, 600);
    expect(inADay).toBeGreaterThan(45);
    expect(inADay).toBeLessThan(60);
    await changed('2026-03-03T00:00:00.000Z');
    expect(await pollFor(16, 1)).toBe(2);
    // The turn came, and something else became due.
    await waiting();
    await pollFor(1, 1);
    await waiting('reminders');
    expect(await pollFor(1, 1)).toBe(1);
  });

  it('starts and wakes the others where one cycle cannot be started', async () => {
    const { dispatcher, woken, started, query } = await scene('calendar');
    const ids = ['broken', 'sound'].map((label) => `51-2026-${label}`);
    await query(
      `UPDATE cycle SET state = 'opening', created_at = now() - interval '6 seconds' WHERE id IN ($1, $2)`,
      ...ids,
    );
    await dispatcher.poll();
    expect(started).toEqual(['51-2026-sound']);
    expect(woken).toHaveLength(1);
  });

  it('ends well where nobody can be woken', async () => {
    const { dispatcher, server } = await scene('calendar', 'reminders');
    server.isAway = true;
    await expect(dispatcher.poll()).resolves.toBeUndefined();
  });

  it('leaves a server that is away alone with what is decided, but not with what waits for an outcome', async () => {
    holdClock();
    const { dispatcher, carried, query } = await scene();
    const due = () => query(`UPDATE command SET carried_at = NULL, next_attempt_at = now()`);
    await query(`UPDATE command SET status = 'received' WHERE unit_id = 'QN02'`);
    const [decided] = await database().unitOfWork.inTransaction(async ({ commands }) => {
      await due();
      return commands.claimDue('applied', 1);
    });
    if (decided === undefined) throw new Error('nothing is decided');
    const poll = async () => {
      carried.length = 0;
      await due();
      await dispatcher.poll();
      await dispatcher.drain();
      return carried;
    };
    dispatcher.carryLater(decided, { cycleId: CYCLE, unitId: 'QN01' } as UnitRun);
    await dispatcher.drain();
    expect(carried).toEqual(['QN01']);
    expect(await poll()).toEqual(['QN02']);
    jest.setSystemTime(Date.now() + 3_000);
    expect([...(await poll())].sort()).toEqual(['QN01', 'QN02']);
  });
});
