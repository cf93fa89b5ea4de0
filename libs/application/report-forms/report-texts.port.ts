import type { ReportAnswer } from '#libs/contracts';
import type { ReportForm, ResolvedStage } from '#libs/policy';
import type { CycleBody } from '../documents/documents.port.js';
import type { ReportWords } from '../report-words/report-words.port.js';

/** An office that owes a report with a form, how it stands, and what it has answered. */
export interface AnsweringOffice {
  readonly body: CycleBody;
  readonly stage: ResolvedStage;
  readonly state: ReportAnswer['state'];
  /** Of a report that was handed in. */
  readonly at?: string;
  readonly late?: boolean;
  /** True where what is late came after a day that no document sets. */
  readonly afterSuggested?: boolean;
  readonly words: ReportWords;
}

/** The words of a report beside its figures. */
export interface ReportTexts {
  readonly form: ReportForm;
  /** Name of the report that the form belongs to. */
  readonly report: string;
  /** Whether the paper gathers what several offices have answered; else it is the report of the one office. */
  readonly isGathering: boolean;
  readonly offices: readonly AnsweringOffice[];
}
