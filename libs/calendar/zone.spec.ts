import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  CalendarError,
  dateOf,
  daysBetween,
  epochMs,
  formatDay,
  formatOfficialDay,
  isLate,
  isoWeekday,
  lastDay,
  lastDayPhrase,
  lateFrom,
  partsOf,
  startOfDay,
  weekdayName,
} from './index.js';

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof CalendarError ? error.code : String(error);
  }
  return 'no error';
};

const day = fc
  .integer({ min: 0, max: 28_124 })
  .map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));

describe('days', () => {
  it('start at 17:00 UTC of the day before, every day from 2024 to 2100', () => {
    fc.assert(
      fc.property(day, (date) => {
        const start = startOfDay(date);
        expect(start).toBe(`${addDays(date, -1)}T17:00:00.000Z`);
        expect(dateOf(start)).toBe(date);
        expect(dateOf(new Date(epochMs(start) - 1).toISOString())).toBe(addDays(date, -1));
      }),
    );
  });

  it('add up', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (date, n) => {
        expect(daysBetween(date, addDays(date, n))).toBe(n);
        expect((isoWeekday(date) - 1 + n + 7000) % 7).toBe(isoWeekday(addDays(date, n)) - 1);
      }),
    );
  });

  it('pass through 29/02 in a leap year only', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-02-28', 1)).toBe('2025-03-01');
    expect(addDays('2100-02-28', 1)).toBe('2100-03-01');
    expect(codeOf(() => startOfDay('2025-02-29'))).toBe('CALENDAR.BAD_DATE');
    expect(codeOf(() => startOfDay('2100-02-29'))).toBe('CALENDAR.BAD_DATE');
    expect(startOfDay('2028-02-29')).toBe('2028-02-28T17:00:00.000Z');
  });

  it.each([
    '2025-8-24',
    '24/8/2025',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '',
    '2025-08-24T00:00Z',
    '1975-01-01',
  ])('refuse “%s”', (text) => expect(codeOf(() => partsOf(text))).toBe('CALENDAR.BAD_DATE'));

  it('are counted in whole days only', () => {
    expect(codeOf(() => addDays('2025-08-24', 0.5))).toBe('CALENDAR.BAD_DATE');
  });
});

describe('instants', () => {
  it('are read with any offset', () => {
    expect(dateOf('2025-08-24T16:59:59.999Z')).toBe('2025-08-24');
    expect(dateOf('2025-08-24T17:00:00Z')).toBe('2025-08-25');
    expect(dateOf('2025-08-24T12:00:00-05:00')).toBe('2025-08-25');
    expect(dateOf('2025-08-24T23:59:59.9999999+0700')).toBe('2025-08-24');
  });

  it('agree with the platform on what they read', () => {
    const platform = fc
      .tuple(day, fc.integer({ min: 0, max: 86_399_999 }))
      .map(([date, ms]) => new Date(Date.parse(date) + ms).toISOString());
    fc.assert(fc.property(platform, (instant) => expect(epochMs(instant)).toBe(Date.parse(instant))));
  });

  it.each([
    '2025-08-24',
    '2025-08-24T10:00:00',
    '2025-02-29T10:00:00Z',
    '2025-08-24T24:00:00Z',
    '2025-08-24 10:00Z',
    'now',
  ])('refuse “%s”, for nothing may depend on the host', (text) =>
    expect(codeOf(() => dateOf(text))).toBe('CALENDAR.BAD_INSTANT'),
  );
});

describe('the words for a day', () => {
  it.each([
    ['2025-08-24', '24/08/2025', '24/8/2025', 'Chủ nhật'],
    ['2025-11-05', '05/11/2025', '05/11/2025', 'Thứ Tư'],
    ['2027-02-09', '09/02/2027', '09/02/2027', 'Thứ Ba'],
    ['2026-03-31', '31/03/2026', '31/3/2026', 'Thứ Ba'],
    ['2026-10-30', '30/10/2026', '30/10/2026', 'Thứ Sáu'],
  ])('%s is %s in a table and %s in a document, a %s', (date, table, document, weekday) => {
    expect(formatDay(date)).toBe(table);
    expect(formatOfficialDay(date)).toBe(document);
    expect(weekdayName(date)).toBe(weekday);
  });
});

// Jest gives specs a copy of process.env, so setting TZ here would not move the host zone. Instead every way to read
// it throws; besides, the suite is meant to be run with TZ=UTC, America/New_York and Asia/Ho_Chi_Minh.
describe('the zone of the host', () => {
  const LOCAL = /^(get(?!Time$|UTC)|set(?!Time$|UTC)|toString$|toDateString$|toTimeString$|toLocale)/;
  const local = Object.getOwnPropertyNames(Date.prototype).filter((name) => LOCAL.test(name));
  const kept = Object.getOwnPropertyDescriptors(Date.prototype);
  const resolved = Intl.DateTimeFormat.prototype.resolvedOptions;
  const RealDate = Date;
  const refuse = (name: string) => (): never => {
    throw new Error(`read the host: ${name}`);
  };

  beforeEach(() => {
    for (const name of local)
      Object.defineProperty(Date.prototype, name, { configurable: true, value: refuse(name) });
    Intl.DateTimeFormat.prototype.resolvedOptions = refuse('resolvedOptions');
    globalThis.Date = class extends RealDate {
      static override now = refuse('now');
      static override parse = refuse('parse');
      constructor(...args: unknown[]) {
        // Anything but one number is read by the host's zone or clock.
        if (args.length !== 1 || typeof args[0] !== 'number') throw new Error('read the host: new Date');
        super(args[0]);
      }
    } as unknown as DateConstructor;
  });
  afterEach(() => {
    globalThis.Date = RealDate;
    Object.defineProperties(Date.prototype, kept);
    Intl.DateTimeFormat.prototype.resolvedOptions = resolved;
  });

  it('cannot be read unnoticed here', () => {
    expect(local.length).toBeGreaterThan(20);
    expect(() => new Date(0).getTimezoneOffset()).toThrow('read the host');
    expect(() => new Date(0).getHours()).toThrow('read the host');
    expect(() => Date.now()).toThrow('read the host');
    expect(() => new Date(2025, 7, 24)).toThrow('read the host');
    expect(() => new Date()).toThrow('read the host');
  });

  it.each([
    ['2025-08-25', '2025-08-24', 'hết ngày 24/8/2025 (Chủ nhật)'],
    ['2025-11-05', '2025-11-04', 'hết ngày 04/11/2025 (Thứ Ba)'],
    ['2025-11-15', '2025-11-14', 'hết ngày 14/11/2025 (Thứ Sáu)'],
  ])('has no say in “trước ngày %s”', (date, last, phrase) => {
    const deadline = { operator: 'before', date } as const;
    expect(lastDay(deadline)).toBe(last);
    expect(lastDayPhrase(last)).toBe(phrase);
    expect(lateFrom(deadline)).toBe(`${last}T17:00:00.000Z`);
    expect(isLate(`${last}T23:59:59.999+07:00`, deadline)).toBe(false);
    expect(isLate(`${date}T00:00:00+07:00`, deadline)).toBe(true);
    expect(dateOf(`${last}T17:00:00Z`)).toBe(date);
  });
});
