import type { WorkingDayTable } from '#libs/calendar';
import type { HolidayDay, HolidayVersion } from './holidays.port.js';

/** Saturday and Sunday: offices work five days a week (Quyết định 188/1999/QĐ-TTg). */
const WEEKEND = [6, 7];

/** Which days are worked by these versions, each of another year; the table's version names them all. */
export function workingDaysBy(versions: readonly HolidayVersion[]): WorkingDayTable {
  const days = versions.flatMap((version) => version.days);
  const named = (kind: HolidayDay['kind']) =>
    days
      .filter((day) => day.kind === kind)
      .map(({ day, name, status }) => ({
        date: day,
        name,
        assumed: status === 'assumed' ? true : undefined,
      }));
  return {
    version: versions.map(({ areaCode, year, version }) => `${areaCode}/${year}/${version}`).join(' '),
    weekend: WEEKEND,
    holidays: named('off'),
    workingSwaps: named('working'),
  };
}
