import type { ManagementLevel } from '#libs/policy';

/** A decision about a list of units and how far it has been applied. */
export interface DecisionAnswer {
  readonly id: string;
  readonly cycleId: string;
  readonly stage: string;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly progress: DecisionProgressAnswer;
}

export interface DecisionProgressAnswer {
  readonly total: number;
  readonly applied: number;
  readonly refused: number;
  /** Received and not yet applied. */
  readonly waiting: number;
  /** Vietnamese: "đang áp dụng 120/300". */
  readonly text: string;
}

/** GET /cycles/{id}/decisions/{decision}: with each unit of the list that the account sees. */
export interface DecisionDetailAnswer extends DecisionAnswer {
  readonly units: readonly {
    readonly unitId: string;
    readonly name: string;
    readonly recognised: boolean;
    readonly certificate?: string | undefined;
    readonly commandId: string;
    readonly status: 'received' | 'applied' | 'refused';
    /** Why a unit was refused after the list had been taken in. */
    readonly code?: string | undefined;
    readonly detail?: string | undefined;
  }[];
}

/**
 * POST /cycles/{id}/decisions → 200; the same key, or the same number with the same list, answers the same decision. A
 * list with a unit that would be refused is refused whole, each such unit named among `problems`.
 */
export interface RecordDecisionAnswer {
  readonly dryRun: boolean;
  /** False where the decision had been recorded before. */
  readonly isNew: boolean;
  readonly units: number;
  readonly recognised: number;
  /** In a dry run: the units that would be refused. */
  readonly problems: readonly { readonly code: string; readonly place: string; readonly message: string }[];
  /** Absent in a dry run. */
  readonly decision?: DecisionAnswer | undefined;
}

/** POST /cycles/{id}/decisions/lists?filename= with the file as body (text/csv or xlsx): what it says; changes nothing. */
export interface DecisionListAnswer {
  readonly units: readonly {
    readonly unit: string;
    readonly recognised: boolean;
    readonly certificate?: string | undefined;
  }[];
  readonly problems: readonly { readonly code: string; readonly place: string; readonly message: string }[];
}

/** What a unit's result comes to: recognition and class are axes of their own. */
export interface ResultStandAnswer {
  readonly recognised?: boolean | undefined;
  readonly class?:
    | { readonly key: string; readonly name: string; readonly total: number; readonly assumed: boolean }
    | undefined;
  readonly exclusion?: ExclusionStandAnswer | undefined;
  readonly certificate?: { readonly number: string; readonly state: 'issued' | 'revoked' } | undefined;
}

export interface ExclusionStandAnswer {
  /** Decided, only proposed ("đề xuất không xét"), or taken out by a document. */
  readonly effect: 'excluded' | 'proposed' | 'overridden';
  readonly reason: string;
  readonly source: string;
  readonly status: string;
}

/** GET /cycles/{id}/units/{code}/result-plan?recognised= : what a changed result would come to; changes nothing. */
export interface ResultPlanAnswer {
  readonly cycleId: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly before: ResultStandAnswer;
  readonly after: ResultStandAnswer;
  /** Grounds on which a recognition may be taken back, with their sources. */
  readonly grounds: readonly {
    readonly key: string;
    readonly text: string;
    readonly source: string;
    readonly status: string;
  }[];
}

export interface AppealAnswer {
  readonly instance: 1 | 2;
  readonly raisedAt: string;
  readonly answerBy: string;
  readonly complexAnswerBy: string;
  readonly outcome?: 'upheld' | 'changed' | undefined;
  readonly late?: boolean | undefined;
  /** Days until `answerBy` while it waits; below zero when overdue. */
  readonly daysLeft?: number | undefined;
}

/** GET /cycles/{id}/results: one row a unit, filtered by either axis. */
export interface ResultRowAnswer extends ResultStandAnswer {
  readonly unitId: string;
  readonly name: string;
  readonly kind: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
  /** `judged`: scored from the higher level's own records; `waiting`: the cut-off of the dossier has passed. */
  readonly notSubmitted?: 'judged' | 'waiting' | undefined;
  readonly appeal?: AppealAnswer | undefined;
  readonly revocation?: { readonly ground: string; readonly state: 'proposed' | 'revoked' } | undefined;
  readonly exemplar?: 'proposed' | 'accepted' | 'refused' | undefined;
  readonly delegatedTo?: ManagementLevel | undefined;
  readonly awardProposal?: { readonly collectives: number; readonly persons: number } | undefined;
}

/** GET /cycles/{id}/registrations: the four registrations, each counted apart. */
export interface RegistrationsAnswer {
  readonly total: RegistrationCountsAnswer;
  readonly communes: readonly (RegistrationCountsAnswer & {
    readonly communeCode: string;
    readonly communeName: string;
  })[];
}

export interface RegistrationCountsAnswer {
  /** Units of the area, and those of them that are judged by the standard. */
  readonly units: number;
  readonly inside: number;
  readonly movement: number;
  readonly standard: number;
  readonly exemplar: number;
  /** Units whose pledges are recorded, and those of which every sub-unit pledged. */
  readonly pledging: number;
  readonly fullyPledged: number;
  readonly subunits: number;
  readonly pledgedSubunits: number;
}

/** GET /cycles/{id}/heads: results for the grading of heads, by days in post; the system grades nobody. */
export interface HeadRowAnswer extends ResultStandAnswer {
  readonly unitId: string;
  readonly unitName: string;
  readonly communeName: string;
  /** Empty where nobody recorded who was in post in the assessment window. */
  readonly head: string;
  readonly position?: string | undefined;
  /** Days in post. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Days of the assessment window in post. */
  readonly days?: number | undefined;
}

/** GET /cycles/{id}/award-proposals */
export interface AwardProposalAnswer {
  readonly unitId: string;
  readonly name: string;
  readonly communeName: string;
  readonly class?: string | undefined;
  readonly exclusion?: ExclusionStandAnswer | undefined;
  readonly proposals: readonly {
    readonly form: string;
    readonly collectives: readonly string[];
    readonly persons: number;
  }[];
}

/** What a unit's page tells beside its stages. */
export interface UnitCertificationAnswer {
  /** Absent while no registration stands. */
  readonly registrations?:
    | { readonly movement: boolean; readonly standard: boolean; readonly exemplar: boolean }
    | undefined;
  readonly pledges?:
    | { readonly total: number; readonly pledged: number; readonly late?: boolean | undefined }
    | undefined;
  /** The checklist of the pack beside the dossier that stands; absent while none does. */
  readonly dossier?: readonly DossierLineAnswer[] | undefined;
  readonly certificate?: ResultStandAnswer['certificate'];
  readonly exclusion?: ExclusionStandAnswer | undefined;
  readonly appeal?: AppealAnswer | undefined;
  readonly revocation?: ResultRowAnswer['revocation'];
  readonly exemplar?: ResultRowAnswer['exemplar'];
  readonly awardProposal?: ResultRowAnswer['awardProposal'];
  /** Level that judges the unit by a delegation. */
  readonly delegatedTo?: ManagementLevel | undefined;
}

export interface DossierLineAnswer {
  readonly item: string;
  readonly name: string;
  readonly required: boolean;
  /** What stands for it; `nothing` where it is missing. */
  readonly by: 'evidence' | 'paper' | 'stage' | 'nothing';
  readonly number?: string | undefined;
  readonly date?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
  readonly source: string;
  readonly status: string;
}
