import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../audit/audit.port.js';
import type { Cycle, TurnMark } from '../cycles/cycles.port.js';
import type { Runs } from '../runs/runs.port.js';
import type { Records } from '../transaction/records.port.js';
import type { Unsettled } from './rehearsal.port.js';
import { isSettled, StepRehearsal } from './step-rehearsal.use-case.js';

const START = '2026-03-01T02:00:00.000Z';
const GOAL = '2026-03-10T02:00:00.000Z';
const SOON = '2026-03-03T01:00:00.000Z';
const LATER = '2026-03-06T01:00:00.000Z';
const SETTLED: Unsettled = { commands: 0, mails: 0, calendar: 0, reminders: 0, escalations: 0 };

/** A rehearsal whose calendar and reminders do what is due when they are woken. */
class FakeCycle {
  cycle: Cycle = {
    id: '51-2026-dt-7',
    provinceCode: '51',
    year: 2026,
    clockKind: 'rehearsal',
    clockAt: START,
    packId: 'quang-ngai-2025',
    packHash: '',
    state: 'open',
    unitsTotal: 1,
    createdAt: START,
    rulesVersion: 0,
    changedAt: START,
    calendar: {},
    reminders: {},
  };
  left: Unsettled = SETTLED;
  readonly log: string[] = [];
  readonly audited: AuditEntry[] = [];

  /** @param deaf the first wake of the calendar is lost */
  constructor(private readonly deaf = false) {}

  readonly runs = {
    wakeAreaYear: () => {
      this.log.push('wake calendar');
      if (this.deaf && this.log.filter((each) => each === 'wake calendar').length === 1) {
        return Promise.reject(new Error('Temporal is away'));
      }
      this.left = { ...this.left, calendar: 0 };
      return Promise.resolve();
    },
    wakeAreaReminders: () => {
      this.log.push('wake reminders');
      this.left = { ...this.left, reminders: 0, escalations: 0 };
      return Promise.resolve();
    },
  } as unknown as Runs;

  readonly records = {
    cycles: {
      find: () => Promise.resolve(this.cycle),
      lock: () => Promise.resolve(this.cycle),
      setClock: (_id: string, instant: string) => {
        this.log.push(`to ${instant.slice(5, 10)}`);
        const isDue = ({ nextAt }: TurnMark) => (nextAt !== undefined && nextAt <= instant ? 1 : 0);
        const { calendar, reminders } = this.cycle;
        this.left = { ...this.left, calendar: isDue(calendar), reminders: isDue(reminders) };
        this.cycle = { ...this.cycle, clockAt: instant };
        return Promise.resolve();
      },
    },
    rehearsal: { unsettled: () => Promise.resolve(this.left) },
    audit: {
      append: (entry: AuditEntry) => {
        this.audited.push(entry);
        return Promise.resolve();
      },
    },
  } as unknown as Records;

  step(to = GOAL, signal = new AbortController().signal, onBeat: () => void = () => undefined) {
    const inTransaction = <T>(work: (records: Records) => Promise<T>) => work(this.records);
    return new StepRehearsal({ inTransaction, inSnapshot: inTransaction }, this.runs).execute(
      { cycleId: this.cycle.id, to },
      signal,
      onBeat,
    );
  }
}

describe('a step of a rehearsal', () => {
  it('goes to the instant asked for where nothing happens before it, and says so in the audit', async () => {
    const fake = new FakeCycle();
    await expect(fake.step()).resolves.toEqual({ now: GOAL, reached: true, over: false });
    expect(fake.log).toEqual(['to 03-10']);
    expect(fake.audited.map(({ action, detail }) => [action, detail])).toEqual([
      ['cycle.clockStepped', { from: START, to: GOAL }],
    ]);
  });

  it('stops at the first instant at which the calendar or the reminders act', async () => {
    const fake = new FakeCycle();
    fake.cycle = { ...fake.cycle, calendar: { nextAt: LATER }, reminders: { nextAt: SOON } };
    await expect(fake.step()).resolves.toEqual({ now: SOON, reached: false, over: false });
    expect(fake.log).toEqual(['to 03-03', 'wake reminders']);
    fake.cycle = { ...fake.cycle, reminders: {} };
    await expect(fake.step()).resolves.toEqual({ now: LATER, reached: false, over: false });
    expect(fake.log.slice(2)).toEqual(['to 03-06', 'wake calendar']);
  });

  it('never passes the instant asked for', async () => {
    const fake = new FakeCycle();
    fake.cycle = { ...fake.cycle, reminders: { nextAt: '2026-03-11T01:00:00.000Z' } };
    expect((await fake.step()).now).toBe(GOAL);
  });

  it('finishes what an earlier step left half done before it moves', async () => {
    const fake = new FakeCycle();
    fake.left = { ...SETTLED, escalations: 2 };
    await fake.step();
    expect(fake.log).toEqual(['wake reminders', 'to 03-10']);
  });

  it('waits for commands and mails without moving, with a beat at every look, until it is told to stop', async () => {
    const fake = new FakeCycle();
    fake.left = { ...SETTLED, commands: 1 };
    const stop = new AbortController();
    let beats = 0;
    const step = fake.step(GOAL, stop.signal, () => {
      beats += 1;
      if (beats === 3) fake.left = { ...SETTLED, mails: 1 };
      if (beats === 5) stop.abort(new Error('stopped'));
    });
    await expect(step).rejects.toThrow();
    expect([fake.log, beats]).toEqual([[], 5]);
  });

  it('wakes at once for what comes up while it waits', async () => {
    const fake = new FakeCycle();
    fake.left = { ...SETTLED, mails: 2 };
    let beats = 0;
    const began = performance.now();
    await fake.step(GOAL, undefined, () => {
      beats += 1;
      if (beats === 2) fake.left = { ...SETTLED, mails: 1, escalations: 1 };
      if (beats === 4) fake.left = SETTLED;
    });
    expect(fake.log).toEqual(['wake reminders', 'to 03-10']);
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it('wakes again whoever was not reached', async () => {
    const fake = new FakeCycle(true);
    fake.cycle = { ...fake.cycle, calendar: { nextAt: SOON } };
    await expect(fake.step()).resolves.toMatchObject({ now: SOON });
    expect(fake.log.filter((each) => each === 'wake calendar')).toHaveLength(2);
  });

  it('does not move where the clock stands there already, nor in a closed cycle', async () => {
    const reached = new FakeCycle();
    await expect(reached.step(START)).resolves.toEqual({ now: START, reached: true, over: false });
    const closed = new FakeCycle();
    closed.cycle = { ...closed.cycle, state: 'closed' };
    await expect(closed.step()).resolves.toEqual({ now: START, reached: false, over: true });
    expect([...reached.log, ...closed.log]).toEqual([]);
  });

  it('is refused in a cycle that runs by the calendar', async () => {
    const fake = new FakeCycle();
    fake.cycle = { ...fake.cycle, clockAt: undefined };
    await expect(fake.step()).rejects.toMatchObject({ code: 'REHEARSAL.ONLY' });
  });
});

describe('settled', () => {
  it('is only what has nothing left of any kind', () => {
    expect(isSettled(SETTLED)).toBe(true);
    for (const kind of Object.keys(SETTLED)) expect(isSettled({ ...SETTLED, [kind]: 1 })).toBe(false);
  });
});
