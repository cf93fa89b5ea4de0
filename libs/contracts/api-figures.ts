/** What the report of a body stood on when it was handed in: counted, never typed. */
export interface ReportFigures {
  /** The cycle's now when they were counted. */
  readonly asOf: string;
  /** True while the assessment window is open. */
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
  readonly classes: readonly { readonly key: string; readonly name: string; readonly units: number }[];
  /** "Không nộp". */
  readonly notSubmitted: number;
}
