import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  dateOf,
  isoWeekday,
  isWorkingDay,
  nextWorkingDay,
  type WorkingDayTable,
} from '#libs/calendar';
import type { OversightRules } from '#libs/policy';
import {
  instantAt,
  type OpenLine,
  type OversightKind,
  type OversightYear,
  oversightDays,
  oversightTurn,
} from './index.js';
import { rules as reminders, table } from './reminders.support.js';

/** A year is lived day by day in each of them. */
const RUNS = { numRuns: 40 };

const assumed = { src: 'assumed', status: 'assumed' } as const;
const rules: OversightRules = {
  sendAt: '07:30',
  lists: {
    ...assumed,
    weekday: 1,
    season: { from: '10-20', to: '11-30' },
    daysBeforeLast: 3,
    workingDaysAhead: 5,
    shown: 30,
    to: ['cong-an-xa'],
    leftOut: [],
    sectors: true,
    undone: {},
  },
  deadMailboxes: { ...assumed, to: {} },
  monthly: { ...assumed, to: 'bcd', figures: [], targets: [], communes: 5 },
};
const year2026: OversightYear = {
  year: 2026,
  openedAt: '2025-12-31T17:00:00.000Z',
  endDay: '2027-01-31',
  lastDays: ['2026-03-31'],
};
const kindOn = (day: string) => oversightDays(rules, year2026, table).find((each) => each.day === day)?.kinds;

const turn = (since: string, now: string, open: readonly OpenLine[] = [], isChanged = false) =>
  oversightTurn(
    oversightDays(rules, year2026, table),
    { rules, year: 2026, open, isChanged, since, now },
    reminders,
    table,
  );

describe('the days on which overseers are told', () => {
  it('are Mondays, and the working day after one that is off', () => {
    expect(kindOn('2026-03-09')).toEqual(['list']);
    expect(kindOn('2026-03-10')).toBeUndefined();
    const holiday: WorkingDayTable = { ...table, holidays: [{ date: '2026-03-09', name: 'Nghỉ' }] };
    const days = oversightDays(rules, year2026, holiday).map(({ day }) => day);
    expect(days).not.toContain('2026-03-09');
    expect(days).toContain('2026-03-10');
  });

  it('are each working day of the season and the three before a last day', () => {
    // Tue 31/3: Thu, Fri and Mon.
    expect(['2026-03-25', '2026-03-26', '2026-03-27', '2026-03-30', '2026-03-31'].map(kindOn)).toEqual([
      undefined,
      ['list'],
      ['list'],
      ['list'],
      undefined,
    ]);
    const november = oversightDays(rules, year2026, table).filter(({ day }) => day.startsWith('2026-11'));
    expect(november).toHaveLength(21);
    expect(kindOn('2026-10-19')).toEqual(['list']);
    expect(kindOn('2026-10-20')).toEqual(['list']);
    expect(kindOn('2026-12-01')).toEqual(['monthly']);
  });

  it('are the first working day of each month for the page of the month', () => {
    const months = oversightDays(rules, year2026, table).filter(({ kinds }) => kinds.includes('monthly'));
    expect(months.map(({ day }) => day.slice(2))).toEqual([
      ...['26-01-05', '26-02-02', '26-03-02', '26-04-01', '26-05-01', '26-06-01', '26-07-01'],
      ...['26-08-03', '26-09-03', '26-10-01', '26-11-02', '26-12-01', '27-01-01'],
    ]);
  });

  it('begin with the cycle', () => {
    const late = { ...year2026, openedAt: instantAt('2026-03-09', '09:00') };
    expect(oversightDays(rules, late, table)[0]?.day).toBe('2026-03-16');
  });
});

describe('a look at the days', () => {
  const soon: OpenLine = { dueDay: '2026-06-12', ofOffice: false };
  const monday = (day: string) => instantAt(day, '07:30');

  it('passes over Mondays on which nothing can be new', () => {
    // Fri 12/6 is five working days ahead from Fri 05/6 on.
    expect(turn(monday('2026-05-11'), monday('2026-05-11'), [soon]).nextAt).toBe(
      instantAt('2026-06-01', '07:30'),
    );
    expect(turn(monday('2026-06-01'), monday('2026-06-01'), [soon]).nextAt).toBe(monday('2026-06-08'));
    expect(turn(monday('2026-06-08'), monday('2026-06-08'), [soon]).nextAt).toBe(monday('2026-06-15'));
    expect(turn(monday('2026-06-15'), monday('2026-06-15'), [soon]).nextAt).toBe(monday('2026-07-01'));
  });

  it('takes the next one after something was changed, and where an office owes something', () => {
    const at = monday('2026-07-01');
    expect(turn(at, at, [soon], true).nextAt).toBe(monday('2026-07-06'));
    expect(turn(at, at, [{ ...soon, ofOffice: true }]).nextAt).toBe(monday('2026-07-06'));
  });

  it('waits for a working day outside the quiet hours', () => {
    const since = monday('2026-06-15');
    const evening = '2026-07-01T12:00:00.000Z';
    expect(turn(since, evening)).toEqual({ send: [], nextAt: monday('2026-07-02'), held: true });
    const saturday = '2026-07-04T03:00:00.000Z';
    expect(turn(since, saturday)).toEqual({ send: [], nextAt: monday('2026-07-06'), held: true });
    expect(turn(since, monday('2026-07-02')).send).toEqual(['monthly']);
  });
});

describe('whoever answers for others', () => {
  const tables: fc.Arbitrary<WorkingDayTable> = fc
    .uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 25 })
    .map((offsets) => ({
      ...table,
      holidays: offsets.map((offset) => ({ date: addDays('2026-01-01', offset), name: 'Nghỉ' })),
      workingSwaps: [],
    }));

  /** The days of lists as the turns come to them, one from the next. */
  const lived = (year: OversightYear, days: WorkingDayTable, open: readonly OpenLine[]): string[] => {
    const found: string[] = [];
    const all = oversightDays(rules, year, days);
    let now: string | undefined = year.openedAt;
    let since = year.openedAt;
    while (now !== undefined) {
      const look = { rules, year: 2026, open, isChanged: false, since, now };
      const done: { send: readonly OversightKind[]; nextAt?: string } = oversightTurn(
        all,
        look,
        reminders,
        days,
      );
      if (done.send.includes('list')) found.push(dateOf(now));
      since = now;
      now = done.nextAt;
    }
    return found;
  };

  it('learns of a lateness on the next working day of the season, else by the Monday after', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), tables, (offset, days) => {
        const dueDay = addDays('2026-01-01', offset);
        const year = { ...year2026, lastDays: [dueDay], endDay: '2027-03-31' };
        const told = lived(year, days, [{ dueDay, ofOffice: false }]).find((day) => day > dueDay);
        const late = addDays(dueDay, 1);
        const next = nextWorkingDay(late, days).date;
        const monday = addDays(late, (8 - isoWeekday(late)) % 7);
        const isSeason = next >= '2026-10-20' && next <= '2026-11-30';
        expect(told).toBeDefined();
        expect(told! <= (isSeason ? next : nextWorkingDay(monday, days).date)).toBe(true);
      }),
      RUNS,
    );
  });

  it('is told on working days alone, at most once a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), tables, (offset, days) => {
        const dueDay = addDays('2026-01-01', offset);
        const told = lived({ ...year2026, lastDays: [dueDay] }, days, [{ dueDay, ofOffice: true }]);
        expect(told.every((day) => isWorkingDay(day, days).working)).toBe(true);
        expect(new Set(told).size).toBe(told.length);
      }),
      RUNS,
    );
  });

  it('is told before a last day that comes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 15, max: 364 }), tables, (offset, days) => {
        const dueDay = addDays('2026-01-01', offset);
        const told = lived({ ...year2026, lastDays: [dueDay] }, days, [{ dueDay, ofOffice: false }]);
        expect(told.some((day) => day < dueDay)).toBe(true);
      }),
      RUNS,
    );
  });
});
