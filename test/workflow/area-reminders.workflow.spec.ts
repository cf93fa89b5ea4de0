import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { type AreaYearInput, type CycleTurn, type ReminderActivities, wakeSignal } from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { timeSkipping } from '../support/servers/time-skipping.js';
import { Scene } from './scene.js';

jest.setTimeout(120_000);

type AreaReminders = (area: AreaYearInput) => Promise<void>;
type Turn = CycleTurn & { readonly carry: boolean };

const HOUR_MS = 3_600_000;
const QUIET: Turn = { over: false, carry: false };
const inAnHour: Turn = {
  over: false,
  carry: true,
  waitMs: HOUR_MS,
  what: '08:00 ngày 10/11/2026: nhắc trước hạn',
};

const { describeWithServer, serverPath } = await timeSkipping();

let scene: Scene;

/** Reminders that are planned as the turns given tell, the last one again and again. */
class FakeReminders implements ReminderActivities {
  /** What was done, in order. */
  readonly done: ('plan' | 'carry')[] = [];
  /** Skipped time at each plan. */
  readonly plannedAt: number[] = [];

  constructor(
    private readonly turns: readonly Turn[],
    private readonly onPlan: (turn: number) => Promise<void> = async () => undefined,
  ) {}

  planReminders = async (): Promise<Turn> => {
    this.done.push('plan');
    this.plannedAt.push(await scene.environment.currentTimeMs());
    const turn = this.plannedAt.length;
    await this.onPlan(turn);
    return this.turns[Math.min(turn, this.turns.length) - 1] ?? QUIET;
  };

  carryReminders = async (): Promise<{ carried: number; messages: number }> => {
    this.done.push('carry');
    return { carried: 5, messages: 2 };
  };
}

const boundTo = ({ planReminders, carryReminders }: FakeReminders) => ({ planReminders, carryReminders });

const live = (
  reminders: FakeReminders,
  story: (area: WorkflowHandle<AreaReminders>) => Promise<void>,
): Promise<void> =>
  scene.withRun<AreaReminders>(
    'areaReminders',
    { cycleId: '51-2027', areaId: '51' },
    boundTo(reminders),
    story,
  );

const plansReach = (reminders: FakeReminders, count: number) =>
  eventually(async () => (reminders.plannedAt.length >= count ? true : undefined));

describeWithServer('the workflow of a province’s reminders', () => {
  beforeAll(async () => {
    scene = await Scene.open(serverPath);
  });
  afterAll(() => scene.close());

  it('carries only when the plan says so, and ends when the cycle is over', async () => {
    const reminders = new FakeReminders([
      { ...inAnHour, carry: false },
      inAnHour,
      { over: true, carry: true },
    ]);
    await live(reminders, async (area) => {
      await area.result();
      expect(reminders.done).toEqual(['plan', 'plan', 'carry', 'plan', 'carry']);
    });
  });

  it('sleeps until the next instant of a real calendar', async () => {
    const reminders = new FakeReminders([inAnHour, { over: true, carry: false }]);
    await live(reminders, async (area) => {
      await area.result();
      const [first = 0, second = 0] = reminders.plannedAt;
      expect(second - first).toBeGreaterThanOrEqual(HOUR_MS);
      expect(second - first).toBeLessThan(1.5 * HOUR_MS);
    });
  });

  it('without a next instant waits for a wake, however long', async () => {
    const reminders = new FakeReminders([QUIET]);
    await live(reminders, async (area) => {
      await plansReach(reminders, 1);
      await scene.environment.sleep('90 days');
      expect(reminders.plannedAt).toHaveLength(1);
      await area.signal(wakeSignal);
      await plansReach(reminders, 2);
    });
  });

  it('a wake that comes while it plans is not lost, even where the plan says that all is over', async () => {
    for (const turn of [QUIET, { over: true, carry: false }]) {
      const handle: { area?: WorkflowHandle<AreaReminders> } = {};
      const reminders = new FakeReminders([turn], async (planned) => {
        if (planned !== 1) return;
        const area = await eventually(async () => handle.area);
        await area.signal(wakeSignal);
      });
      await live(reminders, async (area) => {
        handle.area = area;
        await plansReach(reminders, 2);
        if (turn.over) await area.result();
        expect(reminders.plannedAt).toHaveLength(2);
      });
    }
  });

  it('goes on in a new run after many turns', async () => {
    const reminders = new FakeReminders([...Array<Turn>(99).fill(inAnHour), { over: true, carry: false }]);
    await live(reminders, async (area) => {
      const { runId } = await area.describe();
      await area.result();
      expect(reminders.done.filter((what) => what === 'plan')).toHaveLength(100);
      expect(reminders.done.filter((what) => what === 'carry')).toHaveLength(99);
      expect((await area.describe()).runId).not.toBe(runId);
    });
  });
});
