import { describe, expect, it } from '@jest/globals';
import { loadPack } from '#libs/policy';
import { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle, TurnMark } from '../cycles/cycles.port.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { ActOnCalendar } from './act-on-calendar.use-case.js';
import type { CalendarActKey } from './calendar.port.js';

/** One cycle of 2026 that runs by the calendar, at a database clock that stands still. */
function turnAt(now: string, change: Partial<Cycle> = {}) {
  const marks: TurnMark[] = [];
  const acts: CalendarActKey[] = [];
  const cycle = {
    id: '51-2026',
    provinceCode: '51',
    year: 2026,
    clockKind: 'calendar',
    packHash: 'h',
    state: 'open',
    openedAt: '2026-01-02T00:00:00.000Z',
    rulesVersion: 0,
    calendar: {},
    ...change,
  } as Cycle;
  const records = {
    now: async () => now,
    cycles: {
      find: async () => cycle,
      lock: async () => cycle,
      holdRules: async () => undefined,
      packOf: async () => loadPack('quang-ngai-2025'),
      markTurn: async (_cycle: string, _turn: string, mark: TurnMark) => void marks.push(mark),
    },
    calendar: {
      acts: async () => acts,
      actOnce: async (act: CalendarActKey) => acts.push(act) > 0,
      withoutOutcome: async () => [],
    },
    units: { officesOf: async () => [] },
    audit: { append: async () => undefined },
  } as unknown as Records;
  const unitOfWork = { inTransaction: (work: (each: Records) => unknown) => work(records) } as UnitOfWork;
  const bodiesOpened: string[] = [];
  const opener = { openBodies: async (cycleId: string) => void bodiesOpened.push(cycleId) };
  const turn = new ActOnCalendar(unitOfWork, new CycleRules(), opener).execute('51-2026');
  return { marks, acts, bodiesOpened, turn };
}

describe('a turn of a cycle that runs by the calendar', () => {
  it('waits for what comes next, and notes how far it came', async () => {
    const { turn, marks } = turnAt('2026-03-31T10:00:00.000Z');
    expect(await turn).toMatchObject({
      over: false,
      acted: 0,
      nextAt: '2026-03-31T17:00:00.000Z',
      waitMs: 7 * 3_600_000,
    });
    expect(marks).toEqual([
      {
        plannedAt: '2026-03-31T10:00:00.000Z',
        through: '2026-03-31T10:00:00.000Z',
        nextAt: '2026-03-31T17:00:00.000Z',
      },
    ]);
  });

  it('looks again after a day at most', async () => {
    expect((await turnAt('2026-02-01T00:00:00.000Z').turn).waitMs).toBe(24 * 3_600_000);
  });

  it('does nothing that lay before the opening, and makes up for what lay after it', async () => {
    const { turn, acts } = turnAt('2026-04-20T00:00:00.000Z');
    expect((await turn).acted).toBe(4);
    expect(acts.filter(({ kind }) => kind === 'stageOpens')).toEqual([]);
    expect(acts.map(({ day }) => day)).toContain('2026-04-15');
  });

  it('opens the offices before it acts, at the first turn and never again', async () => {
    const first = turnAt('2026-04-20T00:00:00.000Z');
    await first.turn;
    expect(first.bodiesOpened).toEqual(['51-2026']);
    const later = turnAt('2026-04-20T00:00:00.000Z', { calendar: { plannedAt: '2026-04-19T00:00:00.000Z' } });
    await later.turn;
    expect(later.bodiesOpened).toEqual([]);
  });

  it('is over after the close, and does not wait', async () => {
    const { turn, marks } = turnAt('2027-02-01T00:00:00.000Z');
    const { over, waitMs } = await turn;
    expect({ over, waitMs }).toEqual({ over: true, waitMs: undefined });
    expect(marks.at(-1)?.nextAt).toBe('2027-01-31T17:00:00.000Z');
  });

  it.each<[Cycle['state'], boolean]>([
    ['opening', false],
    ['closed', true],
  ])('leaves a cycle alone that is %s', async (state, over) => {
    const { turn, acts, marks, bodiesOpened } = turnAt('2026-04-20T00:00:00.000Z', { state });
    expect(await turn).toEqual({ over, acted: 0 });
    expect([acts, marks, bodiesOpened]).toEqual([[], [], []]);
  });
});
