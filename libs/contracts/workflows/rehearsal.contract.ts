/** Input of `rehearsal`. */
export interface RehearsalInput {
  readonly cycleId: string;
  readonly areaId: string;
}

/** How far a rehearsal's clock is to go. */
export interface RehearsalGoal {
  /** ISO 8601 instant; an earlier one than already asked for changes nothing. */
  readonly to: string;
  /** Fastest pace: real milliseconds that a day of the cycle takes at least; absent or 0 for no pause. */
  readonly dayMs?: number;
}

/** `rehearsal` as it continues as new: how far it is to go, what it reached, and where the clock stands. */
export interface RehearsalRun extends RehearsalInput, Partial<RehearsalGoal> {
  /** The last `to` that was reached. */
  readonly reached?: string;
  readonly clock?: RehearsalClock;
}

export interface RehearsalClock {
  /** The cycle's now, ISO 8601. */
  readonly now: string;
  /** Its day in Vietnam, YYYY-MM-DD. */
  readonly day: string;
  /** The same for people: "08:31 ngày 28/10/2026". */
  readonly words: string;
}

/** What one step of the clock came to. */
export interface RehearsalStep extends RehearsalClock {
  /** The clock stands at `to` and everything that belongs there is done. */
  readonly reached: boolean;
  /** The cycle is closed. */
  readonly over: boolean;
}

export interface RehearsalActivities {
  /** Moves the clock to the next instant at which something happens, `to` at the latest, and waits until all is settled. */
  stepRehearsal(input: RehearsalInput & { readonly to: string }): Promise<RehearsalStep>;
}
