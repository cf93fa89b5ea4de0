import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import {
  type AreaYearRun,
  areaYearQuery,
  type CalendarActivities,
  type CycleTurn,
  closeAreaYearSignal,
  type OpeningActivities,
  type OpeningProgress,
  wakeSignal,
} from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { timeSkipping } from '../support/servers/time-skipping.js';
import { Scene } from './scene.js';

jest.setTimeout(120_000);

type AreaYear = (run: AreaYearRun) => Promise<OpeningProgress>;

const DAY_MS = 86_400_000;
const OVER: CycleTurn = { over: true };
const NOTHING_LEFT: CycleTurn = { over: false };
const tomorrow: CycleTurn = {
  over: false,
  waitMs: DAY_MS,
  what: '00:00 ngày 21/11/2026: hết thời gian tiếp nhận',
};

const { describeWithServer, serverPath } = await timeSkipping();

let scene: Scene;

/** A province's calendar that answers with the turns given, the last one again and again. */
class FakeCalendar implements OpeningActivities, CalendarActivities {
  openings = 0;
  closings = 0;
  /** Skipped time at each turn. */
  readonly turnsAt: number[] = [];

  constructor(
    private readonly turns: readonly CycleTurn[],
    private readonly during: { onTurn?: (turn: number) => Promise<void>; onClose?: () => Promise<void> } = {},
  ) {}

  openUnits = async (): Promise<OpeningProgress> => {
    this.openings += 1;
    return { opened: 1101, total: 1156 };
  };

  actOnCalendar = async (): Promise<CycleTurn & { acted: number }> => {
    this.turnsAt.push(await scene.environment.currentTimeMs());
    const turn = this.turnsAt.length;
    await this.during.onTurn?.(turn);
    return { ...(this.turns[Math.min(turn, this.turns.length) - 1] ?? NOTHING_LEFT), acted: 1 };
  };

  closeYears = async (): Promise<{ closed: number }> => {
    this.closings += 1;
    await this.during.onClose?.();
    return { closed: 4 };
  };
}

const boundTo = ({ openUnits, actOnCalendar, closeYears }: FakeCalendar) => ({
  openUnits,
  actOnCalendar,
  closeYears,
});

const live = (
  calendar: FakeCalendar,
  story: (area: WorkflowHandle<AreaYear>) => Promise<void>,
): Promise<void> =>
  scene.withRun<AreaYear>('areaYear', { cycleId: '51-2027', areaId: '51' }, boundTo(calendar), story);

const turnsReach = (calendar: FakeCalendar, count: number) =>
  eventually(async () => (calendar.turnsAt.length >= count ? true : undefined));

describeWithServer('the workflow of a province’s year', () => {
  beforeAll(async () => {
    scene = await Scene.open(serverPath);
  });
  afterAll(() => scene.close());

  it('opens the units once and looks at no calendar before it is woken', async () => {
    const calendar = new FakeCalendar([NOTHING_LEFT]);
    await live(calendar, async (area) => {
      await scene.environment.sleep('390 days');
      expect(await area.query(areaYearQuery)).toEqual({ opened: 1101, total: 1156, phase: 'open' });
      expect(calendar.turnsAt).toEqual([]);
      await area.signal(wakeSignal);
      await turnsReach(calendar, 1);
      expect(calendar.openings).toBe(1);
    });
  });

  it('ends where it stands when it is closed, woken or not', async () => {
    for (const turns of [0, 1]) {
      const calendar = new FakeCalendar([tomorrow]);
      await live(calendar, async (area) => {
        if (turns === 1) await area.signal(wakeSignal);
        await turnsReach(calendar, turns);
        await area.signal(closeAreaYearSignal);
        expect(await area.result()).toEqual({ opened: 1101, total: 1156 });
        expect(calendar.turnsAt).toHaveLength(turns);
        expect(calendar.closings).toBe(0);
      });
    }
  });

  it('sleeps until the next instant of a real calendar and acts again, until the year is over and closed', async () => {
    const calendar = new FakeCalendar([tomorrow, tomorrow, OVER]);
    await live(calendar, async (area) => {
      await area.signal(wakeSignal);
      expect(await area.result()).toEqual({ opened: 1101, total: 1156 });
      const [first = 0, second = 0, third = 0] = calendar.turnsAt;
      expect(second - first).toBeGreaterThanOrEqual(DAY_MS);
      expect(third - second).toBeGreaterThanOrEqual(DAY_MS);
      expect(third - first).toBeLessThan(2.1 * DAY_MS);
      expect(calendar.turnsAt).toHaveLength(3);
      expect(calendar.closings).toBe(1);
    });
  });

  it('a wake cuts the sleep short', async () => {
    const calendar = new FakeCalendar([tomorrow, NOTHING_LEFT]);
    await live(calendar, async (area) => {
      await area.signal(wakeSignal);
      await turnsReach(calendar, 1);
      await area.signal(wakeSignal);
      await turnsReach(calendar, 2);
      const [first = 0, second = 0] = calendar.turnsAt;
      expect(second - first).toBeLessThan(DAY_MS / 2);
    });
  });

  it('a wake that comes while it acts is not lost', async () => {
    const handle: { area?: WorkflowHandle<AreaYear> } = {};
    const calendar = new FakeCalendar([NOTHING_LEFT], {
      onTurn: async (turn) => {
        if (turn === 1) await handle.area?.signal(wakeSignal);
      },
    });
    await live(calendar, async (area) => {
      handle.area = area;
      await area.signal(wakeSignal);
      await turnsReach(calendar, 2);
      await delay(1_000);
      expect(calendar.turnsAt).toHaveLength(2);
    });
  });

  it('a wake that comes while it closes the years has it look once more before it ends', async () => {
    const handle: { area?: WorkflowHandle<AreaYear> } = {};
    const calendar = new FakeCalendar([OVER], {
      onClose: async () => {
        if (calendar.closings === 1) await handle.area?.signal(wakeSignal);
      },
    });
    await live(calendar, async (area) => {
      handle.area = area;
      await area.signal(wakeSignal);
      expect(await area.result()).toEqual({ opened: 1101, total: 1156 });
      expect(calendar.turnsAt).toHaveLength(2);
      expect(calendar.closings).toBe(2);
    });
  });

  it('goes on in a new run after many turns without opening anything again', async () => {
    const calendar = new FakeCalendar([...Array<CycleTurn>(99).fill(tomorrow), OVER]);
    await live(calendar, async (area) => {
      await area.signal(wakeSignal);
      const { runId } = await area.describe();
      expect(await area.result()).toEqual({ opened: 1101, total: 1156 });
      expect(calendar.turnsAt).toHaveLength(100);
      expect(calendar.openings).toBe(1);
      expect(calendar.closings).toBe(1);
      expect((await area.describe()).runId).not.toBe(runId);
    });
  });

  it('a day of the calendar outlasts a database that is away', async () => {
    const calendar = new FakeCalendar([OVER], {
      onTurn: async (turn) => {
        if (turn < 8) throw new Error('the database is away');
      },
    });
    await live(calendar, async (area) => {
      await area.signal(wakeSignal);
      expect(await area.result()).toEqual({ opened: 1101, total: 1156 });
      expect(calendar.turnsAt).toHaveLength(8);
    });
  });
});
