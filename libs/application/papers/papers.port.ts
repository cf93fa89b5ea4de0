import type { HeadTerm } from '#libs/certification';
import type { ReportFigures } from '#libs/contracts';
import type { UnitProfile } from '#libs/policy';
import type { OnBehalf } from '#libs/unit-year';
import type { DecisionCorrection } from '../decisions/corrections.port.js';

/** One line of one column as it was handed in. */
export interface SheetLine {
  readonly criterion: string;
  readonly points?: number;
  readonly note?: string;
  readonly reason?: string;
  readonly awards?: { readonly collectives: number; readonly persons: number };
  readonly measure?: readonly { readonly group: string; readonly done: number; readonly of: number }[];
  readonly gradeYear?: number;
  /** Ids of evidence and register entries that the points rest on. */
  readonly cites?: readonly string[];
  /** The unit's explanation of a line that was returned. */
  readonly answer?: string;
}

/** The two columns of one round. */
export interface SheetRecord {
  readonly cycleId: string;
  readonly unitId: string;
  readonly round: number;
  readonly self?: readonly SheetLine[];
  readonly higher?: readonly SheetLine[];
  readonly gapChoices: Readonly<Record<string, string>>;
  /** The unit as it was when it was scored; a later change of the roster does not change a score. */
  readonly profile: UnitProfile;
  readonly ownRecordsNote?: string;
  readonly provisionalTotal?: number;
  readonly finalTotal?: number;
  /** Vietnamese, by gap: on whose recorded decision a choice rests; what the sheet itself chose is not among them. */
  readonly choiceBasis?: Readonly<Record<string, string>>;
  /** Pack that the totals were computed by; absent on sheets of before it was kept. */
  readonly packHash?: string;
  /** What the final total was computed with, and the key of the class that followed. */
  readonly finalRecognition?: 'recognised' | 'notRecognised';
  readonly finalClass?: string;
}

export interface SubmissionRecord {
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly round: number;
  readonly content: unknown;
  readonly onBehalf?: OnBehalf;
  readonly effectiveAt: string;
  readonly late: boolean;
  /** Numbers that the report of a body stood on when it was handed in. */
  readonly figures?: ReportFigures;
}

/** A document about a result: the decision, what changed it afterwards, or the decision on the class. */
export interface DecisionRecord {
  readonly kind: 'decision' | 'appeal' | 'revocation' | 'class';
  readonly commandId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly round: number;
  readonly recognised: boolean;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly certificate?: string;
  readonly officeCode?: string;
  readonly classKey?: string;
  readonly total?: number;
  readonly excluded?: boolean;
}

/** A document about a result as it is named now, after what was corrected in it. */
export interface NamedDecision extends DecisionRecord {
  /** The decision for a list that it belongs to. */
  readonly documentId?: string;
  /** Day of the latest correction (đính chính), YYYY-MM-DD. */
  readonly correctedOn?: string;
  /** The oldest first. */
  readonly corrections: readonly DecisionCorrection[];
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
  readonly areaCode?: string;
  readonly unitId?: string;
}

export interface ReportRecord {
  readonly commandId: string;
  readonly effectiveAt: string;
  readonly late: boolean;
  readonly figures?: ReportFigures;
  /** Facts and register entries of the units it counts that were recorded after it, and the latest of them. */
  readonly since: number;
  readonly lastAt?: string;
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
  /** The same; nobody saves over it until the end of the transaction. */
  lockDraft(cycleId: string, unitId: string, stage: string): Promise<Draft | undefined>;
  /** Saves over version `expected` (0 for the first); false when somebody else was quicker. */
  saveDraft(
    draft: Omit<Draft, 'version' | 'updatedAt'>,
    expected: readonly number[] | 'any',
  ): Promise<Draft | undefined>;
}
