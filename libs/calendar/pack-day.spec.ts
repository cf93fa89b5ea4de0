import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CalendarError, isPackDay, resolvePackDay } from './index.js';

const codeOf = (day: string, year: number): string => {
  try {
    return resolvePackDay(day, year);
  } catch (error) {
    return error instanceof CalendarError ? error.code : String(error);
  }
};

describe('a day of a policy pack', () => {
  it.each([
    ['11-05', 2026, '2026-11-05'],
    ['-1/11-16', 2026, '2025-11-16'],
    ['+1/01-31', 2026, '2027-01-31'],
    ['2025-08-25', 2031, '2025-08-25'],
    ['02-29', 2028, '2028-02-29'],
    ['+1/02-29', 2027, '2028-02-29'],
  ])('%s in %i is %s', (day, year, date) => expect(resolvePackDay(day, year)).toBe(date));

  it.each([
    ['02-29', 2027],
    ['-1/02-29', 2028],
    ['02-29', 2100],
  ])('%s in %i is refused, not moved to a neighbour', (day, year) => {
    expect(codeOf(day, year)).toBe('CALENDAR.NO_SUCH_DAY');
  });

  it.each(['11-31', '13-01', '2025-02-29', '+2/01-01', '1-5', '05/11', ''])('“%s” is refused', (day) => {
    expect(isPackDay(day)).toBe(false);
    expect(codeOf(day, 2026)).toBe('CALENDAR.BAD_PACK_DAY');
  });

  it('keeps its month and day in every year from 2024 to 2100', () => {
    const monthDay = fc
      .integer({ min: 0, max: 364 })
      .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(5, 10));
    fc.assert(
      fc.property(
        monthDay,
        fc.integer({ min: 2024, max: 2100 }),
        fc.constantFrom(-1, 0, 1),
        (day, year, shift) => {
          const prefix = shift === 0 ? '' : shift > 0 ? '+1/' : '-1/';
          expect(resolvePackDay(`${prefix}${day}`, year)).toBe(`${year + shift}-${day}`);
        },
      ),
    );
  });
});
