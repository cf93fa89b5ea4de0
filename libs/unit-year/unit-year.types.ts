import type { ActorRole, ManagementLevel, ResolvedStage } from '#libs/policy';
import type { PaperAct, PaperAnnouncement, PaperFact, PaperReceipt } from './paper.types.js';
import type { Refusal } from './refusal.js';
import type {
  Appeal,
  AwardProposal,
  Certificate,
  Classification,
  Exemplar,
  RecordedPledges,
  ResultAct,
  ResultFact,
  Revocation,
  UnitAct,
  UnitFact,
} from './result.types.js';

/** The Update stages of one subject's year (unit or body) in the order of the pack, with their days worked out. */
export type StageGraph = readonly ResolvedStage[];

/**
 * Where one stage stands. `returned` asks the unit to mend and hand in again; `waived` is asked of nobody, because its day
 * lay before the migration that brought it ("không yêu cầu"), and may be handed in all the same.
 */
export type StageStatus = 'awaiting' | 'submitted' | 'returned' | 'done' | 'waived';

export interface StageState {
  readonly status: StageStatus;
  /** Round in which the present status came about; a restart opens the next round. */
  readonly round: number;
  /** Whether the present result, or the one given back, came after its last day; absent while there is none. */
  readonly late?: boolean;
  /** Where late: whether by a day that no document set when it came, so that no rule was broken; absent in records of before. */
  readonly afterSuggested?: boolean;
  /** Instant by which lateness was judged, ISO 8601. */
  readonly effectiveAt?: string;
  /** Command that brought the present result. */
  readonly commandId?: string;
  /** Last day granted by an extension, a return or a restart (YYYY-MM-DD); the legal day stays in the graph. */
  readonly graceUntil?: string;
  /** The paper that has come, while its content is still to be entered: the office owes that, and nobody is late any more. */
  readonly receipt?: PaperReceipt;
  /** What the unit says that it has sent on paper. */
  readonly announced?: PaperAnnouncement;
  /** What an appraisal rested on: `ownRecords` when the unit handed nothing in ("Không nộp"). */
  readonly basis?: 'dossier' | 'ownRecords';
  /** What a recognition decided. */
  readonly recognised?: boolean;
  /** The class: that follows from the recognition, or that was given at a stage of its own (`classificationOf`). */
  readonly classification?: Classification;
  /** Command of the changed result that has ended the class; the stage is asked for again, in a closed year too. */
  readonly reopenedBy?: string;
  /** The certificate (Giấy công nhận) that came with a recognition; kept when it is revoked. */
  readonly certificate?: Certificate;
  /** Instant and command of the present result where an answer or a revocation changed it; absent while the decision stands. */
  readonly resultAt?: string;
  readonly resultBy?: string;
  /** The complaint about the present result; a revocation is a result of its own, so it begins without one. */
  readonly appeal?: Appeal;
  readonly revocation?: Revocation;
  /** Command by which a unit was taken out of the award exclusion; its class stays. */
  readonly exclusionOverriddenBy?: string;
  readonly awardProposal?: AwardProposal;
}

export type YearStatus = 'open' | 'paused' | 'closed';

/** What one unit's year comes to after folding its facts. */
export interface UnitYearState {
  /** Number of facts folded. */
  readonly version: number;
  readonly round: number;
  readonly status: YearStatus;
  /** The stages of the graph, and those that a migration took out of it and that hold something that was recorded. */
  readonly stages: Readonly<Record<string, StageState>>;
  /** Under whom the subject stood before each migration of its cycle, the oldest first; absent where there was none. */
  readonly formerly?: readonly FormerPlace[];
  /** Set where a migration ended the year before its time, so that a later one may take it up again. */
  readonly endedByMigration?: true;
  /** Level that the unit was given to by a delegation. */
  readonly delegatedTo?: ManagementLevel;
  readonly pledges?: RecordedPledges;
  readonly exemplar?: Exemplar;
}

/** Where a subject of a cycle stands: under which level, in which area, as which body of the pack. */
export interface Place {
  readonly managedBy: ManagementLevel;
  readonly communeCode: string;
  /** The district that this area is or lies in, where the area has districts. */
  readonly districtCode?: string;
  /** Key of the pack's body that an office is; absent for a unit. */
  readonly bodyKey?: string;
}

/** A place that a migration ended at an instant (ISO 8601). */
export interface FormerPlace extends Place {
  readonly until: string;
}

/** Paper that came through the office's mail and is entered by a clerk (nhập thay). */
export interface OnBehalf {
  /** Số đến. */
  readonly arrivalNumber: string;
  /** Ngày đến, YYYY-MM-DD; lateness is judged by it. */
  readonly arrivedOn: string;
  readonly scan?: string;
}

/** Who acts, as far as the machine must know. */
export interface Actor {
  readonly role: ActorRole;
  /** The account, so that who proposed does not decide. */
  readonly id?: string;
  /** Office the actor belongs to; absent for the unit's own people and administrators. */
  readonly officeCode?: string;
  /** Whether the year is that of the actor's own office. */
  readonly ownBody?: boolean;
}

interface ActBase {
  readonly commandId: string;
  readonly actor: Actor;
  /**
   * Instant by which lateness and windows are judged: receipt, or the arrival of the paper. UTC with milliseconds
   * (`2026-11-04T16:59:59.999Z`, as `toISOString` writes it), because instants are compared as text.
   */
  readonly effectiveAt: string;
}

export type Act = ActBase &
  (
    | { readonly kind: 'submit'; readonly stage: string; readonly onBehalf?: OnBehalf }
    | { readonly kind: 'return'; readonly stage: string; readonly answerBy?: string }
    | { readonly kind: 'withdraw'; readonly stage: string }
    | { readonly kind: 'appraise'; readonly stage: string }
    | {
        readonly kind: 'decide';
        readonly stage: string;
        readonly recognised: boolean;
        readonly certificate?: string;
      }
    | { readonly kind: 'classify'; readonly stage: string }
    | { readonly kind: 'review'; readonly stage: string }
    | { readonly kind: 'extend'; readonly stage: string; readonly until: string }
    | { readonly kind: 'pause' }
    | { readonly kind: 'resume' }
    | { readonly kind: 'restart'; readonly from: string; readonly until?: string }
    | { readonly kind: 'close' }
    | PaperAct
    | ResultAct
    | UnitAct
  );

export type ActKind = Act['kind'];

/** What happened, in the words the record keeps. Each applied command is exactly one fact. */
export type Fact =
  | {
      readonly kind: 'stage.submitted';
      readonly stage: string;
      readonly late: boolean;
      readonly afterSuggested?: boolean;
      readonly effectiveAt: string;
      readonly commandId: string;
      /** The office has entered the content of a received paper once the year was closed. */
      readonly afterClose?: boolean;
    }
  | { readonly kind: 'stage.returned'; readonly stage: string; readonly answerBy?: string }
  | { readonly kind: 'stage.withdrawn'; readonly stage: string }
  | {
      readonly kind: 'stage.appraised';
      readonly stage: string;
      readonly late: boolean;
      readonly afterSuggested?: boolean;
      readonly effectiveAt: string;
      readonly commandId: string;
      readonly basis: 'dossier' | 'ownRecords';
    }
  | {
      readonly kind: 'stage.decided';
      readonly stage: string;
      readonly late: boolean;
      readonly afterSuggested?: boolean;
      readonly effectiveAt: string;
      readonly commandId: string;
      readonly recognised: boolean;
      readonly certificate?: string;
      readonly classification?: Classification;
    }
  | {
      readonly kind: 'stage.classified';
      readonly stage: string;
      readonly late: boolean;
      readonly afterSuggested?: boolean;
      readonly effectiveAt: string;
      readonly commandId: string;
      /** Worked out of the points by whoever judges the command. */
      readonly classification?: Classification;
    }
  | {
      readonly kind: 'stage.reviewed';
      readonly stage: string;
      readonly late: boolean;
      readonly afterSuggested?: boolean;
      readonly effectiveAt: string;
      readonly commandId: string;
    }
  | { readonly kind: 'stage.extended'; readonly stage: string; readonly until: string }
  | { readonly kind: 'year.paused' }
  | { readonly kind: 'year.resumed' }
  | {
      readonly kind: 'year.restarted';
      readonly from: string;
      readonly superseded: readonly string[];
      /** Stages that get a new last day, with that day. */
      readonly graceUntil: Readonly<Record<string, string>>;
      /** Stages of them whose paper lies at the office: its content is entered in the next round. */
      readonly keeps?: readonly string[];
    }
  | { readonly kind: 'year.closed' }
  | {
      readonly kind: 'year.migrated';
      /** The migration of the cycle that it belongs to. */
      readonly migrationId: string;
      /** First instant under the new pack, ISO 8601. */
      readonly from: string;
      /** Absent for a subject that joins by the migration. */
      readonly before?: Place;
      /** Absent where the new pack has no place for the subject: its year ends. */
      readonly after?: Place;
      /** Stages that are asked for from now on, and those that are not any more. */
      readonly added: readonly string[];
      readonly removed: readonly string[];
      /** Stages whose day had passed when they came, so that nobody is asked for them. */
      readonly waived: readonly string[];
      /** Stages that get a last day of their own instead, with that day. */
      readonly graceUntil: Readonly<Record<string, string>>;
      /** A delegation ends with the level that gave it or had it. */
      readonly endsDelegation?: boolean;
      /** The year goes on that an earlier migration had ended. */
      readonly reopens?: boolean;
    }
  | PaperFact
  | ResultFact
  | UnitFact;

export type FactKind = Fact['kind'];

/** Kinds of the facts about stages and the year. */
export type StageFactKind = Exclude<FactKind, (ResultFact | UnitFact)['kind']>;

/** A requirement that only warns. */
export interface Warning {
  readonly code: 'STAGE.SOFT_REQUIREMENT';
  readonly stage: string;
}

export type Decision =
  | { readonly outcome: 'applied'; readonly fact: Fact; readonly warnings: readonly Warning[] }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };
