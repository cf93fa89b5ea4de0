import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import {
  advanceToSignal,
  type RehearsalActivities,
  type RehearsalRun,
  type RehearsalStep,
  rehearsalQuery,
} from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { timeSkipping } from '../support/servers/time-skipping.js';
import { Scene } from './scene.js';

jest.setTimeout(120_000);

type Rehearsal = (run: RehearsalRun) => Promise<void>;

const { describeWithServer, serverPath } = await timeSkipping();

let scene: Scene;

/** Noon of a day of November 2026 and of what follows. */
const noon = (day: number) => new Date(Date.UTC(2026, 10, day, 5)).toISOString();

/** A clock that stops at noon of every `every`-th day; the cycle is closed from `closes` on. */
class FakeClockwork implements RehearsalActivities {
  now = noon(1);
  /** The clock after each step, and the skipped time at its end. */
  readonly steps: { readonly now: string; readonly at: number }[] = [];

  constructor(
    private readonly every: number,
    private readonly closes = noon(900),
    private readonly onStep: (step: number) => Promise<void> = async () => undefined,
  ) {}

  stepRehearsal = async ({ to }: { to: string }): Promise<RehearsalStep> => {
    await this.onStep(this.steps.length + 1);
    const next = new Date(Date.parse(this.now) + this.every * 86_400_000).toISOString();
    if (to > this.now) this.now = next < to ? next : to;
    this.steps.push({ now: this.now, at: await scene.environment.currentTimeMs() });
    return {
      now: this.now,
      day: this.now.slice(0, 10),
      words: this.now,
      reached: this.now >= to,
      over: this.now >= this.closes,
    };
  };
}

const boundTo = ({ stepRehearsal }: FakeClockwork) => ({ stepRehearsal });

const live = (
  clockwork: FakeClockwork,
  story: (rehearsal: WorkflowHandle<Rehearsal>) => Promise<void>,
): Promise<void> =>
  scene.withRun<Rehearsal>('rehearsal', { cycleId: '51-2026-thu', areaId: '51' }, boundTo(clockwork), story);

/** Waits until the run itself tells that its clock stands there. */
const standsAt = (rehearsal: WorkflowHandle<Rehearsal>, now: string) =>
  eventually(async () => ((await rehearsal.query(rehearsalQuery)).now === now ? true : undefined));

describeWithServer('the workflow of a rehearsal', () => {
  beforeAll(async () => {
    scene = await Scene.open(serverPath);
  });
  afterAll(() => scene.close());

  it('steps to the instant asked for, waits there, and goes on when asked again', async () => {
    const clockwork = new FakeClockwork(2);
    await live(clockwork, async (rehearsal) => {
      await rehearsal.signal(advanceToSignal, { to: noon(6) });
      await standsAt(rehearsal, noon(6));
      expect(clockwork.steps.map(({ now }) => now)).toEqual([noon(3), noon(5), noon(6)]);
      await rehearsal.signal(advanceToSignal, { to: noon(6) });
      await rehearsal.signal(advanceToSignal, { to: noon(2) });
      await rehearsal.signal(advanceToSignal, { to: noon(7) });
      await standsAt(rehearsal, noon(7));
      expect(clockwork.steps).toHaveLength(4);
      expect(await rehearsal.query(rehearsalQuery)).toEqual({ now: noon(7), to: noon(7) });
    });
  });

  it('of two instants asked for while it steps, the later one holds, whichever came last', async () => {
    const handle: { rehearsal?: WorkflowHandle<Rehearsal> } = {};
    const clockwork = new FakeClockwork(5, noon(21), async (step) => {
      if (step !== 1) return;
      await handle.rehearsal?.signal(advanceToSignal, { to: noon(21) });
      await handle.rehearsal?.signal(advanceToSignal, { to: noon(12) });
    });
    await live(clockwork, async (rehearsal) => {
      handle.rehearsal = rehearsal;
      await rehearsal.signal(advanceToSignal, { to: noon(6) });
      await rehearsal.result();
      expect(clockwork.steps.map(({ now }) => now)).toEqual([6, 11, 16, 21].map(noon));
    });
  });

  it('ends when the cycle is closed', async () => {
    const clockwork = new FakeClockwork(1, noon(4));
    await live(clockwork, async (rehearsal) => {
      await rehearsal.signal(advanceToSignal, { to: noon(30) });
      await rehearsal.result();
      expect(clockwork.now).toBe(noon(4));
    });
  });

  it('takes its time for each day that a step crossed, and none within a day', async () => {
    const perDay = 10_000;
    const clockwork = new FakeClockwork(3);
    await live(clockwork, async (rehearsal) => {
      // The first step only tells where the clock stands.
      await rehearsal.signal(advanceToSignal, { to: noon(1), dayMs: perDay });
      await standsAt(rehearsal, noon(1));
      await rehearsal.signal(advanceToSignal, { to: noon(8), dayMs: perDay });
      await scene.environment.sleep(30 * perDay);
      await standsAt(rehearsal, noon(8));
      const [, four, seven, eight] = clockwork.steps.map(({ at }) => at);
      expect((seven ?? 0) - (four ?? 0)).toBeGreaterThanOrEqual(3 * perDay);
      expect((eight ?? 0) - (seven ?? 0)).toBeGreaterThanOrEqual(3 * perDay);
      expect((eight ?? 0) - (four ?? 0)).toBeLessThan(9 * perDay);
      await rehearsal.signal(advanceToSignal, {
        to: new Date(Date.parse(noon(8)) + 60_000).toISOString(),
        dayMs: perDay,
      });
      await eventually(async () => (clockwork.steps.length === 5 ? true : undefined));
    });
  });

  it('another pace holds at once', async () => {
    const clockwork = new FakeClockwork(1);
    await live(clockwork, async (rehearsal) => {
      await rehearsal.signal(advanceToSignal, { to: noon(9), dayMs: 86_400_000 });
      await standsAt(rehearsal, noon(3));
      await rehearsal.signal(advanceToSignal, { to: noon(9) });
      await standsAt(rehearsal, noon(9));
      const [first, last] = [clockwork.steps.at(0), clockwork.steps.at(-1)];
      expect((last?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(3_600_000);
    });
  });

  it('goes on in a new run after many steps, with the goal it had', async () => {
    const clockwork = new FakeClockwork(1, noon(400));
    await live(clockwork, async (rehearsal) => {
      const { runId } = await rehearsal.describe();
      await rehearsal.signal(advanceToSignal, { to: noon(250) });
      await eventually(async () => (clockwork.now === noon(250) ? true : undefined), 60_000);
      await standsAt(rehearsal, noon(250));
      expect((await rehearsal.describe()).runId).not.toBe(runId);
      expect(clockwork.steps).toHaveLength(249);
      await rehearsal.signal(advanceToSignal, { to: noon(500) });
      await rehearsal.result();
      expect(clockwork.steps).toHaveLength(399);
    });
  });
});
