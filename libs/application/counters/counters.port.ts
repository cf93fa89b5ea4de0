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

export interface CounterRecords {
  /** Adds to each cell, in sorted order so that two transactions never wait for each other in a ring. */
  add(changes: readonly CounterChange[]): Promise<void>;
  all(cycleId: string): Promise<readonly (CounterCell & { readonly n: number })[]>;
  /**
   * Counts a cycle anew from the lines of its years, or one stage of one level of it; for one who changed many lines and
   * lets nobody else act.
   */
  recount(cycleId: string, only?: { readonly stage: string; readonly level: ManagementLevel }): Promise<void>;
}
