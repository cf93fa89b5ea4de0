/** Numbers over the units of a cycle, as reports stand on them; offices do not count. */
export interface FigureRecords {
  /** Units inside the standard by stage, last day in force and status; of one commune where it is named. */
  stages(cycleId: string, communeCode?: string): Promise<readonly StageCount[]>;
  /** The same units by what their year came to. */
  results(cycleId: string, communeCode?: string): Promise<readonly ResultCount[]>;
}

export interface StageCount {
  readonly stage: string;
  /** YYYY-MM-DD; empty where the stage has no last day. */
  readonly dueDay: string;
  readonly status: string;
  readonly n: number;
}

export interface ResultCount {
  /** Absent while nothing was decided. */
  readonly recognised?: boolean | undefined;
  readonly classKey?: string | undefined;
  /** Judged from the higher level's own records. */
  readonly notSubmitted: boolean;
  readonly n: number;
}
