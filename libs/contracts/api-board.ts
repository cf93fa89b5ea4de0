import type { ManagementLevel } from '#libs/policy';
/** Answers of the routes by which a cycle is watched: the board, its events, and the units kept from awards. */

/** GET /cycles/{id}/board?commune=&kind= : where the units stand, by stage and commune. */
export interface BoardAnswer {
  readonly cycleId: string;
  readonly year: number;
  readonly provinceName: string;
  readonly clockKind: 'calendar' | 'rehearsal';
  readonly label?: string | undefined;
  readonly state: 'opening' | 'open' | 'closed';
  /** The cycle's now. */
  readonly now: string;
  /** Sum of the audit numbers in the account's scope; an event with a higher one means that this board is old. */
  readonly seq: number;
  /** What the board is narrowed to; a commune's own account always sees its commune alone. */
  readonly commune?: { readonly code: string; readonly name: string } | undefined;
  readonly kind?: string | undefined;
  readonly units: { readonly inside: number; readonly outside: number };
  /** Stages in the order of the year. */
  readonly columns: readonly BoardColumnAnswer[];
  /** One cell for each column, here and in each commune. */
  readonly total: readonly BoardCellAnswer[];
  /** Communes with units inside the standard, in the order of their names. */
  readonly communes: readonly {
    readonly code: string;
    readonly name: string;
    readonly units: number;
    readonly cells: readonly BoardCellAnswer[];
  }[];
  /** Papers that offices owe themselves; left out where the board is narrowed to one kind of unit. */
  readonly bodies: readonly BoardBodyAnswer[];
}

export interface BoardColumnAnswer {
  readonly stage: string;
  readonly name: string;
  readonly shortName: string;
  readonly opens: string;
  /** Whether the opening day has come. */
  readonly isOpen: boolean;
  /** Last days in time, the earliest first; one without a level counts for both. */
  readonly lastDays: readonly BoardDayAnswer[];
}

export interface BoardDayAnswer {
  readonly day: string;
  readonly level?: ManagementLevel | undefined;
  /** True where no document names the day. */
  readonly assumed: boolean;
}

/** Units by where they stand at one stage; each unit is in one of the first seven. */
export interface BoardCellAnswer {
  /** Handed in, or concluded. */
  readonly done: number;
  /** Open and not yet due. */
  readonly working: number;
  /** Given back and not yet due again. */
  readonly returned: number;
  /** Open, the last day (with any grace) lies before the cycle's today, and it can still be handed in. */
  readonly overdue: number;
  /** "Không nộp": the cut-off (with any grace) has passed, so it can no longer be handed in. */
  readonly notSubmitted: number;
  /** The stage has not opened yet. */
  readonly ahead: number;
  /** The year was closed before the stage was done, so nobody waits for it; absent where there is none. */
  readonly closed?: number | undefined;
  /** Its day had passed when the stage came with another pack, so nobody is asked for it; absent where there is none. */
  readonly waived?: number | undefined;
  /** Of all these, commands without an outcome for over two minutes. */
  readonly failing: number;
}

export interface BoardBodyAnswer extends BoardCellAnswer {
  readonly stage: string;
  readonly name: string;
  readonly shortName: string;
  /** Which offices owe it: the province's or the communes'. */
  readonly level: ManagementLevel;
  readonly opens: string;
  readonly isOpen: boolean;
  readonly lastDay?: string | undefined;
  readonly assumed: boolean;
  /** Places whose paper is overdue, in the order of their names. */
  readonly late: readonly string[];
}

/**
 * GET /cycles/{id}/events (text/event-stream): data of an event `change`, whose id is the sum of all audit numbers in
 * the account's scope. On connecting the present numbers come at once, unless `Last-Event-ID` is that sum already.
 */
export interface ChangeEvent {
  /** Audit number by area, of those that changed. */
  readonly areas: Readonly<Record<string, number>>;
}

/** GET /cycles/{id}/exclusions?cursor=&limit= : a unit that is not considered for awards, and why. */
export interface ExclusionAnswer {
  readonly unitId: string;
  readonly name: string;
  readonly kind: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
  /** True where the higher level scored from its own records, because nothing was handed in. */
  readonly notSubmitted: boolean;
  readonly class?:
    | { readonly key: string; readonly name: string; readonly total: number; readonly assumed: boolean }
    | undefined;
  /** Vietnamese: the rule that excludes the unit, and where it is written. */
  readonly reason: string;
  readonly source: string;
  readonly status: 'binding' | 'proposed' | 'target' | 'assumed';
  /** Decided by the pack's document, only proposed ("đề xuất không xét"), or taken out by a document of its own. */
  readonly effect: 'excluded' | 'proposed' | 'overridden';
  /** The document that took the unit out; the class stays. */
  readonly override?: { readonly number: string; readonly date: string; readonly reason: string } | undefined;
}
