import type { ManagementLevel } from '#libs/policy';
import type { FigureChange, ReportFigures } from './api-figures.js';

/** Whose paper it is, and where it goes. */
export interface ReportSubjectAnswer {
  /** Code of the unit, or of the office. */
  readonly unitId: string;
  readonly unitName: string;
  readonly ofBody: boolean;
  readonly communeCode: string;
  readonly level: ManagementLevel;
  readonly stage: string;
  readonly stageName: string;
  readonly lastDay?: string | undefined;
  /** True where no document names that day. */
  readonly assumed?: boolean | undefined;
  /** Name of the body that receives it. */
  readonly receiver?: string | undefined;
}

/** GET /cycles/{id}/reports: the reports upward, handed in or not. */
export interface ReportAnswer extends ReportSubjectAnswer {
  readonly state: 'notOpen' | 'open' | 'overdue' | 'notSubmitted' | 'waived' | 'handedIn';
  /** Of a report that was handed in. */
  readonly at?: string | undefined;
  readonly late?: boolean | undefined;
  readonly provisional?: boolean | undefined;
  readonly period?: ReportFigures['period'];
  /** What happened to the units it counts since, where no later report has brought it up to date. */
  readonly outdated?: { readonly facts: number; readonly lastAt: string } | undefined;
  /** Name of the report that brought it up to date. */
  readonly supplementedBy?: string | undefined;
}

/** GET /cycles/{id}/reports/{unitId}/{stage}: the figures it stood on, those of now, and what differs. */
export interface ReportFiguresAnswer extends ReportAnswer {
  /** Absent where it was not handed in, or stands on no figures. */
  readonly handedIn?: ReportFigures | undefined;
  readonly now: ReportFigures;
  readonly changes: readonly FigureChange[];
}

/** GET /cycles/{id}/late: what was not done by its last day, and who owes it, the longest late first within a subject. */
export interface LateAnswer extends ReportSubjectAnswer {
  readonly lastDay: string;
  readonly daysLate: number;
  /**
   * `overdue` may still come; `notSubmitted` can no longer be handed in; `late` came, after its last day; `paused` is
   * asked of nobody while the year is paused.
   */
  readonly state: 'overdue' | 'notSubmitted' | 'late' | 'paused';
  /** Body that owes it where it is not the subject's own paper: an appraisal, a decision, a review. */
  readonly owedBy?: string | undefined;
  /** When it came, of `late`. */
  readonly at?: string | undefined;
}
