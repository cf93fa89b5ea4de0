import { describe, expect, it } from '@jest/globals';
import { warningsOfYears } from './unlisted-years.js';
import { workingDayTable } from './working-days.js';

const table = workingDayTable('51/2027/1', [
  { day: '2027-01-01', kind: 'off', name: 'Tết Dương lịch', status: 'binding' },
  { day: '2028-03-04', kind: 'working', name: 'Làm bù', status: 'binding' },
]);

describe('years of which no day off is listed', () => {
  it('are named one by one, and a day worked in exchange lists none', () => {
    expect(warningsOfYears(table, '2027-01-04', '2027-12-31')).toBeUndefined();
    expect(warningsOfYears(table, '2027-11-01', '2028-01-31')).toEqual([
      expect.stringContaining('Chưa có ngày nghỉ nào của năm 2028'),
    ]);
    expect(warningsOfYears(table, '2026-12-01', '2028-01-31')).toHaveLength(2);
  });
});
