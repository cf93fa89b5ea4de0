import { describe, expect, it } from '@jest/globals';
import { ApiProblem, ApiUnreachable } from '#libs/api-client';
import type { CommandAnswer, ProblemAnswer, RehearsalAnswer } from '#libs/contracts/http';
import { type DriverOptions, drive, instantsOf, inTurns, keyOf, type RehearsalPort } from './driver.js';
import type { PlannedAct } from './population.types.js';
import { RehearsalError } from './rehearsal.error.js';

const act = (at: string, subject: string, stage: string, more: Partial<PlannedAct> = {}): PlannedAct => ({
  at: `2026-${at}:00.000Z`,
  subject,
  isBody: false,
  stage,
  turn: 1,
  by: `unit-head/${subject}`,
  body: { kind: 'submit', stage },
  ...more,
});
const END = '2027-02-01T08:00:00.000Z';
const answer = (status: CommandAnswer['status'], more: Partial<CommandAnswer> = {}): CommandAnswer => ({
  id: 'c1',
  status,
  cycleId: '51-2026-dt-7',
  unitId: 'QN0001',
  kind: 'submit',
  receivedAt: '',
  effectiveAt: '',
  ...more,
});
const problem = (status: number, code: string, detail: string): ApiProblem => {
  const said: ProblemAnswer = { type: 'about:blank', title: detail, status, code, detail };
  return new ApiProblem(status, said, said);
};
const away = new ApiUnreachable('http://api.example.test', new TypeError('fetch failed'));
const broken = problem(500, 'SYSTEM.UNEXPECTED', 'Có lỗi.');
const tooMany = problem(429, 'LIMIT.ACCOUNT', 'Quá nhiều yêu cầu.');
const refusal = problem(409, 'STAGE.CUT_OFF_PASSED', 'Đã hết thời gian tiếp nhận.');

/** A clock that jumps as asked, settles after one more look, and closes at the end; time passes as it is waited for. */
class FakeRehearsal implements RehearsalPort {
  now = '2026-01-01T00:00:00.000Z';
  readonly log: string[] = [];
  private settling = false;
  private ms = 0;
  readonly host = {
    now: () => this.ms,
    pause: (ms: number) => {
      this.ms += ms;
      return Promise.resolve();
    },
  };

  /** Answers of the next calls of `send`, each once; applied when there is none left. */
  constructor(private readonly replies: (Error | CommandAnswer)[] = []) {}

  advance(to: string): Promise<void> {
    this.log.push(`to ${to.slice(5, 16)}`);
    this.now = to;
    this.settling = true;
    return Promise.resolve();
  }

  state(): Promise<RehearsalAnswer> {
    const mails = this.settling ? 1 : 0;
    this.settling = false;
    return Promise.resolve({
      cycleId: '51-2026-dt-7',
      state: this.now >= END ? 'closed' : 'open',
      now: this.now,
      settled: mails === 0,
      waitingFor: { commands: 0, mails, calendar: 0, reminders: 0, escalations: 0 },
    });
  }

  send({ at, subject, stage }: PlannedAct, key: string): Promise<CommandAnswer> {
    if (at !== this.now) return Promise.reject(new Error(`sent at ${this.now}, not at ${at}`));
    const reply = this.replies.shift();
    if (reply instanceof Error) {
      this.log.push('no answer');
      return Promise.reject(reply);
    }
    this.log.push(`${subject} ${stage} ${key}`);
    return Promise.resolve(reply ?? answer('applied'));
  }

  outcome(): Promise<CommandAnswer> {
    this.log.push('asked');
    return Promise.resolve(answer('applied'));
  }

  drive(
    acts: readonly PlannedAct[],
    keepGoing = false,
    dayMs = 0,
    onProgress: DriverOptions['onProgress'] = () => undefined,
  ) {
    const options = { label: 'dt-7', keepGoing, dayMs, onProgress };
    return drive(this.host, this, acts, END, options);
  }
}

describe('instants', () => {
  it('put together what happens at the same time: subjects beside each other, units before offices', () => {
    const acts = [
      act('03-10T02:00', 'QN0001', 'q1Plan'),
      act('03-10T02:00', 'QN0001', 'registration'),
      act('03-10T02:00', 'QN0002', 'q1Plan'),
      act('03-10T02:00', 'XA100', 'communePlan', { isBody: true }),
      act('03-11T02:00', 'QN0002', 'registration'),
    ];
    const [first, second] = instantsOf(acts);
    expect(first?.phases).toEqual([[[acts[0], acts[1]], [acts[2]]], [[acts[3]]]]);
    expect(second).toEqual({ at: acts[4]?.at, phases: [[[acts[4]]]] });
  });
});

describe('the key of an act', () => {
  it('is the same for the same act, another for another turn, and one that the API takes', () => {
    const first = keyOf('dt-7', act('03-10T02:00', 'QN0001', 'q1Plan'));
    expect(first).toBe('dt-7/QN0001/q1Plan/1');
    expect(keyOf('dt-7', act('03-12T02:00', 'QN0001', 'q1Plan', { turn: 2 }))).not.toBe(first);
    expect(first).toMatch(/^[\x21-\x7e]{8,120}$/);
  });
});

describe('work in turns', () => {
  it('does everything once, never more at once than allowed', async () => {
    let [now, most] = [0, 0];
    const done: number[] = [];
    await inTurns([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('begins nothing more once one has failed, and ends when what was begun has ended', async () => {
    const begun: number[] = [];
    let ended = 0;
    const items = Array.from({ length: 200 }, (_, index) => index);
    const all = inTurns(items, 4, async (item) => {
      begun.push(item);
      if (item === 0) throw new Error('the first fails');
      await new Promise((resolve) => setImmediate(resolve));
      ended += 1;
    });
    await expect(all).rejects.toThrow('the first fails');
    expect(begun.length).toBeLessThan(8);
    expect(ended).toBe(begun.length - 1);
  });
});

describe('the driver', () => {
  it('has told what was refused at an instant before the clock goes on', async () => {
    const acts = [act('03-10T02:00', 'QN0001', 'q1Plan'), act('03-11T02:00', 'QN0002', 'q1Plan')];
    const fake = new FakeRehearsal([refusal]);
    await fake.drive(acts, true, 0, async ({ now, done, refused }) => {
      await new Promise((resolve) => setImmediate(resolve));
      fake.log.push(`${now.slice(5, 10)}: ${done} done, ${refused.length} refused`);
    });
    const told = fake.log.indexOf('03-10: 1 done, 1 refused');
    expect([told > 0, told < fake.log.indexOf('to 03-11T02:00')]).toEqual([true, true]);
  });

  const acts = [
    act('03-10T02:00', 'QN0001', 'q1Plan'),
    act('03-10T02:00', 'QN0001', 'registration'),
    act('03-11T02:00', 'QN0002', 'q1Plan'),
  ];

  it('brings the clock to each instant, lets people act there, and goes on to the closing', async () => {
    const rehearsal = new FakeRehearsal();
    await expect(rehearsal.drive(acts)).resolves.toEqual([]);
    expect(rehearsal.log).toEqual([
      'to 03-10T02:00',
      'QN0001 q1Plan dt-7/QN0001/q1Plan/1',
      'QN0001 registration dt-7/QN0001/registration/1',
      'to 03-11T02:00',
      'QN0002 q1Plan dt-7/QN0002/q1Plan/1',
      'to 02-01T08:00',
    ]);
  });

  it('asks again under the same key while servers are away, or are asked too often', async () => {
    const rehearsal = new FakeRehearsal([away, broken, tooMany, answer('received')]);
    await expect(rehearsal.drive(acts)).resolves.toEqual([]);
    expect(rehearsal.log.slice(1, 6)).toEqual([
      'no answer',
      'no answer',
      'no answer',
      'QN0001 q1Plan dt-7/QN0001/q1Plan/1',
      'asked',
    ]);
  });

  it('gives up on servers that stay away for minutes', async () => {
    const rehearsal = new FakeRehearsal(Array.from({ length: 1_000 }, () => away));
    await expect(rehearsal.drive(acts)).rejects.toBe(away);
    expect(rehearsal.host.now()).toBeGreaterThan(4 * 60_000);
  });

  it('stops at a refusal, or keeps going and tells it at the end', async () => {
    const stopping = new FakeRehearsal([refusal]);
    const fault = { kind: 'actRefused', act: acts[0], reason: refusal.message };
    const ended = stopping.drive(acts);
    await expect(ended).rejects.toBeInstanceOf(RehearsalError);
    await expect(ended).rejects.toMatchObject({ fault });
    expect(refusal.message).toBe('Đã hết thời gian tiếp nhận. [STAGE.CUT_OFF_PASSED]');
    const going = new FakeRehearsal([refusal]);
    const [refused, ...others] = await going.drive(acts, true);
    expect(refused).toMatchObject({ act: acts[0], reason: refusal.message });
    expect(others).toEqual([]);
    expect(going.log).toContain('QN0002 q1Plan dt-7/QN0002/q1Plan/1');
  });

  it('takes up a rehearsal where it stands: what lies before its now is not sent again', async () => {
    const rehearsal = new FakeRehearsal();
    rehearsal.now = '2026-03-11T02:00:00.000Z';
    await rehearsal.drive(acts);
    expect(rehearsal.log).toEqual(['QN0002 q1Plan dt-7/QN0002/q1Plan/1', 'to 02-01T08:00']);
  });

  it('does not go on with another drawing of the year, though it keeps going past refusals', async () => {
    const reused = problem(422, 'IDEMPOTENCY.REUSED', 'Đã dùng.');
    const rehearsal = new FakeRehearsal([reused]);
    await expect(rehearsal.drive(acts, true)).rejects.toMatchObject({
      fault: { kind: 'otherSeed', act: acts[0] },
    });
    expect(rehearsal.log.filter((line) => line.includes('QN0002'))).toEqual([]);
  });

  it('leaves a clock that is kept back by its pace the time that the days take', async () => {
    const rehearsal = new FakeRehearsal();
    const dayMs = 60_000;
    const { advance } = rehearsal;
    let askedAt: number | undefined;
    rehearsal.advance = (to) => {
      askedAt ??= rehearsal.host.now();
      const days = Math.ceil((Date.parse(to) - Date.parse(rehearsal.now)) / 86_400_000);
      if (rehearsal.host.now() - askedAt < days * dayMs) return Promise.resolve();
      askedAt = undefined;
      return advance.call(rehearsal, to);
    };
    await expect(rehearsal.drive(acts, false, dayMs)).resolves.toEqual([]);
    expect(rehearsal.host.now()).toBeGreaterThan(15 * 60_000 * 4);
  });

  it('says what it waits for when the clock does not move for long', async () => {
    const rehearsal = new FakeRehearsal();
    rehearsal.advance = () => Promise.resolve();
    await expect(rehearsal.drive(acts)).rejects.toMatchObject({
      fault: {
        kind: 'stuck',
        state: { now: '2026-01-01T00:00:00.000Z', state: 'open' },
        to: acts[0]?.at,
        patienceMs: expect.any(Number),
      },
    });
  });
});
