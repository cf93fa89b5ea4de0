import { describe, expect, it } from '@jest/globals';
import { ClockedUnitOfWork } from '../../../test/support/clocked-unit-of-work.js';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { faultsAt } from '../../../test/support/faults.js';
import { SmallProvince } from '../../../test/support/small-cycle.js';
import { CycleRules } from '../cycle-rules/cycle-rules.js';
import { YearOpener } from '../cycles/year-opener.js';
import type { Runs } from '../runs/runs.port.js';
import { ActOnCalendar } from './act-on-calendar.use-case.js';

const CYCLE = '51-2026';
/** A committee that the province has had since after the cycle was opened. */
const LATE_OFFICE = 'UBX2';

/** One cycle of 2026 that runs by the calendar, opened in the morning of 02/01. */
const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [['QN01', 'Trường THPT', 'xa', 'qn01@unit.example.test']]);
  province.unitOfWork.setNow('2026-01-02T07:00');
  await province.live(2026);
  await each.source.query(
    `INSERT INTO office (code, kind, area_code, name, duties)
     VALUES ('${LATE_OFFICE}', 'commune-committee', '21211', 'UBND xã', '{}')`,
  );
});

/** A turn at a time of the database clock, `YYYY-MM-DDTHH:MM` in Vietnam, and what it left behind. */
async function turnAt(now: string) {
  const unitOfWork = new ClockedUnitOfWork(database().unitOfWork);
  unitOfWork.setNow(now);
  const opened: string[] = [];
  const runs = {
    startUnitYears: async (each: readonly { unitId: string }[]) =>
      void opened.push(...each.map(({ unitId }) => unitId)),
  } as unknown as Runs;
  const rules = new CycleRules();
  const opener = new YearOpener(unitOfWork, runs, rules, faultsAt());
  const turn = await new ActOnCalendar(unitOfWork, rules, opener).execute(CYCLE);
  const { acts, mark } = await unitOfWork.inTransaction(async (records) => ({
    acts: await records.calendar.acts(CYCLE),
    mark: (await records.cycles.find(CYCLE))?.calendar,
  }));
  return { turn, acts, mark, opened };
}

const audited = async (): Promise<string[]> => {
  const rows = await database().source.query<{ action: string }[]>(
    `SELECT action FROM audit WHERE cycle_id = $1 AND area_code = '51' ORDER BY seq`,
    [CYCLE],
  );
  return rows.map(({ action }) => action);
};

describe('a turn of a cycle that runs by the calendar', () => {
  it('waits for what comes next, and notes how far it came', async () => {
    const { turn, mark } = await turnAt('2026-03-31T17:00');
    expect(turn).toMatchObject({
      over: false,
      acted: 0,
      nextAt: '2026-03-31T17:00:00.000Z',
      waitMs: 7 * 3_600_000,
    });
    expect(mark).toEqual({
      plannedAt: '2026-03-31T10:00:00.000Z',
      through: '2026-03-31T10:00:00.000Z',
      nextAt: '2026-03-31T17:00:00.000Z',
    });
  });

  it('looks again after a day at most', async () => {
    expect((await turnAt('2026-02-01T07:00')).turn.waitMs).toBe(24 * 3_600_000);
  });

  it('does nothing that lay before the opening, and makes up once for what lay after it', async () => {
    const { turn, acts } = await turnAt('2026-04-20T07:00');
    expect(turn.acted).toBe(4);
    expect(acts.filter(({ kind }) => kind === 'stageOpens')).toEqual([]);
    expect(acts.map(({ day }) => day)).toContain('2026-04-15');
    const again = await turnAt('2026-04-20T07:01');
    expect([again.turn.acted, again.acts]).toEqual([0, acts]);
  });

  it('opens the offices before it acts, at the first turn and never again', async () => {
    const before = (await audited()).length;
    expect((await turnAt('2026-04-20T07:00')).opened).toContain(LATE_OFFICE);
    const [first, ...others] = (await audited()).slice(before);
    expect(first).toBe('unitYears.opened');
    expect(others).toHaveLength(4);
    for (const action of others) expect(action).toMatch(/^calendar\./);
    expect((await turnAt('2026-05-20T07:00')).opened).toEqual([]);
  });

  it('is over after the close, and does not wait', async () => {
    const { turn, mark } = await turnAt('2027-02-01T07:00');
    expect({ over: turn.over, waitMs: turn.waitMs }).toEqual({ over: true, waitMs: undefined });
    expect(mark?.nextAt).toBe('2027-01-31T17:00:00.000Z');
  });

  it.each([
    ['opening', false],
    ['closed', true],
  ])('leaves a cycle alone that is %s', async (state, over) => {
    await database().source.query('UPDATE cycle SET state = $1 WHERE id = $2', [state, CYCLE]);
    const { turn, acts, mark, opened } = await turnAt('2026-04-20T07:00');
    expect(turn).toEqual({ over, acted: 0 });
    expect([acts, mark, opened]).toEqual([[], {}, []]);
  });
});
