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

export interface CounterRecords {
  /** Adds to each cell, in sorted order so that two transactions never wait for each other in a ring. */
  add(changes: readonly (CounterCell & { readonly by: number })[]): Promise<void>;
  all(cycleId: string): Promise<readonly (CounterCell & { readonly n: number })[]>;
  /** Sets every counter of a cycle to 0, for one who adds all of them anew and lets nobody else. */
  clear(cycleId: string): Promise<void>;
  /** Counts one stage of one level anew from the years, with this last day where no grace is later. */
  recount(cycleId: string, stage: string, level: ManagementLevel, lastDay: string): Promise<void>;
}
