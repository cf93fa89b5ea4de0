import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WorkingDayTable } from './index.js';
import {
  addDays,
  CalendarError,
  checkWorkingDayTable,
  daysBetween,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
} from './index.js';

const table: WorkingDayTable = {
  version: 'mẫu-2025',
  weekend: [6, 7],
  holidays: [
    { date: '2025-09-01', name: 'nghỉ Quốc khánh' },
    { date: '2025-09-02', name: 'Quốc khánh' },
    { date: '2025-05-02', name: 'nghỉ hoán đổi' },
  ],
  workingSwaps: [{ date: '2025-04-26', name: 'làm bù cho 02/5/2025' }],
};

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof CalendarError ? error.code : String(error);
  }
  return 'no error';
};

describe('working days', () => {
  it('follow the week, the holidays and the swaps, each with its reason', () => {
    expect(isWorkingDay('2025-08-24', table)).toEqual({
      date: '2025-08-24',
      working: false,
      reason: 'Chủ nhật',
    });
    expect(isWorkingDay('2025-09-02', table)).toEqual({
      date: '2025-09-02',
      working: false,
      reason: 'Quốc khánh',
    });
    expect(isWorkingDay('2025-04-26', table)).toEqual({
      date: '2025-04-26',
      working: true,
      reason: 'làm bù cho 02/5/2025',
    });
    expect(isWorkingDay('2025-08-22', table).working).toBe(true);
  });

  it('before the last day 24/8/2025, a Sunday, is Friday 22/8', () => {
    expect(previousWorkingDay('2025-08-24', table)).toEqual({
      date: '2025-08-22',
      moved: true,
      reason: '24/8/2025 là ngày nghỉ (Chủ nhật)',
    });
  });

  it('after a holiday skip the whole run', () => {
    expect(nextWorkingDay('2025-08-30', table).date).toBe('2025-09-03');
    expect(previousWorkingDay('2025-09-02', table).date).toBe('2025-08-29');
  });

  it('stay where they are when worked', () => {
    expect(previousWorkingDay('2025-11-04', table)).toEqual({
      date: '2025-11-04',
      moved: false,
      reason: 'ngày làm việc',
    });
    expect(nextWorkingDay('2025-11-04', table).moved).toBe(false);
  });

  it('are worked, near and on the right side, whatever the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 28_124 }), (n) => {
        const date = addDays('2024-01-01', n);
        const [before, after] = [previousWorkingDay(date, table).date, nextWorkingDay(date, table).date];
        expect(isWorkingDay(before, table).working && isWorkingDay(after, table).working).toBe(true);
        expect(daysBetween(before, date)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(date, after)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(before, after)).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('end the search when a table leaves none', () => {
    const none = { ...table, weekend: [1, 2, 3, 4, 5, 6, 7] };
    expect(codeOf(() => nextWorkingDay('2025-08-24', none))).toBe('CALENDAR.NO_WORKING_DAY');
  });
});

describe('a working-day table', () => {
  it('is accepted when sound', () => expect(() => checkWorkingDayTable(table)).not.toThrow());

  it.each<[string, Partial<WorkingDayTable>]>([
    ['has an impossible day', { holidays: [{ date: '2025-02-29', name: 'x' }] }],
    ['names a day twice', { workingSwaps: [{ date: '2025-09-02', name: 'x' }] }],
    ['has a weekday that is none', { weekend: [0] }],
    ['leaves no day of the week', { weekend: [1, 2, 3, 4, 5, 6, 7] }],
  ])('is refused when it %s', (_fault, change) => {
    expect(codeOf(() => checkWorkingDayTable({ ...table, ...change }))).toBe('CALENDAR.BAD_TABLE');
  });
});
