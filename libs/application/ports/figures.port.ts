import type { ManagementLevel } from '#libs/policy';

/** Numbers over the units of a cycle, as reports stand on them; offices do not count. */
export interface FigureRecords {
  /** Units inside the standard by stage, last day in force and status; of one commune or district where it is named. */
  stages(cycleId: string, areaCode?: string): Promise<readonly StageCount[]>;
  /** The same units by what their year came to. */
  results(cycleId: string, areaCode?: string): Promise<readonly ResultCount[]>;
  /** Those of them that have not handed in a stage, closed years too, in the order of their codes. */
  without(cycleId: string, stage: string, areaCode?: string): Promise<readonly UnitOfLevel[]>;
}

export interface UnitOfLevel {
  readonly unitId: string;
  readonly level: ManagementLevel;
}

export interface StageCount {
  readonly level: ManagementLevel;
  readonly stage: string;
  /** YYYY-MM-DD; empty where the stage has no last day. */
  readonly dueDay: string;
  readonly status: string;
  readonly n: number;
}

export interface ResultCount {
  readonly level: ManagementLevel;
  /** Absent while nothing was decided. */
  readonly recognised?: boolean | undefined;
  readonly classKey?: string | undefined;
  /** Judged from the higher level's own records. */
  readonly notSubmitted: boolean;
  readonly n: number;
}
