import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Deadline } from './index.js';
import {
  addDays,
  dateOf,
  daysBetween,
  isLate,
  lastDay,
  lastDayPhrase,
  lastMoment,
  lateFrom,
  startOfDay,
} from './index.js';

const day = fc
  .integer({ min: 0, max: 28_124 })
  .map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));
const deadline: fc.Arbitrary<Deadline> = fc.record({ operator: fc.constantFrom('before', 'by'), date: day });

describe('words of the documents become days', () => {
  it.each([
    ['2025-08-25', '2025-08-24', 'hết ngày 24/8/2025 (Chủ nhật)', '2025-08-24T17:00:00.000Z'],
    ['2025-11-05', '2025-11-04', 'hết ngày 04/11/2025 (Thứ Ba)', '2025-11-04T17:00:00.000Z'],
    ['2025-11-15', '2025-11-14', 'hết ngày 14/11/2025 (Thứ Sáu)', '2025-11-14T17:00:00.000Z'],
    ['2025-11-30', '2025-11-29', 'hết ngày 29/11/2025 (Thứ Bảy)', '2025-11-29T17:00:00.000Z'],
  ])('“trước ngày %s” ends with %s', (named, last, phrase, late) => {
    const before: Deadline = { operator: 'before', date: named };
    expect(lastDay(before)).toBe(last);
    expect(lastDayPhrase(lastDay(before))).toBe(phrase);
    expect(lateFrom(before)).toBe(late);
    expect(isLate(`${last}T23:59:59.999+07:00`, before)).toBe(false);
    expect(isLate(`${named}T00:00:00.000+07:00`, before)).toBe(true);
    expect(isLate(`${named}T00:00+07:00`, before)).toBe(true);
  });

  it('includes the day named by “hết ngày”', () => {
    const by: Deadline = { operator: 'by', date: '2026-03-31' };
    expect(lastDay(by)).toBe('2026-03-31');
    expect(lateFrom(by)).toBe('2026-03-31T17:00:00.000Z');
    expect(lastMoment(by)).toBe('2026-03-31T16:59:59.999Z');
  });
});

describe('any deadline of 2024–2100', () => {
  it('is in time at its last moment and late one millisecond later', () => {
    fc.assert(
      fc.property(deadline, (any) => {
        expect(isLate(lastMoment(any), any)).toBe(false);
        expect(isLate(lateFrom(any), any)).toBe(true);
        expect(dateOf(lastMoment(any))).toBe(lastDay(any));
        expect(daysBetween(lastDay(any), dateOf(lateFrom(any)))).toBe(1);
      }),
    );
  });

  it('“trước ngày X” is “hết ngày X − 1”', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(lateFrom({ operator: 'before', date })).toBe(
          lateFrom({ operator: 'by', date: addDays(date, -1) }),
        );
      }),
    );
  });

  it('never gets less late as time goes on', () => {
    fc.assert(
      fc.property(deadline, day, fc.nat(1000), (any, from, more) => {
        const later = isLate(startOfDay(addDays(from, more)), any);
        expect(isLate(startOfDay(from), any) && !later).toBe(false);
      }),
    );
  });
});
