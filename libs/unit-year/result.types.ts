import type { ActorRole, ManagementLevel, ResolvedStage } from '#libs/policy';

export interface Certificate {
  readonly number: string;
  readonly state: 'issued' | 'revoked';
}

/** A complaint about the result; the first is answered by the body that decided, the second above it. */
export interface Appeal {
  readonly commandId: string;
  readonly instance: 1 | 2;
  /** Instant at which it came in. */
  readonly raisedAt: string;
  /** Last days to answer it (YYYY-MM-DD): the ordinary one, and that of a complicated matter. */
  readonly answerBy: string;
  readonly complexAnswerBy: string;
  /** Absent while it waits for its answer. */
  readonly outcome?: AppealOutcome;
  readonly answeredBy?: string;
  readonly late?: boolean;
}

export type AppealOutcome = 'upheld' | 'changed';

/** A proposal to take the recognition back, and whether it was. */
export interface Revocation {
  readonly ground: string;
  /** Account that proposed; another one must decide. */
  readonly proposedBy: string;
  /** Command of the proposal, or of the revocation. */
  readonly commandId: string;
  readonly state: 'proposed' | 'revoked';
}

/** What a year-end award is proposed for. */
export interface AwardProposal {
  readonly commandId: string;
  readonly collectives: number;
  readonly persons: number;
}

/** The second track "điển hình về phong trào": proposed, then decided. */
export interface Exemplar {
  readonly proposedBy: string;
  /** Absent until it is decided. */
  readonly accepted?: boolean;
  readonly decidedBy?: string;
}

/** How many sub-units pledged, as recorded last. */
export interface RecordedPledges {
  readonly commandId: string;
  readonly total: number;
  readonly pledged: number;
  readonly late: boolean;
  /** Where late: whether by a day that no document set when it came, so that no rule was broken; absent in records of before. */
  readonly afterSuggested?: boolean;
  readonly effectiveAt: string;
}

export interface Classification {
  readonly classKey: string;
  /** Points with at most two decimals. */
  readonly total: number;
  readonly excludedFromAwards: boolean;
}

/** A class that has ended because the result that it rested on was changed. */
export interface EndedClass {
  readonly stage: string;
  /** Last day to give it again (YYYY-MM-DD); absent where the pack sets none. */
  readonly until?: string;
}

export interface AppealTerms {
  /** Last day to complain of the decision that stands. */
  readonly lastDay: string;
  readonly first: AnswerDays;
  readonly second: AnswerDays;
}

/** Last days to answer a complaint: the ordinary one, and that of a complicated matter. */
export interface AnswerDays {
  readonly answerBy: string;
  readonly complexAnswerBy: string;
}

/** Acts on a result that stands: complaint, revocation, and what follows from the class. They outlast the year. */
export type ResultAct =
  | {
      readonly kind: 'appeal';
      readonly stage: string;
      /** What the pack's periods come to (YYYY-MM-DD); absent where it has no complaint. */
      readonly terms?: AppealTerms;
      /** Whether an office enters a complaint that came on paper. */
      readonly onBehalf?: boolean;
    }
  | {
      readonly kind: 'answerAppeal';
      readonly stage: string;
      readonly outcome: AppealOutcome;
      readonly recognised?: boolean;
      readonly complex?: boolean;
      readonly certificate?: string;
      /** Last day to give the class again, where it is given by an act of its own. */
      readonly classUntil?: string;
    }
  | {
      readonly kind: 'proposeRevocation';
      readonly stage: string;
      readonly ground: string;
      /** Keys of the grounds in the pack. */
      readonly grounds: readonly string[];
    }
  | {
      readonly kind: 'revoke';
      readonly stage: string;
      readonly ground: string;
      /** As in an answer to a complaint. */
      readonly classUntil?: string;
    }
  | {
      readonly kind: 'overrideExclusion';
      readonly stage: string;
      /** Roles that the pack allows; none where it knows no override. */
      readonly roles: readonly ActorRole[];
    }
  | {
      readonly kind: 'proposeAwards';
      readonly stage: string;
      readonly collectives: number;
      readonly persons: number;
    };

/** Acts on the unit itself, beside its stages. */
export type UnitAct =
  | { readonly kind: 'delegate'; readonly to: ManagementLevel }
  | {
      readonly kind: 'recordPledges';
      readonly total: number;
      readonly pledged: number;
      /** The stage that gives pledges their days: a record of the pack, or the registration itself. */
      readonly window?: ResolvedStage;
    }
  | {
      readonly kind: 'proposeExemplar';
      /** What the pack's second track asks for first; absent where the pack has none. */
      readonly needs?: { readonly registered: boolean | undefined; readonly recognised: boolean | undefined };
    }
  | { readonly kind: 'decideExemplar'; readonly accepted: boolean }
  | { readonly kind: 'recordHeads' };

interface Acted {
  readonly commandId: string;
  readonly effectiveAt: string;
}

export type ResultFact = Acted & { readonly stage: string } & (
    | {
        readonly kind: 'result.appealed';
        readonly instance: 1 | 2;
        readonly answerBy: string;
        readonly complexAnswerBy: string;
      }
    | {
        readonly kind: 'result.appealAnswered';
        readonly outcome: AppealOutcome;
        readonly late: boolean;
        /** The result from now on, where it was changed. */
        readonly recognised?: boolean;
        readonly certificate?: string;
        readonly classification?: Classification;
        readonly endedClass?: EndedClass;
      }
    | { readonly kind: 'result.revocationProposed'; readonly ground: string; readonly by: string }
    | {
        readonly kind: 'result.revoked';
        readonly ground: string;
        readonly classification?: Classification;
        readonly endedClass?: EndedClass;
      }
    | { readonly kind: 'exclusion.overridden' }
    | { readonly kind: 'awards.proposed'; readonly collectives: number; readonly persons: number }
  );

export type UnitFact = Acted &
  (
    | { readonly kind: 'unit.delegated'; readonly to: ManagementLevel }
    | {
        readonly kind: 'pledges.recorded';
        readonly total: number;
        readonly pledged: number;
        readonly late: boolean;
        readonly afterSuggested?: boolean;
      }
    | { readonly kind: 'exemplar.proposed' }
    | { readonly kind: 'exemplar.decided'; readonly accepted: boolean }
    | { readonly kind: 'heads.recorded' }
  );
