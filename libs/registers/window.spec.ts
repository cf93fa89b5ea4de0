import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, resolvePackDay, startOfDay } from '#libs/calendar';
import { assessmentWindowOf, resolveStages } from '#libs/policy';
import { syntheticPack } from '../policy/synthetic-pack.support.js';
import { intakeStage, judgeIntake, type Window, yearOfDay } from './index.js';

const pack = syntheticPack();
const visits = pack.registers.find(({ key }) => key === 'visits');
if (visits === undefined) throw new Error('the pack has no register of visits');
const windowOf = (year: number): Window => assessmentWindowOf(pack, 'co-quan', year);
const stageOf = (year: number) => intakeStage(visits, resolveStages(pack, year, { managedBy: 'xa' }));
const judge = (year: number, effectiveOn: string, now: string, more = {}) =>
  judgeIntake(windowOf, stageOf(year), { year, effectiveOn, now, ...more });
const at = (day: string) => new Date(Date.parse(startOfDay(day)) + 9 * 3_600_000).toISOString();
const codeOf = (...asked: Parameters<typeof judge>) => judge(...asked)?.code ?? 'taken';

const years = fc.integer({ min: 2026, max: 2090 });

describe('the window of an entry', () => {
  it('holds its last day and no longer the next, which is told the year that it belongs to', () => {
    fc.assert(
      fc.property(years, (year) => {
        const after = at(`${year}-11-29`);
        const reopened = { reopenedUntil: `${year}-12-31` };
        expect(codeOf(year, `${year}-11-24`, after, reopened)).toBe('taken');
        expect(judge(year, `${year}-11-25`, after, reopened)).toEqual({
          code: 'REGISTER.DAY_OUTSIDE',
          params: {
            day: `${year}-11-25`,
            year: String(year),
            belongs: String(year + 1),
            from: `${year - 1}-11-25`,
            to: `${year}-11-24`,
            src: 'rules',
            status: 'binding',
          },
        });
      }),
    );
  });

  it('begins in the year before, when the first entries are taken in and no stage is open yet', () => {
    fc.assert(
      fc.property(years, (year) => {
        const first = `${year - 1}-11-25`;
        expect(codeOf(year, first, at(first))).toBe('taken');
        expect(codeOf(year, `${year - 1}-11-24`, at(first))).toBe('REGISTER.DAY_OUTSIDE');
        expect(codeOf(year, first, startOfDay(first))).toBe('taken');
        expect(judge(year, first, at(`${year - 1}-11-24`))).toEqual({
          code: 'REGISTER.NOT_OPEN',
          params: { opens: first },
        });
      }),
    );
  });

  it('has every day in the window of exactly one year, leap days too', () => {
    const first = '2025-11-25';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (offset) => {
        const day = addDays(first, offset);
        const year = yearOfDay(windowOf, day) ?? 0;
        const { from, to } = windowOf(year);
        expect(day >= from && day <= to).toBe(true);
        const others = [year - 1, year + 1].map(windowOf);
        expect(others.some((other) => day >= other.from && day <= other.to)).toBe(false);
      }),
    );
    expect(yearOfDay(windowOf, '2028-02-29')).toBe(2028);
    expect(codeOf(2028, '2028-02-29', at('2028-03-01'))).toBe('taken');
  });

  it('names no year for a day between two windows, nor in its refusal', () => {
    const schoolYear = (year: number): Window => ({ from: `${year - 1}-09-05`, to: `${year}-05-31` });
    expect(yearOfDay(schoolYear, '2027-07-01')).toBeUndefined();
    expect(yearOfDay(schoolYear, '2027-09-05')).toBe(2028);
    const refusal = judgeIntake(schoolYear, undefined, {
      year: 2027,
      effectiveOn: '2027-07-01',
      now: at('2027-08-01'),
    });
    expect(refusal?.params).not.toHaveProperty('belongs');
  });

  it('may run into the year after its cycle year', () => {
    const intoNext = (year: number): Window => ({ from: `${year}-12-01`, to: `${year + 1}-11-30` });
    expect(yearOfDay(intoNext, '2027-11-30')).toBe(2026);
    expect(yearOfDay(intoNext, '2027-12-01')).toBe(2027);
  });

  it('is looked for in the other years where a year has none', () => {
    const fromLeapDay = (year: number): Window => ({
      from: resolvePackDay('02-29', year),
      to: resolvePackDay('+1/02-27', year),
    });
    expect(yearOfDay(fromLeapDay, '2029-02-01')).toBe(2028);
    expect(yearOfDay(fromLeapDay, '2027-02-01')).toBeUndefined();
  });

  it('that cannot be worked out for another reason is no year without a window', () => {
    const broken = (): Window => {
      throw new TypeError('no pack');
    };
    expect(() => yearOfDay(broken, '2027-02-01')).toThrow(TypeError);
  });
});

describe('the intake of an entry', () => {
  it('takes nothing that has not happened yet', () => {
    expect(judge(2026, '2026-05-11', at('2026-05-10'))).toEqual({
      code: 'REGISTER.DAY_AHEAD',
      params: { day: '2026-05-11', today: '2026-05-10' },
    });
    expect(codeOf(2026, '2026-05-10', at('2026-05-10'))).toBe('taken');
  });

  it('takes an event after the report was due', () => {
    expect(codeOf(2026, '2026-11-19', at('2026-11-21'))).toBe('taken');
  });

  it('ends with the cut-off, at midnight; then only what an administrator has reopened is taken', () => {
    expect(codeOf(2026, '2026-11-19', '2026-11-24T16:59:59.999Z')).toBe('taken');
    expect(judge(2026, '2026-11-19', '2026-11-24T17:00:00.000Z')).toEqual({
      code: 'REGISTER.CLOSED',
      params: { lastDay: '2026-11-24' },
    });
    expect(codeOf(2026, '2026-11-19', at('2026-11-27'), { reopenedUntil: '2026-11-27' })).toBe('taken');
    expect(codeOf(2026, '2026-11-19', at('2026-11-28'), { reopenedUntil: '2026-11-27' })).toBe(
      'REGISTER.CLOSED',
    );
  });

  it('judges a paper that was entered late by the day on which it came', () => {
    const entered = at('2026-11-29');
    expect(codeOf(2026, '2026-11-19', entered, { arrivedOn: '2026-11-23' })).toBe('taken');
    expect(codeOf(2026, '2026-11-19', entered, { arrivedOn: '2026-11-24' })).toBe('taken');
    expect(codeOf(2026, '2026-11-19', entered, { arrivedOn: '2026-11-25' })).toBe('REGISTER.CLOSED');
    expect(judge(2026, '2026-11-19', entered, { arrivedOn: '2026-11-18' })).toEqual({
      code: 'REGISTER.ARRIVED_BEFORE',
      params: { day: '2026-11-19', arrived: '2026-11-18' },
    });
    expect(codeOf(2026, '2026-11-23', entered, { arrivedOn: '2026-11-23' })).toBe('taken');
  });

  it('stands open where the year has no such stage', () => {
    const refusal = judgeIntake(windowOf, undefined, {
      year: 2026,
      effectiveOn: '2026-11-19',
      now: at('2027-01-08'),
    });
    expect(refusal).toBeUndefined();
    expect(
      intakeStage({ ...visits, stages: ['nothing'] }, resolveStages(pack, 2026, { managedBy: 'xa' })),
    ).toBeUndefined();
  });

  it('is another in the partial first year', () => {
    expect(stageOf(2025)?.key).toBe('standingNotes');
    expect(codeOf(2025, '2025-01-19', at('2025-09-10'))).toBe('taken');
    expect(codeOf(2025, '2025-01-19', at('2025-08-29'))).toBe('REGISTER.NOT_OPEN');
  });
});
