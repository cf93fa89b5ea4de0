import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { HolidayDay } from '#libs/application';
import { holidaySeed } from './holiday-seed.js';

const dataFile = new URL('../../../infra/local/data/holidays.csv', import.meta.url);
const table = async (year: number) =>
  parse<HolidayDay>(await readFile(dataFile), { columns: true, bom: true }).filter(({ day }) =>
    day.startsWith(`${year}-`),
  );
const of = (year: number, day: string) => holidaySeed(year).find((each) => each.day === `${year}-${day}`);

describe('the days off of a year', () => {
  it('of which the statute names the day are binding, those of the lunar calendar are not', () => {
    expect(of(2028, '04-30')).toEqual({
      day: '2028-04-30',
      kind: 'off',
      name: 'Ngày Chiến thắng',
      source: 'Bộ luật Lao động 2019 Điều 112',
      status: 'binding',
    });
    expect(of(2028, '01-26')).toMatchObject({ name: 'Mồng Một Tết Nguyên đán', status: 'assumed' });
    expect(of(2028, '04-04')).toMatchObject({ name: 'Giỗ Tổ Hùng Vương', status: 'assumed' });
  });

  it.each([
    [2025, '09-01'],
    [2026, '09-01'],
    [2027, '09-03'],
  ])('of %i: Quốc khánh has two, the other one is %s', (year, day) => {
    expect(of(year, '09-02')).toMatchObject({ name: 'Quốc khánh', status: 'binding' });
    expect(of(year, day)).toMatchObject({ name: 'Nghỉ liền kề Quốc khánh', status: 'assumed' });
  });

  it('have 24/11 from the year it is planned for, as an assumption', () => {
    expect(of(2025, '11-24')).toBeUndefined();
    expect(of(2026, '11-24')).toMatchObject({ name: 'Ngày Văn hóa Việt Nam', status: 'assumed' });
  });

  it('give a working day in lieu of each that falls on a weekend', () => {
    expect(of(2026, '04-27')).toMatchObject({ name: 'Nghỉ bù Giỗ Tổ Hùng Vương', status: 'assumed' });
    expect(of(2027, '05-03')).toMatchObject({ name: 'Nghỉ bù Ngày Quốc tế lao động' });
    expect(['02-10', '02-11'].map((day) => of(2027, day)?.name)).toEqual([
      'Nghỉ bù Mồng Một Tết Nguyên đán',
      'Nghỉ bù Mồng Hai Tết Nguyên đán',
    ]);
  });

  /** Days of the table or of the statute alone; a Sunday is off anyway. */
  const differs: Readonly<Record<number, readonly string[]>> = {
    // The decisions of 2021 and 2024 gave two days before Tết in place of Mồng Bốn.
    2021: ['2021-02-10', '2021-02-17'],
    2024: ['2024-02-08', '2024-02-15'],
    // That of 2025 gave another day before Tết in place of Mồng Bốn.
    2025: ['2025-01-27', '2025-02-01', '2025-02-03'],
    2026: [],
    2027: ['2027-02-07'],
  };

  it.each(Object.keys(differs).map(Number))(
    'of %i agree with the table of a new installation, decisions apart',
    async (year) => {
      const seed = new Set(holidaySeed(year).map(({ day }) => day));
      const known = (await table(year)).filter(({ source }) => !source.includes('hoán đổi'));
      const days = new Set(known.map(({ day }) => day));
      const apart = [
        ...[...seed].filter((day) => !days.has(day)),
        ...[...days].filter((day) => !seed.has(day)),
      ];
      expect(apart.filter((day) => !differs[year]?.includes(day))).toEqual([]);
    },
  );

  it.each([
    ['2024-04-29', '2024-05-04'],
    ['2025-05-02', '2025-04-26'],
    ['2026-01-02', '2026-01-10'],
    ['2026-08-31', '2026-08-22'],
  ])('swapped: %s is off, the Saturday %s is worked', async (off, worked) => {
    const days = await table(Number(off.slice(0, 4)));
    expect([off, worked].map((day) => days.find((each) => each.day === day)?.kind)).toEqual([
      'off',
      'working',
    ]);
    expect(new Date(`${worked}T00:00:00Z`).getUTCDay()).toBe(6);
  });
});
