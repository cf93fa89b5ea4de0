/** Input of `areaYear`. */
export interface AreaYearInput {
  readonly cycleId: string;
  readonly areaId: string;
}

export interface OpeningProgress {
  readonly opened: number;
  readonly total: number;
}

/** Activities that open a cycle's units. */
export interface OpeningActivities {
  /** Opens every unit of the cycle in pages and starts its workflow; heartbeats the last unit code of each page. */
  openUnits(input: AreaYearInput): Promise<OpeningProgress>;
}

/** `areaYear` as it continues as new: what the opening came to, so that nothing is opened a second time. */
export interface AreaYearRun extends AreaYearInput {
  readonly opened?: OpeningProgress;
}

/** What one turn over a cycle came to: acting on its calendar, or planning its reminders. */
export interface CycleTurn {
  /** Nothing is left to do, now or later. */
  readonly over: boolean;
  /** Next instant at which something is to do, in the cycle's time; absent where nothing is left before a wake. */
  readonly nextAt?: string;
  /** Milliseconds of real time until `nextAt`, a day at most; absent where the cycle's clock is stepped by a rehearsal. */
  readonly waitMs?: number;
  /** What comes next, for the reader of a run: "08:00 ngày 28/10/2026: khóa sổ bước Hồ sơ". */
  readonly what?: string;
  /** The instants that this turn acted at, in the words of `what`; absent where it acted at none. */
  readonly did?: readonly string[];
}

/** Activities that live a cycle's calendar; each does what is left to do, so repeating one changes nothing. */
export interface CalendarActivities {
  /** Does everything that is due at the cycle's now. */
  actOnCalendar(input: AreaYearInput): Promise<CycleTurn & { readonly acted: number }>;
  /** Closes the year of every subject that is still open; heartbeats. */
  closeYears(input: AreaYearInput): Promise<{ readonly closed: number }>;
}
