import type { ManagementLevel, Predicate } from '#libs/policy';
import type { UnitCertificationAnswer } from './api-certification.js';
import type { ReportFigures } from './api-figures.js';

/**
 * Answers of the HTTP API under `/api/v1`, as the command line and the pages read them. Instants are ISO 8601 UTC,
 * days YYYY-MM-DD, points have at most two decimals. Lists come in pages: `next` is the cursor of the following page.
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** problem+json (RFC 9457) with a stable code and a Vietnamese sentence. */
export interface ProblemAnswer {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly trace?: string | undefined;
  readonly problems?:
    | readonly { readonly code: string; readonly place: string; readonly message: string }[]
    | undefined;
}

/** GET /me */
export interface MeAnswer {
  readonly name: string;
  readonly role: string;
  readonly roleName: string;
  readonly scope: { readonly level: string; readonly code: string };
}

/** One part of the system as `doctor` shows it. */
export interface PartAnswer {
  readonly key: 'api' | 'postgresql' | 'temporal' | 'worker-cycle' | 'worker-mail' | 'smtp';
  readonly name: string;
  readonly ok: boolean;
  /** Vietnamese: what was seen, and what to do when it is down. */
  readonly detail: string;
  readonly tookMs: number;
}

/** GET /health/parts (no token needed); status 200 whatever is down. */
export interface HealthAnswer {
  readonly ok: boolean;
  readonly parts: readonly PartAnswer[];
}

export interface CycleAnswer {
  readonly id: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly year: number;
  readonly clockKind: 'calendar' | 'rehearsal';
  readonly label?: string | undefined;
  /** The cycle's now. */
  readonly now: string;
  readonly policy: { readonly id: string; readonly title: string; readonly hash: string };
  readonly state: 'opening' | 'open' | 'closed';
  readonly createdAt: string;
  readonly openedAt?: string | undefined;
  readonly units: {
    readonly total: number;
    /** Rows written so far, inside and outside the standard. */
    readonly opened: number;
    readonly inside: number;
    readonly outside: number;
    readonly outsideReasons: readonly { readonly reason: string; readonly units: number }[];
  };
}

/** GET /cycles/{id}: with the stages and where the units stand. */
export interface CycleDetailAnswer extends CycleAnswer {
  readonly stages: readonly CycleStageAnswer[];
  readonly confirmations: readonly {
    readonly figure: string;
    readonly number: string;
    readonly date: string;
  }[];
}

export interface CycleStageAnswer {
  readonly stage: string;
  readonly name: string;
  readonly level: ManagementLevel;
  /** Name of the body whose own stage it is; absent for a stage of the units. */
  readonly body?: string | undefined;
  readonly opens: string;
  /** True where no document names the opening day. */
  readonly opensAssumed?: boolean | undefined;
  readonly due?: DueAnswer | undefined;
  readonly cutOff?: string | undefined;
  /** True where no document names the cut-off. */
  readonly cutOffAssumed?: boolean | undefined;
  /** Units, or offices of the body, by status: awaiting, submitted, returned, done, closed; `overdue` of the awaiting and returned ones. */
  readonly counts: Readonly<Record<string, number>>;
  /** Past the last day; what the cut-off has closed is no longer among them, but in `notSubmitted`. */
  readonly overdue: number;
  /** "Không nộp": of the awaiting and returned ones, those that can no longer be handed in. */
  readonly notSubmitted?: number | undefined;
}

export interface DueAnswer {
  readonly lastDay: string;
  /** "hết ngày 24/8/2025 (Chủ nhật)". */
  readonly phrase: string;
  readonly words: string;
  /** Citation of the document. */
  readonly source: string;
  readonly status: 'binding' | 'proposed' | 'target' | 'assumed';
  readonly graceUntil?: string | undefined;
}

/** POST /cycles (201 new, 200 the same cycle again). */
export interface OpenCycleAnswer {
  readonly cycle: CycleAnswer;
  readonly isNew: boolean;
  readonly passed: readonly { readonly stage: string; readonly name: string; readonly lastDay: string }[];
}

/** GET /units, /units/{code} */
export interface UnitAnswer {
  readonly id: string;
  readonly name: string;
  /** `body` for an office that owes papers of its own; `subKind` is then the key of the body. */
  readonly kind: string;
  readonly subKind: string;
  readonly communeCode: string;
  readonly communeName: string;
  /** Only where the area has districts. */
  readonly districtCode?: string | undefined;
  readonly managedBy: ManagementLevel;
  readonly size: string;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly subunits: number;
  readonly headcount: number;
  readonly students: number;
  readonly email?: string | undefined;
  readonly contacts: readonly {
    readonly role: string;
    readonly name: string;
    readonly email?: string | undefined;
    readonly phone?: string | undefined;
  }[];
}

/** GET /cycles/{id}/units: one row a unit. */
export interface UnitYearRowAnswer {
  readonly unitId: string;
  readonly name: string;
  readonly kind: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
  readonly standing: 'inside' | 'outside';
  readonly standingReason?: string | undefined;
  readonly round: number;
  readonly status: 'open' | 'paused' | 'closed';
  /** Name of the stage the year waits at; absent once it is over or outside. */
  readonly current?: string | undefined;
  readonly class?: string | undefined;
  /** Where it stands at each of its stages; only where `stages=true` asks for them. */
  readonly stages?: readonly UnitStandingAnswer[] | undefined;
}

/** Where one unit stands at one stage, in the words of a board. */
export interface UnitStandingAnswer {
  readonly stage: string;
  readonly standing:
    | 'done'
    | 'working'
    | 'returned'
    | 'overdue'
    | 'notSubmitted'
    | 'ahead'
    | 'closed'
    | 'waived';
  /** Instant that counts as that of handing in, or of the conclusion. */
  readonly effectiveAt?: string | undefined;
  /** Days since the last day, of what is overdue. */
  readonly daysLate?: number | undefined;
}

/** GET /cycles/{id}/units/{code} */
export interface UnitYearAnswer {
  readonly cycleId: string;
  readonly unit: UnitAnswer;
  readonly now: string;
  readonly standing: 'inside' | 'outside';
  readonly standingReason?: string | undefined;
  readonly version: number;
  readonly round: number;
  readonly status: 'open' | 'paused' | 'closed';
  readonly over: boolean;
  readonly workflowId: string;
  readonly stages: readonly UnitStageAnswer[];
  /** Name of the standard in the words of the pack. */
  readonly standard: string;
  readonly recognised?: boolean | undefined;
  readonly class?:
    | {
        readonly key: string;
        readonly name: string;
        readonly total: number;
        readonly excludedFromAwards: boolean;
        readonly assumed: boolean;
      }
    | undefined;
  readonly notSubmitted: boolean;
  /** Registrations, dossier, and what came after the decision; absent for an office. */
  readonly certification?: UnitCertificationAnswer | undefined;
  /** Everything that happened, oldest first, all rounds. */
  readonly history: readonly HistoryAnswer[];
}

export interface UnitStageAnswer {
  readonly stage: string;
  readonly name: string;
  readonly act: string;
  readonly status: 'awaiting' | 'submitted' | 'returned' | 'done' | 'waived';
  /** Where the subject stands at it on the cycle's today. */
  readonly standing: UnitStandingAnswer['standing'];
  readonly round: number;
  readonly late?: boolean | undefined;
  readonly effectiveAt?: string | undefined;
  readonly opens: string;
  /** True where no document names the opening day. */
  readonly opensAssumed?: boolean | undefined;
  readonly due?: DueAnswer | undefined;
  readonly cutOff?: string | undefined;
  /** True where no document names the cut-off. */
  readonly cutOffAssumed?: boolean | undefined;
}

export interface HistoryAnswer {
  readonly version: number;
  readonly round: number;
  readonly kind: string;
  /** Vietnamese, one line. */
  readonly text: string;
  /** When it was recorded, by the database clock. */
  readonly at: string;
  /** The instant that counts: the cycle's now at receipt, or the arrival of a paper. */
  readonly effectiveAt: string;
  readonly actorName: string;
  readonly actorRole: string;
  readonly commandId: string;
  /** Numbers that the report of a body stood on when it was handed in. */
  readonly figures?: ReportFigures | undefined;
}

/**
 * POST /cycles/{id}/units/{code}/commands → 200 applied, 409 (or 422, 403) refused as problem+json, 202 still
 * `received` with `Location`. GET /commands/{id} always answers 200 with this.
 */
export interface CommandAnswer {
  readonly id: string;
  readonly status: 'received' | 'applied' | 'refused';
  readonly cycleId: string;
  readonly unitId: string;
  readonly kind: string;
  readonly stage?: string | undefined;
  readonly stageName?: string | undefined;
  readonly receivedAt: string;
  readonly effectiveAt: string;
  readonly decidedAt?: string | undefined;
  readonly version?: number | undefined;
  readonly late?: boolean | undefined;
  /** Stages that were only softly required and are not done. */
  readonly warnings?: readonly string[] | undefined;
  /** Vietnamese sentences: what should be added and may be left out. */
  readonly remarks?: readonly string[] | undefined;
  /** Items of the dossier that are missing. */
  readonly missing?: readonly string[] | undefined;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly problems?:
    | readonly { readonly code: string; readonly place: string; readonly message: string }[]
    | undefined;
}

/** POST /cycles/{id}/units/{code}/commands?dryRun=true: what the command would come to; a refusal is a problem as ever. */
export interface CommandPreviewAnswer extends Omit<CommandAnswer, 'id' | 'status' | 'decidedAt'> {
  readonly dryRun: true;
}

/** GET /cycles/{id}/units/{code}/restart-plan?from=&until= */
export interface RestartPlanAnswer {
  readonly cycleId: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly round: number;
  readonly nextRound: number;
  readonly superseded: readonly RestartLineAnswer[];
  readonly kept: readonly RestartLineAnswer[];
}

export interface RestartLineAnswer {
  readonly stage: string;
  readonly name: string;
  readonly status: string;
  readonly effectiveAt?: string | undefined;
  readonly lastDay?: string | undefined;
  /** Whether the legal day has no document behind it. */
  readonly assumed?: boolean | undefined;
  readonly newLastDay?: string | undefined;
}

/** GET /cycles/{id}/units/{code}/score?round= */
export interface ScoreAnswer {
  readonly cycleId: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly round: number;
  readonly policy: string;
  readonly column: 'self' | 'higher';
  readonly pass: 'provisional' | 'final';
  readonly total: number;
  readonly totals: { readonly self?: number | undefined; readonly higher?: number | undefined };
  readonly maxReachable: number;
  readonly notSubmitted: boolean;
  readonly ownRecordsNote?: string | undefined;
  readonly class?:
    | { readonly key: string; readonly name: string; readonly min: number; readonly assumed: boolean }
    | undefined;
  readonly lines: readonly {
    readonly criterion: string;
    readonly no: string;
    readonly text: string;
    readonly max: number;
    readonly self?: number | undefined;
    readonly higher?: number | undefined;
    readonly points?: number | undefined;
    /** Vietnamese: how the points came about. */
    readonly counted: string;
    readonly reason?: string | undefined;
    readonly source: string;
    readonly status: string;
  }[];
  /** The same as rows of text for a terminal or a mail. */
  readonly text: readonly string[];
}

/** POST /units/imports?dryRun=true|false&filename=…&commune=… with the file as body (text/csv or xlsx). */
export interface ImportAnswer {
  readonly dryRun: boolean;
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly problems: readonly { readonly code: string; readonly place: string; readonly message: string }[];
}

/** GET /messages?cycle=&unit=&state= ; GET /messages/{id} adds text and attempts. */
export interface MessageAnswer {
  readonly id: string;
  readonly messageId: string;
  readonly cycleId: string;
  readonly unitId?: string | undefined;
  readonly template: string;
  readonly recipient: string;
  readonly subject?: string | undefined;
  readonly state: string;
  readonly uncertain: boolean;
  readonly attempts: number;
  readonly lastAnswer?: string | undefined;
  readonly createdAt: string;
  readonly acceptedAt?: string | undefined;
}

export interface MessageDetailAnswer extends MessageAnswer {
  readonly text?: string | undefined;
  readonly tries: readonly {
    readonly epoch: number;
    readonly startedAt: string;
    readonly endedAt?: string | undefined;
    readonly answer?: string | undefined;
  }[];
}

/** GET /policies */
export interface PolicyRowAnswer {
  readonly id: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly validFrom: string;
  readonly validTo?: string | undefined;
  /** True for a pack that others build on and no cycle is opened under. */
  readonly base: boolean;
}

/** GET /policies/{id}?year= : stages per level with days, criteria, classes, gaps, sources. */
export interface PolicyAnswer extends PolicyRowAnswer {
  readonly year: number;
  readonly stages: readonly {
    readonly stage: string;
    readonly name: string;
    readonly kind: string;
    /** submit, appraise, decide, review or none. */
    readonly act: string;
    readonly actor: string;
    /** Column of the scoring table that the act fills in: self or higher. */
    readonly sheet?: string | undefined;
    readonly opens: string;
    /** True where no document names the opening day. */
    readonly opensAssumed?: boolean | undefined;
    readonly tinh?: DueAnswer | undefined;
    /** Only where the pack has districts. */
    readonly huyen?: DueAnswer | undefined;
    readonly xa?: DueAnswer | undefined;
    readonly cutOff?: string | undefined;
    /** True where no document names the cut-off. */
    readonly cutOffAssumed?: boolean | undefined;
    readonly source: string;
    readonly status: string;
  }[];
  readonly criteria: readonly {
    readonly key: string;
    readonly no: string;
    readonly depth: number;
    readonly text: string;
    readonly max: number;
    /** True for a heading: its parts are scored. */
    readonly group?: boolean | undefined;
    /** True where the points follow from a decision and may not be typed. */
    readonly derived?: boolean | undefined;
    readonly step?: number | undefined;
    /** Points are 0 or the most. */
    readonly allOrNothing?: boolean | undefined;
    /** Points are counted from awards: so many for each, up to the most. */
    readonly perAward?: { readonly collective: number; readonly person: number } | undefined;
    /** Points without an entry in a register contradict it, so that the higher level says why it gives them. */
    readonly registered?: boolean | undefined;
    readonly source: string;
    readonly status: string;
  }[];
  readonly classes: readonly {
    readonly key: string;
    readonly name: string;
    readonly min: number;
    /** Whether the class keeps a unit out of awards. */
    readonly noAward: boolean;
    readonly status: string;
    readonly source: string;
  }[];
  readonly gaps: readonly {
    readonly key: string;
    readonly text: string;
    /** The units on which the gap acts. */
    readonly when: Predicate;
    readonly default: string;
    /** Stands for itself where it is no option: then a choice must be recorded. */
    readonly defaultKey: string;
    readonly options: readonly { readonly key: string; readonly text: string }[];
    readonly status: string;
  }[];
  readonly bodies: readonly {
    readonly key: string;
    readonly name: string;
    readonly officeKind: string;
    readonly level: string;
  }[];
  /** Units that another level judges because they would judge themselves, by the beginnings of their names. */
  readonly routing: readonly {
    readonly namePrefixes: readonly string[];
    readonly toLevel?: ManagementLevel | undefined;
  }[];
  /** Every rule that names its source, part by part, each with its citation. */
  readonly figures: readonly PolicyFigureAnswer[];
  readonly targets: readonly {
    readonly key: string;
    readonly name: string;
    readonly rule: string;
    readonly status: string;
    readonly source: string;
  }[];
  readonly sources: readonly {
    readonly key: string;
    readonly citation: string;
    readonly quote?: string | undefined;
  }[];
}

/** GET /policies: packs, and the files that are none. */
export interface PoliciesAnswer {
  readonly items: readonly PolicyRowAnswer[];
  readonly faults: readonly {
    readonly file: string;
    readonly place?: string | undefined;
    readonly message: string;
  }[];
}

/** A rule of a pack in words, with its source. */
export interface PolicyFigureAnswer {
  /** Keys down to the place, e.g. `stageSets.hang-nam.stages.dossier.due.*`. */
  readonly path: string;
  readonly section: string;
  readonly text: string;
  readonly value: string;
  readonly citation: string;
  readonly status: string;
}

/** GET /policies/{id}/cite?figure= : the figures meant, each with all that is known of its source. */
export interface PolicyCiteAnswer {
  readonly id: string;
  readonly figure: string;
  readonly items: readonly (PolicyFigureAnswer & {
    readonly document: string;
    readonly issuer?: string | undefined;
    readonly date?: string | undefined;
    readonly place?: string | undefined;
    readonly quote?: string | undefined;
    readonly note?: string | undefined;
  })[];
}

/** GET /policies/{id}/diff/{other}: what differs between two packs, row by row; `same` counts the rows that do not. */
export interface PolicyDiffAnswer {
  readonly a: PolicyRowAnswer;
  readonly b: PolicyRowAnswer;
  readonly rows: readonly {
    readonly section: string;
    readonly path: string;
    readonly text: string;
    readonly a?: PolicyDiffSideAnswer | undefined;
    readonly b?: PolicyDiffSideAnswer | undefined;
  }[];
  readonly same: number;
}

export interface PolicyDiffSideAnswer {
  readonly value: string;
  readonly citation: string;
  readonly status: string;
}

/** GET /policies/{id}/check */
export interface PolicyCheckAnswer {
  readonly id: string;
  readonly ok: boolean;
  readonly errors: readonly { readonly code: string; readonly path: string; readonly message: string }[];
  readonly assumed: readonly { readonly path: string; readonly text: string; readonly value: string }[];
}

/** GET /audit/verify?cycle= */
export interface AuditVerifyAnswer {
  readonly cycleId: string;
  readonly ok: boolean;
  readonly chains: number;
  readonly rows: number;
  /** First broken row of each broken chain. */
  readonly broken: readonly { readonly areaCode: string; readonly seq: number; readonly fault: string }[];
}

/** GET /cycles/{id}/reconciliation */
export interface ReconciliationAnswer {
  readonly cycleId: string;
  readonly ok: boolean;
  readonly findings: readonly { readonly kind: string; readonly object: string; readonly detail: string }[];
}

/** PUT and GET /cycles/{id}/units/{code}/drafts/{stage}; `ETag` is the version, sent back in `If-Match`. */
export interface DraftAnswer {
  readonly stage: string;
  readonly version: number;
  readonly body: unknown;
  readonly updatedBy: string;
  readonly updatedAt: string;
}
