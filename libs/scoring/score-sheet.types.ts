import type {
  GapEffect,
  PackClass,
  PackCriterion,
  PackGap,
  PackTarget,
  RuleStatus,
  Sourced,
  UnitProfile,
} from '#libs/policy';

/** What a pack says about scoring; a whole `PolicyPack` fits. */
export interface ScoringRules {
  readonly criteria: readonly PackCriterion[];
  readonly classes: readonly PackClass[];
  readonly gaps: readonly PackGap[];
  /** Thresholds that measures of criteria refer to. */
  readonly targets?: readonly PackTarget[];
}

/** `pending` until the deciding body has recorded its decision on the standard. */
export type Recognition = 'pending' | 'recognised' | 'notRecognised';

export type ScoreColumn = 'self' | 'higher';

/** Ad-hoc awards in the assessment window. */
export interface AwardCounts {
  readonly collectives: number;
  readonly persons: number;
}

/** How many of a group did something: people who took part, sub-units that pledged. */
export interface MeasureCount {
  readonly group: string;
  readonly done: number;
  readonly of: number;
}

/** One leaf criterion on the sheet. Points have at most two decimals. */
export interface ScoreLine {
  readonly criterion: string;
  readonly self?: number;
  readonly selfNote?: string;
  readonly higher?: number;
  /** Why `higher` differs from `self`. */
  readonly reason?: string;
  readonly note?: string;
  /** Awards the unit claims; the points of the self column are counted from them. */
  readonly awards?: AwardCounts;
  /** Awards the higher level confirms; the points of the higher column are counted from them. */
  readonly higherAwards?: AwardCounts;
  /** Numbers the unit states; those that the higher level states go before them in its own column. */
  readonly measure?: readonly MeasureCount[];
  readonly higherMeasure?: readonly MeasureCount[];
  /** Year of the grade (of a union, of the guards) that the points rest on. */
  readonly gradeYear?: number;
  readonly higherGradeYear?: number;
  /** Ids of evidence and register entries that the points rest on. */
  readonly cites?: readonly string[];
  readonly higherCites?: readonly string[];
}

export interface ScoreSheet {
  readonly lines: readonly ScoreLine[];
  readonly recognition: Recognition;
  /** On what records the higher level scored a unit that handed nothing in. */
  readonly ownRecordsNote?: string;
}

/** Everything a score is computed from; stored inputs and the pack's version give the same result again. */
export interface ScoringInput {
  readonly rules: ScoringRules;
  readonly unit: UnitProfile;
  /** Recorded choices: gap key → option key. */
  readonly gapChoices: Readonly<Record<string, string>>;
  /** Gaps whose choice the judged unit only proposes: its own column is read by it until somebody decides. */
  readonly proposedGaps?: readonly string[];
  /** Vietnamese, by gap key: who decided the choice, when and why, where an administrator recorded it. */
  readonly choiceBasis?: Readonly<Record<string, string>>;
  /** Year of the cycle; a gap limited to certain years acts only in them. */
  readonly year?: number;
  readonly sheet: ScoreSheet;
}

export type ScoreProblemCode =
  | 'SCORE.UNKNOWN_CRITERION'
  | 'SCORE.NOT_A_LEAF'
  | 'SCORE.DUPLICATE'
  | 'SCORE.DERIVED'
  | 'SCORE.NOT_A_NUMBER'
  | 'SCORE.NEGATIVE'
  | 'SCORE.OVER_MAX'
  | 'SCORE.STEP'
  | 'SCORE.ALL_OR_NOTHING'
  | 'SCORE.AWARDS'
  | 'SCORE.MISSING_LINE'
  | 'SCORE.REASON_REQUIRED'
  | 'SCORE.NOTE_REQUIRED'
  | 'SCORE.GAP_UNDECIDED'
  | 'SCORE.GAP_UNKNOWN'
  | 'SCORE.MEASURE'
  | 'SCORE.MEASURE_MISSED'
  | 'SCORE.MEASURE_REQUIRED'
  | 'SCORE.GRADE_YEAR'
  | 'SCORE.CITE_UNKNOWN'
  | 'SCORE.CITE_WITHDRAWN'
  | 'SCORE.CITE_OUTSIDE_WINDOW'
  | 'SCORE.UNCITED'
  | 'SCORE.ITEM_NOT_RETURNED'
  | 'SCORE.ANSWER_REQUIRED';

export interface ScoreProblem {
  readonly code: ScoreProblemCode;
  /** Key of the criterion; absent where the problem is the sheet's as a whole. */
  readonly criterion?: string;
  /** Vietnamese: what is wrong, where, and what to do. */
  readonly message: string;
}

/** A named gap that acts on a line, and the reading taken. */
export interface GapReading {
  readonly gap: string;
  readonly choice: string;
  readonly text: string;
  /** False where nobody has recorded a choice: the pack's default stands, or what the unit proposes. */
  readonly decided: boolean;
  /** True where the reading is what the judged unit proposes and nobody has decided. */
  readonly proposed?: boolean;
  /** What the reading does to the line, as the pack has it. */
  readonly effect?: GapEffect;
  /** Vietnamese: who decided it, when and why, where an administrator recorded it. */
  readonly basis?: string;
  readonly src: string;
  readonly status: RuleStatus;
}

/** How one leaf criterion was counted. */
export interface ExplainedLine {
  readonly criterion: string;
  readonly no: string;
  readonly text: string;
  readonly max: number;
  /** Points of the result's column; absent while they are pending. */
  readonly points?: number;
  readonly self?: number;
  readonly higher?: number;
  /** Vietnamese: how the points came about. */
  readonly counted: string;
  readonly branch?: { readonly key: string; readonly text: string };
  readonly gaps: readonly GapReading[];
  /** Vietnamese: the numbers the column rests on against their threshold. */
  readonly measured?: string;
  readonly gradeYear?: number;
  /** Ids cited by the result's column. */
  readonly cites?: readonly string[];
  readonly selfNote?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly src: string;
  readonly status: RuleStatus;
  /** Foundation of step and all-or-nothing, where the criterion has one. */
  readonly gradation?: Sourced;
  /** Criteria above this one, outermost first. */
  readonly parents: readonly {
    readonly key: string;
    readonly no: string;
    readonly text: string;
    readonly max: number;
  }[];
}

/** The class of a final score and the band it was read from. */
export interface ScoreClass extends Sourced {
  readonly key: string;
  readonly name: string;
  readonly min: number;
  /** True where no document states the band: shown wherever the class is shown. */
  readonly assumed: boolean;
}

export interface ScoreResult {
  /** The column `total` and the lines' `points` belong to. */
  readonly column: ScoreColumn;
  /** `self` is absent where the unit handed nothing in ("Không nộp"), `higher` where nobody has scored yet. */
  readonly totals: { readonly self?: number; readonly higher?: number };
  /** `final` after the recognition decision, with every line scored. */
  readonly pass: 'provisional' | 'final';
  readonly recognition: Recognition;
  readonly total: number;
  /** `total` plus all that the pending criteria may still give. */
  readonly maxReachable: number;
  /** Leaf criteria without points yet. */
  readonly pending: readonly string[];
  readonly lines: readonly ExplainedLine[];
  /** Only on the final pass of the higher column. */
  readonly class?: ScoreClass;
  /** Gaps that act on the sheet as a whole. */
  readonly gaps: readonly GapReading[];
  /** True where the unit handed nothing in and the higher level scored from its own records. */
  readonly notSubmitted: boolean;
  readonly ownRecordsNote?: string;
}
