import { type WorkingDayTable, workingDayTable } from '#libs/calendar';
import type { HolidayVersion } from './holidays.port.js';

/** Which days are worked by these versions, each of another year; the table's version names them all. */
export const workingDaysBy = (versions: readonly HolidayVersion[]): WorkingDayTable =>
  workingDayTable(
    versions.map(({ areaCode, year, version }) => `${areaCode}/${year}/${version}`).join(' '),
    versions.flatMap(({ days }) => days),
  );
