/** One day that the week alone does not tell. */
export interface HolidayDayAnswer {
  readonly day: string;
  /** `off`: not worked; `working`: a day of the weekend worked in exchange for another. */
  readonly kind: 'off' | 'working';
  readonly name: string;
  /** The document behind it, in Vietnamese. */
  readonly source: string;
  readonly status: 'binding' | 'proposed' | 'target' | 'assumed';
}

/** Which version of a year's days off this is, and who made it. */
export interface HolidayVersionAnswer {
  readonly year: number;
  readonly version: number;
  /** Whose table it is: the one every province starts from (`VN`), or the province's own. */
  readonly area: string;
  readonly act: 'seed' | 'import' | 'set' | 'remove';
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly inForce: boolean;
  /** How many days it holds. */
  readonly days: number;
}

/** GET /holidays: the days off of every year, or of one, as they stand for the account's province. */
export interface HolidaysAnswer {
  readonly provinceCode: string;
  readonly years: readonly (Omit<HolidayVersionAnswer, 'days' | 'inForce'> & {
    readonly items: readonly HolidayDayAnswer[];
  })[];
}

/** POST /holidays, /holidays/imports and /holidays/seeds, and the same with `dryRun=true`, which changes nothing. */
export interface HolidayChangeAnswer {
  readonly dryRun: boolean;
  readonly provinceCode: string;
  /** The years whose table changes, with the version that it gets. */
  readonly years: readonly {
    readonly year: number;
    readonly before?: number | undefined;
    readonly version: number;
  }[];
  readonly added: readonly HolidayDayAnswer[];
  readonly removed: readonly HolidayDayAnswer[];
  readonly changed: readonly { readonly before: HolidayDayAnswer; readonly after: HolidayDayAnswer }[];
  /** What the edit does to the running cycles of the province. */
  readonly cycles: readonly HolidayCycleAnswer[];
  /** Rows of a file that were left out, and why. */
  readonly problems: readonly { readonly code: string; readonly place: string; readonly message: string }[];
}

export interface HolidayCycleAnswer {
  readonly cycleId: string;
  /** Reminders that are still to come and go out on another day, and why. */
  readonly moves: readonly ReminderMoveAnswer[];
  /** Last days still to come that fall on a day off by the new table; the day itself stays. */
  readonly lastDaysOff: readonly {
    readonly stage: string;
    readonly name: string;
    readonly levels: readonly string[];
    readonly lastDay: string;
    /** Name of the day off. */
    readonly reason: string;
    readonly lastWorkingDay: string;
    /** Whether it becomes one by this edit. */
    readonly isNew: boolean;
  }[];
}

export interface ReminderMoveAnswer {
  readonly stage: string;
  readonly name: string;
  readonly level: string;
  readonly lastDay: string;
  /** Vietnamese name of the rung, e.g. `mốc 3 ngày`. */
  readonly rung: string;
  /** Absent where it was not sent by the old table, or is not by the new one. */
  readonly from?: { readonly day: string; readonly reason: string } | undefined;
  readonly to?: { readonly day: string; readonly reason: string } | undefined;
  /** Units or offices that are still to do it. */
  readonly subjects: number;
  /** True where its new day has passed already, so that it is not sent. */
  readonly isLost?: boolean | undefined;
}
