import type { ManagementLevel } from '#libs/policy';
import type { MeterAnswer } from './api-targets.js';
/** What the report of a body stood on when it was handed in: counted, never typed. */
export interface ReportFigures {
  /** The cycle's now when they were counted. */
  readonly asOf: string;
  /** True while the assessment window is open, or units of the area have no result yet. */
  readonly provisional: boolean;
  /** Days whose facts it counts, of the assessment window so far; absent in reports counted before this was. */
  readonly period?: { readonly from: string; readonly to: string } | undefined;
  /** Code of the commune, or of the province. */
  readonly area: string;
  /** Units inside the standard. */
  readonly units: number;
  readonly stages: readonly {
    readonly stage: string;
    readonly name: string;
    readonly done: number;
    readonly open: number;
    /** Of the open ones, past their last day; those that can no longer be handed in are in `notSubmitted` alone. */
    readonly overdue: number;
    /** "Không nộp": of the open ones, those whose cut-off has passed; absent where there are none. */
    readonly notSubmitted?: number | undefined;
  }[];
  readonly recognised: number;
  readonly notRecognised: number;
  readonly classes: readonly {
    readonly key: string;
    readonly name: string;
    readonly units: number;
    /** True where no document names the class and its bounds. */
    readonly assumed?: boolean | undefined;
  }[];
  /** "Không nộp". */
  readonly notSubmitted: number;
  /** Units without a result; absent in reports that were counted before this was. */
  readonly unclassified?: number | undefined;
  /** The same by the level that manages the units, where units of both levels lie in the area. */
  readonly levels?: readonly LevelFigures[] | undefined;
  /** Where the targets of the cycle's rules stood. */
  readonly meters?: readonly MeterAnswer[] | undefined;
  /** Of a supplement: what changed against the report that it brings up to date. */
  readonly changes?:
    | {
        readonly stage: string;
        readonly name: string;
        /** When the figures of that report were counted. */
        readonly asOf: string;
        readonly lines: readonly FigureChange[];
      }
    | undefined;
  /** "Danh sách đơn vị chưa báo cáo", for a report that has to name them. */
  readonly notReported?:
    | {
        readonly stage: string;
        readonly name: string;
        readonly units: readonly { readonly unitId: string; readonly level: ManagementLevel }[];
      }
    | undefined;
}

/** One figure that is not what it was. */
export interface FigureChange {
  /** Which figure, e.g. `recognised`, `classes.kha`, `targets.recognised`. */
  readonly figure: string;
  /** Vietnamese. */
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Figures over the units of one management level. */
export interface LevelFigures
  extends Pick<
    ReportFigures,
    'units' | 'stages' | 'recognised' | 'notRecognised' | 'classes' | 'notSubmitted'
  > {
  readonly level: ManagementLevel;
  readonly unclassified: number;
}
