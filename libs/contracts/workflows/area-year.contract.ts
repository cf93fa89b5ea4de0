import type { AreaYearInput, CalendarTurn, OpeningProgress, YearsClosed } from '../payloads/area-year.js';

export type {
  AreaYearInput,
  AreaYearProgress,
  AreaYearRun,
  CycleTurn,
  OpeningProgress,
} from '../payloads/area-year.js';

/** Activities that open a cycle's units. */
export interface OpeningActivities {
  /** Opens every unit of the cycle in pages and starts its workflow; heartbeats the last unit code of each page. */
  openUnits(input: AreaYearInput): Promise<OpeningProgress>;
}

/** Activities that live a cycle's calendar; each does what is left to do, so repeating one changes nothing. */
export interface CalendarActivities {
  /** Does everything that is due at the cycle's now. */
  actOnCalendar(input: AreaYearInput): Promise<CalendarTurn>;
  /** Closes the year of every subject that is still open; heartbeats. */
  closeYears(input: AreaYearInput): Promise<YearsClosed>;
}
