import type { HeadTerm } from '#libs/certification';
import type { ReportFigures } from '#libs/contracts';
import type { UnitProfile } from '#libs/policy';
import type { OnBehalf } from '#libs/unit-year';

/** One line of one column as it was handed in. */
export interface SheetLine {
  readonly criterion: string;
  readonly points?: number | undefined;
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
  readonly awards?: { readonly collectives: number; readonly persons: number } | undefined;
  readonly measure?:
    | readonly { readonly group: string; readonly done: number; readonly of: number }[]
    | undefined;
  readonly gradeYear?: number | undefined;
  /** Ids of evidence and register entries that the points rest on. */
  readonly cites?: readonly string[] | undefined;
  /** The unit's explanation of a line that was returned. */
  readonly answer?: string | undefined;
}

/** The two columns of one round. */
export interface SheetRecord {
  readonly cycleId: string;
  readonly unitId: string;
  readonly round: number;
  readonly self?: readonly SheetLine[] | undefined;
  readonly higher?: readonly SheetLine[] | undefined;
  readonly gapChoices: Readonly<Record<string, string>>;
  /** The unit as it was when it was scored; a later change of the roster does not change a score. */
  readonly profile: UnitProfile;
  readonly ownRecordsNote?: string | undefined;
  readonly provisionalTotal?: number | undefined;
  readonly finalTotal?: number | undefined;
  /** Vietnamese, by gap: on whose recorded decision a choice rests; what the sheet itself chose is not among them. */
  readonly choiceBasis?: Readonly<Record<string, string>> | undefined;
  /** Pack that the totals were computed by; absent on sheets of before it was kept. */
  readonly packHash?: string | undefined;
  /** What the final total was computed with, and the key of the class that followed. */
  readonly finalRecognition?: 'recognised' | 'notRecognised' | undefined;
  readonly finalClass?: string | undefined;
}

export interface SubmissionRecord {
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly round: number;
  readonly content: unknown;
  readonly onBehalf?: OnBehalf | undefined;
  readonly effectiveAt: string;
  readonly late: boolean;
  /** Numbers that the report of a body stood on when it was handed in. */
  readonly figures?: ReportFigures | undefined;
}

/** A document about a result: the decision, or what changed it afterwards. */
export interface DecisionRecord {
  readonly kind: 'decision' | 'appeal' | 'revocation';
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly round: number;
  readonly recognised: boolean;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly certificate?: string | undefined;
  readonly officeCode?: string | undefined;
  readonly classKey?: string | undefined;
  readonly total?: number | undefined;
  readonly excluded?: boolean | undefined;
}

/** Who headed a unit from when to when, as recorded by one command; the latest record counts. */
export interface HeadsRecord {
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly heads: readonly HeadTerm[];
}

export interface Draft {
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly body: unknown;
  readonly version: number;
  readonly updatedBy: string;
  readonly updatedAt: string;
}

/** A report that was handed in, and over whom it counts: an area, all of the cycle, or one unit. */
export interface ReportPaper {
  readonly commandId: string;
  readonly areaCode?: string | undefined;
  readonly unitId?: string | undefined;
}

export interface ReportRecord {
  readonly commandId: string;
  readonly effectiveAt: string;
  readonly late: boolean;
  readonly figures?: ReportFigures | undefined;
  /** Facts and register entries of the units it counts that were recorded after it, and the latest of them. */
  readonly since: number;
  readonly lastAt?: string | undefined;
}

export interface PaperRecords {
  insertSubmission(submission: SubmissionRecord): Promise<void>;
  insertDecision(decision: DecisionRecord): Promise<void>;
  /** Numbers that the latest paper of a stage stood on. */
  figuresOf(cycleId: string, unitId: string, stage: string): Promise<ReportFigures | undefined>;
  /** What reports were handed in by these commands, and what was recorded of their units since. */
  reports(cycleId: string, papers: readonly ReportPaper[]): Promise<readonly ReportRecord[]>;
  /** Body of the submission of a command, as it was handed in. */
  contentOf(commandId: string): Promise<unknown>;
  insertHeads(heads: HeadsRecord): Promise<void>;
  /** Sheets of several units, each of its round, else of the latest round before it. */
  latestSheets(
    cycleId: string,
    units: readonly { readonly unitId: string; readonly round: number }[],
  ): Promise<readonly SheetRecord[]>;
  /** Sheet of the round, else of the latest round before it. */
  latestSheet(cycleId: string, unitId: string, round: number): Promise<SheetRecord | undefined>;
  /** Sheets of every round of several units, each unit's in the order of the rounds. */
  sheetsOf(cycleId: string, unitIds: readonly string[]): Promise<readonly SheetRecord[]>;
  saveSheet(sheet: SheetRecord): Promise<void>;
  draft(cycleId: string, unitId: string, stage: string): Promise<Draft | undefined>;
  /** Saves over version `expected` (0 for the first); false when somebody else was quicker. */
  saveDraft(draft: Omit<Draft, 'version' | 'updatedAt'>, expected: number): Promise<Draft | undefined>;
}
