import type { DeputyAs } from '#libs/accounts';
import type { Exclusion, HeadInWindow, Registrations } from '#libs/certification';
import type { LateAnswer } from '#libs/contracts';
import type { FrozenChange } from '#libs/contracts/http';
import type {
  DocumentKind,
  GuidedFigure,
  ManagementLevel,
  PackDocument,
  PackLetterhead,
  PackRegister,
  PolicyPack,
  RegisterPaper,
  ReportPaper,
  ResolvedStage,
  UnitProfile,
} from '#libs/policy';
import type { Entry } from '#libs/registers';
import type { ScoreResult } from '#libs/scoring';
import type { Classification, StageStatus } from '#libs/unit-year';
import type { MonthlyPage } from '../oversight/monthly-page.port.js';
import type { NamedDecision } from '../papers/papers.port.js';
import type { ReportTexts } from '../report-forms/report-texts.port.js';
import type { ReportContent } from '../reports/figures.port.js';

/** Papers about one unit. */
export type UnitPaper = Extract<
  DocumentKind,
  | 'unitPlan'
  | 'scoringSheet'
  | 'scoringMinutes'
  | 'certificate'
  | 'refusalNotice'
  | 'unitReport'
  | 'subunitPledge'
  | 'coordinationRules'
  | 'inspectionMinutes'
>;

/** Papers that list the units of an area. */
export type ListPaper = Extract<
  DocumentKind,
  | 'registrationList'
  | 'exclusionList'
  | 'modelList'
  | 'classProposal'
  | 'recognitionDecision'
  | 'classificationDecision'
  | 'awardProposal'
  | 'headResults'
>;

export interface UnitInput extends DocumentScene {
  readonly kind: UnitPaper;
  readonly unit: DocumentUnit;
  /** The entry that was recorded of this very paper: the one asked for, else the latest. */
  readonly recorded?: RecordedPaper;
}

/** A paper that stands in a register. */
export interface RecordedPaper {
  readonly register: PackRegister;
  readonly paper: RegisterPaper;
  readonly entry: Entry;
}

export interface ListInput extends DocumentScene {
  readonly kind: ListPaper;
  readonly units: readonly DocumentUnit[];
}

/** A report over an area, with what it says of its units and nothing else of them. */
export interface ReportInput extends DocumentScene, ReportContent {
  readonly kind: ReportPaper;
  /** What is said task by task; absent in a year whose reports have no form. */
  readonly texts?: ReportTexts;
  /** Where the figures are those that were kept: as what, whether they are what was kept, and what has changed since. */
  readonly freeze?: FreezeNaming & { readonly isIntact: boolean; readonly changes: readonly FrozenChange[] };
  /** Where they are those of now: the figures that were kept last. */
  readonly latestFreeze?: FreezeNaming;
}

/** How papers cite figures that were kept. */
export interface FreezeNaming {
  readonly name: string;
  /** Vietnamese: `Số liệu chốt lúc 17:00 ngày 04/11/2026, mã 4f0c-91ab`. */
  readonly text: string;
}

/** All answers side by side, task by task. */
export interface AnswersInput extends DocumentScene {
  readonly kind: 'reportAnswers';
  readonly texts: ReportTexts;
}

export interface ReminderInput extends DocumentScene {
  readonly kind: 'reminderLetter';
  /** The one stage it is about; absent where it is about all. */
  readonly stage?: string;
  readonly late: readonly LateLine[];
}

export interface GuidanceInput extends DocumentScene {
  readonly kind: 'guidanceLetter';
  /** Everything that no document sets yet, in the order of the pack. */
  readonly guided: readonly GuidedFigure[];
  /** The steps of each level with their days as they are in force, in the order of the year. */
  readonly calendar: readonly {
    readonly level: ManagementLevel;
    readonly stages: readonly ResolvedStage[];
  }[];
}

export interface MonthlyInput extends DocumentScene {
  readonly kind: 'monthlyPage';
  readonly page: MonthlyPage;
}

/** Everything a paper is written from: records, never typed text. Days are YYYY-MM-DD, instants ISO 8601 UTC. */
export type DocumentInput =
  | UnitInput
  | ListInput
  | ReportInput
  | AnswersInput
  | ReminderInput
  | MonthlyInput
  | GuidanceInput;

/** What every paper has: the rules, whose paper it is, and what its numbers cover. */
export interface DocumentScene {
  readonly pack: PolicyPack;
  readonly document: PackDocument;
  readonly letterhead: PackLetterhead;
  readonly cycleId: string;
  readonly year: number;
  /** Label of a rehearsal; absent in a real year. */
  readonly rehearsal?: string;
  /** The cycle's now when it was composed. */
  readonly asOf: string;
  /** The assessment window up to the day of composing; of a report, that of its figures. */
  readonly period: { readonly from: string; readonly to: string };
  /** True while the window is open or units have no result: the numbers may still change. */
  readonly provisional: boolean;
  readonly level: ManagementLevel;
  /** The deputy who composes a unit's paper for its head, and as what; absent where it is the head's own. */
  readonly deputy?: DeputyAs & { readonly name: string };
  /** Names of the areas for the head of the paper: `Tỉnh Quảng Ngãi`, `Xã Tịnh Khê`. */
  readonly areas: {
    readonly province: string;
    readonly district?: string;
    readonly commune?: string;
  };
}

export interface DocumentUnit {
  readonly unitId: string;
  readonly name: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
  /** The level that appraises and decides. */
  readonly judgedBy: ManagementLevel;
  readonly standing: 'inside' | 'outside';
  readonly standingReason?: string;
  /** Cơ quan chủ quản, as the list of units names it. */
  readonly superior?: string;
  readonly profile: UnitProfile;
  readonly subunits: number;
  readonly headcount: number;
  readonly students: number;
  readonly head?: string;
  readonly officer?: string;
  readonly steps: readonly DocumentStep[];
  readonly score?: ScoreResult;
  /** What the score comes to where the unit is recognised, before the decision. */
  readonly expected?: ScoreResult;
  /** What the appraisal proposed. */
  readonly proposed?: boolean;
  readonly appraisalNote?: string;
  /** The document behind the present result. */
  readonly decision?: NamedDecision;
  /** The document that has given the class, where that is an act of its own. */
  readonly classDecision?: NamedDecision;
  /** Vietnamese: of a decision that a restart took out of the present results; absent where a result stands. */
  readonly supersededDecision?: string;
  /** How it stands now, also after a revocation; absent while nothing was decided. */
  readonly recognised?: boolean;
  readonly classification?: Classification;
  /** Judged from the higher level's own records. */
  readonly notSubmitted: boolean;
  /** What was concluded at the award review. */
  readonly conclusion?: string;
  /** What stands registered; absent while no registration does. */
  readonly registrations?: Registrations;
  readonly registeredOn?: string;
  /** Why the unit is kept from awards; absent where nothing keeps it. */
  readonly exclusion?: DocumentExclusion;
  /** Year-end awards that the unit proposes. */
  readonly awards: readonly AwardLine[];
  /** Heads with their days in post in the assessment window; empty while none were recorded. */
  readonly heads: readonly HeadInWindow[];
  /** What stands in the registers that the paper shows, oldest first. */
  readonly entries: readonly Entry[];
}

export interface DocumentExclusion extends Exclusion {
  /** The document by which the unit was taken out of the exclusion. */
  readonly override?: { readonly number: string; readonly date: string; readonly reason: string };
}

export interface AwardLine {
  /** Hình thức khen thưởng. */
  readonly form: string;
  readonly collectives: readonly string[];
  readonly persons: number;
}

/** One Update stage of a unit with how it stands. */
export interface DocumentStep {
  readonly stage: ResolvedStage;
  readonly status: StageStatus;
  readonly late?: boolean;
  /** Day on which it was done. */
  readonly doneOn?: string;
  /** Last day with any grace. */
  readonly lastDay?: string;
  /** Whether no document sets `lastDay`. */
  readonly lastDayIsAssumed?: boolean;
  /** Days since a last day that is set; absent unless it is past it and may still come. */
  readonly daysOverdue?: number;
  /** Of what is past a last day that no document sets. */
  readonly daysPastSuggested?: number;
  /**
   * Why nobody waits for it though it is not done: its cut-off or the year has passed, it is asked of nobody, or the year
   * is paused.
   */
  readonly stopped?: 'notSubmitted' | 'waived' | 'paused';
  /** Day on which its paper came, while the content is still to be entered. */
  readonly receivedOn?: string;
  /** Number and date of the unit's own paper. */
  readonly paper?: { readonly number?: string; readonly date?: string };
}

/** Who owes which paper, past its last day: a line of the late list. */
export interface LateLine extends Pick<LateAnswer, 'lastDay' | 'daysLate' | 'assumed'> {
  readonly name: string;
  readonly communeName: string;
  readonly isOffice: boolean;
  readonly stage: ResolvedStage;
  /** Where the paper goes; absent where nobody receives it. */
  readonly receiver?: { readonly name: string; readonly assumed: boolean };
}
