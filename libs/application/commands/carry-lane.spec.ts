import { describe, expect, it } from '@jest/globals';
import { CarryLane, type Tidings } from './carry-lane.js';

const tidings = (id: string, unitId = id): Tidings => ({ id, cycleId: '51-2026', unitId });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A lane whose tellings end when the spec says so. */
function scene() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  let now = 0;
  const lane = new CarryLane<Tidings>(
    ({ id }) => {
      begun.push(id);
      return new Promise<void>((resolve) => ends.set(id, resolve));
    },
    () => now,
  );
  return {
    lane,
    begun,
    pass: (ms: number) => {
      now += ms;
    },
    end: async (id: string) => {
      ends.get(id)?.();
      await settled();
    },
  };
}

const many = (count: number) => Array.from({ length: count }, (_, at) => `c${at}`);

describe('the lane of what the runs are to hear', () => {
  it('tells eight at once where nobody waits, the next as soon as one is done', async () => {
    const { lane, begun, end } = scene();
    for (const id of many(10)) lane.push(tidings(id));
    expect(begun).toEqual(many(8));
    await end('c3');
    expect(begun).toEqual(many(9));
  });

  it('tells two at once while somebody waits, and goes on with eight afterwards', async () => {
    const { lane, begun } = scene();
    let answer: () => void = () => undefined;
    const served = lane.besides(() => new Promise<void>((resolve) => (answer = resolve)));
    for (const id of many(10)) lane.push(tidings(id));
    expect(begun).toEqual(many(2));
    answer();
    await served;
    expect(begun).toEqual(many(8));
  });

  it('tells one a second while a crowd waits, and goes on as before when it has gone', async () => {
    const { lane, begun, end, pass } = scene();
    const answers: (() => void)[] = [];
    const served = many(5).map(() =>
      lane.besides(() => new Promise<void>((resolve) => answers.push(resolve))),
    );
    for (const id of many(10)) lane.push(tidings(id));
    expect(begun).toEqual(many(1));
    await end('c0');
    expect(begun).toEqual(many(1));
    pass(1_000);
    lane.push(tidings('c10'));
    expect(begun).toEqual(many(2));
    // Who has waited longest gets on, and the next one after a second is told though another is under way no longer.
    pass(1_000);
    await end('c1');
    expect(begun).toEqual(many(3));
    answers.shift()?.();
    await served[0];
    expect(begun).toEqual(many(4));
    for (const answer of answers) answer();
    await Promise.all(served);
    expect(begun).toHaveLength(10);
  });

  it('tells a unit one thing after the other, in the order in which they came', async () => {
    const { lane, begun, end } = scene();
    lane.push(tidings('first', 'u1'));
    lane.push(tidings('second', 'u1'));
    lane.push(tidings('other', 'u2'));
    expect(begun).toEqual(['first', 'other']);
    await end('first');
    expect(begun).toEqual(['first', 'other', 'second']);
  });

  it('takes the same tidings once, and again when they were told', async () => {
    const { lane, begun, end } = scene();
    lane.push(tidings('one'));
    lane.push(tidings('one'));
    expect(begun).toEqual(['one']);
    await end('one');
    lane.push(tidings('one'));
    expect(begun).toEqual(['one', 'one']);
  });

  it('keeps five hundred, and says how many more it takes', async () => {
    const { lane, begun, end } = scene();
    for (const id of many(600)) lane.push(tidings(id));
    expect(lane.room).toBe(0);
    await end('c0');
    expect(lane.room).toBe(1);
    expect(begun).toHaveLength(9);
  });

  it('leaves what has not begun when it ends, and waits for what has', async () => {
    const { lane, begun, end } = scene();
    for (const id of many(9)) lane.push(tidings(id));
    let done = false;
    const drained = lane.drain().then(() => (done = true));
    await settled();
    expect(done).toBe(false);
    for (const id of many(8)) await end(id);
    await drained;
    expect(begun).toEqual(many(8));
  });

  it('gives back what the work beside it answers, and counts it off when it fails', async () => {
    const { lane, begun } = scene();
    expect(await lane.besides(() => Promise.resolve('answer'))).toBe('answer');
    await expect(lane.besides(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    for (const id of many(8)) lane.push(tidings(id));
    expect(begun).toHaveLength(8);
  });
});
