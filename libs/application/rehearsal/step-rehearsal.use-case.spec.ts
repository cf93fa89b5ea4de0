import { beforeEach, describe, expect, it } from '@jest/globals';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { SmallProvince } from '../../../test/support/small-cycle.js';
import { bodies } from '../../../test/support/unit-year-driver.js';
import type { Turn, TurnMark } from '../cycles/cycles.port.js';
import type { Runs } from '../runs/runs.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Unsettled } from './rehearsal.port.js';
import { isSettled, StepRehearsal } from './step-rehearsal.use-case.js';

const CYCLE = '51-2026-dt-7';
const START = '2026-03-01T02:00:00.000Z';
const GOAL = '2026-03-10T02:00:00.000Z';
const SOON = '2026-03-03T01:00:00.000Z';
const LATER = '2026-03-06T01:00:00.000Z';

/** A rehearsal at `START` in which both turns have come, and neither has anything ahead of it. */
const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [['QN01', 'Trường THPT', 'xa']]);
  const cycle = await province.rehearse('dt-7', 2026, START);
  const head = { role: 'unit-head', scope: { level: 'unit', unitId: 'QN01' } } as const;
  await cycle.command({ ...cycle.administrator, ...head }, 'QN01', bodies.submit('q1Plan'));
  await each.source.query(`UPDATE command SET carried_at = clock_timestamp()`);
  await each.source.query(`UPDATE message SET state = 'accepted'`);
});

const query = (sql: string, ...values: string[]): Promise<unknown> => database().source.query(sql, values);
/** A turn has come, and looks again at `nextAt`. */
const turned = (turn: Turn, nextAt?: string): Promise<void> =>
  database().unitOfWork.inTransaction(async (records) => {
    const mark: TurnMark = { plannedAt: await records.now(), through: START, nextAt };
    await records.cycles.markTurn(CYCLE, turn, mark);
  });
const mail = async (state: 'pending' | 'failed'): Promise<void> => {
  const address = { cycleId: CYCLE, relay: 'capture', recipient: 'a@donvi.example.test' } as const;
  await database().unitOfWork.inTransaction(({ messages }) =>
    messages.enqueue({ ...address, key: 'one', template: 'receipt', params: {} }),
  );
  await query(`UPDATE message SET state = $1 WHERE key = 'one'`, state);
};
const commandLeft = (): Promise<unknown> =>
  query(`UPDATE command SET status = 'received', carried_at = NULL`);

/**
 * Runs that do at once what is due when they are woken.
 *
 * @param deaf the first wake of the calendar is lost
 */
function woken(log: string[], deaf = false): Runs {
  const wakeAreaYear = async () => {
    log.push('wake calendar');
    if (deaf && log.filter((each) => each === 'wake calendar').length === 1) {
      throw new Error('Temporal is away');
    }
    await turned('calendar');
  };
  const wakeAreaReminders = async () => {
    log.push('wake reminders');
    await query(`UPDATE message SET escalated = true WHERE state = 'failed'`);
    await turned('reminders');
  };
  return { wakeAreaYear, wakeAreaReminders } as unknown as Runs;
}

interface Step {
  readonly to?: string;
  readonly deaf?: boolean;
  readonly signal?: AbortSignal;
  /** Told at every look how many there were; what it begins is done before the database is looked at. */
  readonly onBeat?: (beats: number) => Promise<unknown> | undefined;
}

/** One step; answers what it came to, whom it woke, and where the clock went. */
async function step({ to = GOAL, deaf, signal = new AbortController().signal, onBeat }: Step = {}) {
  const log: string[] = [];
  let beats = 0;
  let begun: Promise<unknown> | undefined;
  const { unitOfWork } = database();
  const looking: UnitOfWork = {
    inTransaction: async (work) => {
      await begun;
      return unitOfWork.inTransaction(work);
    },
    inSnapshot: (work) => unitOfWork.inSnapshot(work),
  };
  const stepping = new StepRehearsal(looking, woken(log, deaf));
  const taken = await stepping
    .execute({ cycleId: CYCLE, to }, signal, () => {
      beats += 1;
      begun = onBeat?.(beats);
    })
    .catch((error: unknown) => error);
  return { taken, log, beats, clock: await clock() };
}

const clock = async (): Promise<string | undefined> => {
  const cycle = await database().unitOfWork.inTransaction(({ cycles }) => cycles.find(CYCLE));
  return cycle?.clockAt;
};

describe('a step of a rehearsal', () => {
  beforeEach(async () => {
    await turned('calendar');
    await turned('reminders');
  });

  it('goes to the instant asked for where nothing happens before it, and says so in the audit', async () => {
    const { taken, log } = await step();
    expect([taken, log]).toEqual([{ now: GOAL, reached: true, over: false }, []]);
    const stepped = await query(
      `SELECT detail::jsonb AS detail FROM audit JOIN audit_detail USING (cycle_id, area_code, seq)
        WHERE action = 'cycle.clockStepped'`,
    );
    expect(stepped).toEqual([{ detail: { from: START, to: GOAL } }]);
  });

  it('stops at the first instant at which the calendar or the reminders act', async () => {
    await turned('calendar', LATER);
    await turned('reminders', SOON);
    const first = await step();
    expect(first.taken).toEqual({ now: SOON, reached: false, over: false });
    expect(first.log).toEqual(['wake reminders']);
    const second = await step();
    expect(second.taken).toEqual({ now: LATER, reached: false, over: false });
    expect(second.log).toEqual(['wake calendar']);
  });

  it('never passes the instant asked for', async () => {
    await turned('reminders', '2026-03-11T01:00:00.000Z');
    expect((await step()).clock).toBe(GOAL);
  });

  it('finishes what an earlier step left half done before it moves', async () => {
    await mail('failed');
    const places: (string | undefined)[] = [];
    const { log } = await step({ onBeat: async () => places.push(await clock()) });
    expect(log).toEqual(['wake reminders']);
    expect(places).toEqual([START, START, GOAL]);
  });

  it('waits for commands and mails without moving, with a beat at every look, until it is told to stop', async () => {
    await commandLeft();
    const stop = new AbortController();
    const {
      taken,
      log,
      beats,
      clock: at,
    } = await step({
      signal: stop.signal,
      onBeat: (beat) => {
        if (beat === 5) stop.abort(new Error('stopped'));
        if (beat !== 3) return undefined;
        return mail('pending').then(() => query(`UPDATE command SET carried_at = clock_timestamp()`));
      },
    });
    expect(taken).toMatchObject({ name: 'AbortError' });
    expect([log, beats, at]).toEqual([[], 5, START]);
  });

  it('wakes at once for what comes up while it waits', async () => {
    await commandLeft();
    const began = performance.now();
    const { log, clock: at } = await step({
      onBeat: (beat) => {
        if (beat === 2) return mail('failed');
        if (beat === 4) return query(`UPDATE command SET carried_at = clock_timestamp()`);
        return undefined;
      },
    });
    expect([log, at]).toEqual([['wake reminders'], GOAL]);
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it('wakes again whoever was not reached', async () => {
    await turned('calendar', SOON);
    const { taken, log } = await step({ deaf: true });
    expect(taken).toMatchObject({ now: SOON });
    expect(log).toEqual(['wake calendar', 'wake calendar']);
  });

  it('does not move where the clock stands there already, nor in a closed cycle', async () => {
    const reached = await step({ to: START });
    expect([reached.taken, reached.log]).toEqual([{ now: START, reached: true, over: false }, []]);
    await query(`UPDATE cycle SET state = 'closed' WHERE id = $1`, CYCLE);
    const closed = await step();
    expect([closed.taken, closed.log]).toEqual([{ now: START, reached: false, over: true }, []]);
  });

  it('is refused in a cycle that runs by the calendar', async () => {
    await query(`UPDATE cycle SET clock_at = NULL, clock_kind = 'calendar' WHERE id = $1`, CYCLE);
    expect((await step()).taken).toMatchObject({ code: 'REHEARSAL.ONLY' });
  });
});

describe('settled', () => {
  it('is only what has nothing left of any kind', () => {
    const settled: Unsettled = { commands: 0, mails: 0, calendar: 0, reminders: 0, escalations: 0 };
    expect(isSettled(settled)).toBe(true);
    for (const kind of Object.keys(settled)) expect(isSettled({ ...settled, [kind]: 1 })).toBe(false);
  });
});
