import type { DecisionNaming, NamingChange } from '#libs/certification';

/** A correction of how a recorded decision is named: a fact beside the decision, which stays as it was recorded. */
export interface DecisionCorrection extends NamingChange {
  readonly id: string;
  readonly cycleId: string;
  /** The decision for a list of units, or the command by which one unit was decided alone. */
  readonly decision: { readonly documentId: string } | { readonly commandId: string };
  readonly reason: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly officeCode?: string;
  /** The cycle's today, YYYY-MM-DD. */
  readonly correctedOn: string;
  /** ISO 8601. */
  readonly recordedAt: string;
}

/** A decision as it was recorded, with its corrections, the oldest first. */
export interface CorrectableDecision extends DecisionNaming {
  readonly decision: DecisionCorrection['decision'];
  /** Area whose body decided for a list; absent where one unit was decided alone. */
  readonly issuer?: string;
  readonly officeCode?: string;
  readonly unitIds: readonly string[];
  readonly corrections: readonly DecisionCorrection[];
}

/** Whose numbers are looked through, and for which one. */
export interface NumberSearch {
  readonly cycleId: string;
  readonly issuer: string;
  readonly officeCode?: string;
  readonly number: string;
  readonly except: DecisionCorrection['decision'];
}

export interface CorrectionRecords {
  /**
   * A decision by its id: of a list, or of one command that decided or changed a result; a command of a list stands for
   * the list. Others that correct the same decision wait until this transaction ends.
   */
  findLocked(cycleId: string, id: string): Promise<CorrectableDecision | undefined>;
  /** The day of another decision of the same body that has this number now, as corrected; undefined where there is none. */
  otherWithNumber(search: NumberSearch): Promise<{ readonly date: string } | undefined>;
  insert(correction: DecisionCorrection): Promise<void>;
}
