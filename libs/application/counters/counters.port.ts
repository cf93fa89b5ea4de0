import type { ManagementLevel } from '#libs/policy';
import type { CountedStatus } from '#libs/unit-year';
import type { SubjectKind } from '../unit-years/unit-years.port.js';

export interface CounterCell {
  readonly cycleId: string;
  readonly communeCode: string;
  readonly unitKind: SubjectKind;
  readonly level: ManagementLevel;
  readonly stage: string;
  /** Last day in force with any grace, YYYY-MM-DD; empty where the stage has none. */
  readonly dueDay: string;
  readonly status: CountedStatus;
}

/** Subjects that come into a cell, or leave it where `by` is negative. */
export interface CounterChange extends CounterCell {
  readonly by: number;
}

/** What came into a cell, or left it, on one day of the cycle's own clock (YYYY-MM-DD). */
export interface DayChange extends CounterChange {
  readonly day: string;
}

/** Counters, and by how much each changed on each day: both are written in one statement, so they never part. */
export interface CounterRecords {
  /**
   * Adds to each cell, in sorted order so that two transactions never wait for each other in a ring.
   *
   * @param at the cycle's own now, ISO 8601: that of the fact, where there is one
   */
  add(changes: readonly CounterChange[], at: string): Promise<void>;
  all(cycleId: string): Promise<readonly (CounterCell & { readonly n: number })[]>;
  /** Every change of a cycle's counters by day, in no order. */
  days(cycleId: string): Promise<readonly DayChange[]>;
  /**
   * Counts a cycle anew from the lines of its years, or one stage of one level of it; for one who changed many lines and
   * lets nobody else act.
   *
   * @param at the cycle's own now, ISO 8601
   */
  recount(
    cycleId: string,
    at: string,
    only?: { readonly stage: string; readonly level: ManagementLevel },
  ): Promise<void>;
  /** Counts the units outside the standard anew, for one who opened a cycle or let units in or out. */
  recountOutside(cycleId: string, at: string): Promise<void>;
}
