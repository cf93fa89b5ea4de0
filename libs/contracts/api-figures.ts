import type { ManagementLevel } from '#libs/policy';
/** What the report of a body stood on when it was handed in: counted, never typed. */
export interface ReportFigures {
  /** The cycle's now when they were counted. */
  readonly asOf: string;
  /** True while the assessment window is open, or units of the area have no result yet. */
  readonly provisional: boolean;
  /** Code of the commune, or of the province. */
  readonly area: string;
  /** Units inside the standard. */
  readonly units: number;
  readonly stages: readonly {
    readonly stage: string;
    readonly name: string;
    readonly done: number;
    readonly open: number;
    /** Of the open ones. */
    readonly overdue: number;
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
  /** "Danh sách đơn vị chưa báo cáo", for a report that has to name them. */
  readonly notReported?:
    | {
        readonly stage: string;
        readonly name: string;
        readonly units: readonly { readonly unitId: string; readonly level: ManagementLevel }[];
      }
    | undefined;
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
