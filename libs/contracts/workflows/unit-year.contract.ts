/** Input of `unitYear`: ids only; everything else is loaded from PostgreSQL. */
export interface UnitYearInput {
  readonly cycleId: string;
  readonly unitId: string;
}

/** Argument of every Update of `unitYear`. */
export interface CommandReference {
  readonly commandId: string;
}

/** One stage as the workflow tells it: key and Vietnamese name for the reader of a run, days as YYYY-MM-DD. */
export interface StageView {
  readonly key: string;
  readonly name: string;
  readonly status: 'awaiting' | 'submitted' | 'returned' | 'done' | 'waived';
  readonly lastDay?: string;
}

/** The state of a unit's year as the record holds it; the workflow adopts it and decides nothing. */
export interface UnitYearView {
  readonly version: number;
  readonly round: number;
  readonly status: 'open' | 'paused' | 'closed';
  readonly stages: readonly StageView[];
  /** Key of the stage the year waits at; absent once it is over. */
  readonly current?: string;
  readonly over: boolean;
  /** The same for the reader of the run, as Vietnamese Markdown; absent in what versions up to 0.2.0 wrote. */
  readonly details?: string;
}

/** What a command came to. A refusal is an outcome, not a failure, and is never sent again. */
export interface CommandCarried {
  readonly commandId: string;
  readonly outcome: 'applied' | 'refused';
  readonly code?: string;
  readonly version: number;
}

/** Result of the activity that applies a command. */
export interface CommandApplied {
  readonly carried: CommandCarried;
  readonly view: UnitYearView;
}

/** Local activities of `unitYear`, implemented by a Nest provider. */
export interface RecordsActivities {
  /** Loads the year; fails with `UNIT_YEAR.UNKNOWN` where no row exists. */
  loadUnitYear(input: UnitYearInput): Promise<UnitYearView>;
  /** Brings one recorded command to its outcome in one transaction; fails with `COMMAND.UNKNOWN` where none is recorded. */
  applyCommand(
    input: UnitYearInput & CommandReference & { readonly updateName: string },
  ): Promise<CommandApplied>;
}
