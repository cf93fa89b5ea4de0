/** What the sheet rests on beside points: choices for open cases, items that were returned, scores computed again. */

/** POST /cycles/{id}/choices (200; the same key again: the same choice). `dryRun`: nothing was recorded. */
export interface ChoiceAnswer {
  readonly cycleId: string;
  readonly gap: string;
  /** Vietnamese: the case that the documents leave open. */
  readonly gapText: string;
  readonly option: string;
  readonly optionText: string;
  /** Vietnamese: what the choice does to points, branch, year or standing. */
  readonly effect: string;
  /** Absent where it holds for the whole cycle. */
  readonly unitId?: string | undefined;
  readonly reason: string;
  readonly byName: string;
  readonly recordedAt: string;
  /** Counts the choices of a cycle; absent in a dry run. */
  readonly version?: number | undefined;
  /** Whether nothing recorded later stands above it. */
  readonly inForce: boolean;
}

/** GET /cycles/{id}/choices?unit= */
export interface ChoicesAnswer {
  readonly cycleId: string;
  readonly unitId?: string | undefined;
  readonly gaps: readonly {
    readonly gap: string;
    readonly text: string;
    readonly source: string;
    readonly status: string;
    /** What holds while nothing is recorded. */
    readonly default: string;
    readonly options: readonly { readonly key: string; readonly text: string; readonly effect: string }[];
    /** The recorded choice in force; absent while there is none. */
    readonly chosen?: ChoiceAnswer | undefined;
  }[];
  /** Every choice that was recorded, oldest first. */
  readonly recorded: readonly ChoiceAnswer[];
}

/** GET /cycles/{id}/units/{code}/returns */
export interface ReturnsAnswer {
  readonly cycleId: string;
  readonly unitId: string;
  readonly returns: readonly ReturnAnswerLine[];
}

export interface ReturnAnswerLine {
  readonly stage: string;
  readonly stageName: string;
  readonly round: number;
  readonly at: string;
  readonly byName: string;
  readonly reason: string;
  /** Last day for the answer, YYYY-MM-DD. */
  readonly answerBy?: string | undefined;
  readonly answeredAt?: string | undefined;
  readonly answeredLate?: boolean | undefined;
  /** What was returned, each with the unit's explanation; empty where the whole paper was. */
  readonly items: readonly {
    readonly criterion: string;
    readonly text: string;
    readonly points?: number | undefined;
    readonly answer?: string | undefined;
  }[];
}

/** GET /cycles/{id}/score-checks?unit=&cursor= : scores computed again from what is stored. */
export interface ScoreCheckAnswer {
  readonly unitId: string;
  readonly unitName: string;
  readonly round: number;
  /** True where the same totals and class come out again. */
  readonly equal: boolean;
  readonly stored: CheckedScore;
  readonly again: CheckedScore;
  /** Hash of the pack that the score was computed by. */
  readonly packHash: string;
  /** Vietnamese: why it is not the same, and what the cycle's present pack would give where it is another. */
  readonly why: readonly string[];
}

export interface CheckedScore {
  readonly provisional?: number | undefined;
  readonly final?: number | undefined;
  readonly class?: string | undefined;
}
