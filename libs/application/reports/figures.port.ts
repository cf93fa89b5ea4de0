import type { Scope } from '#libs/access';
import type { ReportFigures } from '#libs/contracts';
import type { ManagementLevel, UnitKind } from '#libs/policy';
import type { TaskFigures } from '#libs/registers';
import type { CountedStatus } from '#libs/unit-year';
import type { SubjectKind } from '../unit-years/unit-years.port.js';

/** Numbers over the units of a cycle, as reports stand on them; offices do not count. */
export interface FigureRecords {
  /** Units inside the standard by kind, stage, last day in force and status; of one commune or district where it is named. */
  stages(cycleId: string, areaCode?: string): Promise<readonly StageCount[]>;
  /** The same units by what their year came to. */
  results(cycleId: string, areaCode?: string): Promise<readonly ResultCount[]>;
  /** Those of them that have not handed in a stage, closed years too, in the order of their codes. */
  without(cycleId: string, stage: string, areaCode?: string): Promise<readonly UnitOfLevel[]>;
  /**
   * Every unit of the commune or district, or of the scope, those outside the standard too, in the order of their codes;
   * `stage` is the registration, absent where the year has none.
   */
  targetUnits(
    cycleId: string,
    stage: string | undefined,
    of: { readonly areaCode: string | undefined } | { readonly scope: Scope },
  ): Promise<readonly TargetUnit[]>;
  /**
   * Every unit of the commune or district, those outside the standard too, by the names of commune and unit; `stage` is
   * the registration, absent where the year has none.
   */
  reportUnits(
    cycleId: string,
    stage: string | undefined,
    areaCode: string | undefined,
  ): Promise<readonly ReportUnit[]>;
}

/** Everything that a report over an area says of its units: figures, and a line for each of them. */
export interface ReportContent {
  readonly figures: ReportFigures;
  /** What the registers hold, by the tasks of the paper; empty where it has none. */
  readonly tasks: readonly TaskFigures[];
  readonly units: readonly ReportUnit[];
}

/** One unit in one line, as reports group and name it: what somebody needs to find the units behind a figure. */
export interface ReportUnit {
  readonly unitId: string;
  readonly name: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly kind: UnitKind;
  /** Cơ quan chủ quản; absent where the list of units names none. */
  readonly superior?: string;
  readonly standing: 'inside' | 'outside';
  /** Has registered the movement. */
  readonly registered: boolean;
  /** Absent while nothing was decided. */
  readonly recognised?: boolean;
  readonly classKey?: string;
  /** Judged from the higher level's own records. */
  readonly notSubmitted: boolean;
  /** Keys of the stages that it has done. */
  readonly done: readonly string[];
}

/** One unit as the targets count it. */
export interface TargetUnit {
  readonly unitId: string;
  readonly unitName: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly standing: 'inside' | 'outside';
  /** Has registered the movement. */
  readonly registered: boolean;
  readonly recognised: boolean;
  /** Numbers on the lines of the latest sheet, the higher level's where it states its own. */
  readonly measures: readonly { readonly criterion: string; readonly done: number; readonly of: number }[];
  /** Sub-units that pledged, of how many; absent while none was recorded. */
  readonly pledges?: { readonly done: number; readonly of: number };
}

export interface UnitOfLevel {
  readonly unitId: string;
  readonly level: ManagementLevel;
}

export interface StageCount {
  readonly level: ManagementLevel;
  readonly unitKind: SubjectKind;
  readonly stage: string;
  /** YYYY-MM-DD; empty where the stage has no last day. */
  readonly dueDay: string;
  readonly status: CountedStatus;
  readonly n: number;
}

export interface ResultCount {
  readonly level: ManagementLevel;
  /** Absent while nothing was decided. */
  readonly recognised?: boolean;
  readonly classKey?: string;
  /** Judged from the higher level's own records. */
  readonly notSubmitted: boolean;
  readonly n: number;
}
