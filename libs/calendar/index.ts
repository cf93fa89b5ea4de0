export type { CalendarErrorCode } from './calendar.error.js';
export { CalendarError } from './calendar.error.js';
export type { Deadline } from './deadline.js';
export { isLate, lastDay, lastMoment, lateFrom } from './deadline.js';
export { isPackDay, resolvePackDay } from './pack-day.js';
export { noDaysOffWords, warningsOfYears } from './unlisted-years.js';
export { formatDay, formatInstant, formatOfficialDay, lastDayPhrase, weekdayName } from './words.js';
export type { ListedDay, NamedDay, ShiftedDay, WorkingDayAnswer, WorkingDayTable } from './working-days.js';
export {
  checkWorkingDayTable,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  workingDaysBefore,
  workingDayTable,
} from './working-days.js';
export type { IsoDate, IsoInstant } from './zone.js';
export {
  addDays,
  dateOf,
  daysBetween,
  epochMs,
  isIsoDate,
  isoWeekday,
  partsOf,
  startOfDay,
  toInstant,
  ZONE,
} from './zone.js';
