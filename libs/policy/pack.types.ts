/**
 * The shape of a policy pack as every other library reads it.
 * A pack is one JSON file per jurisdiction and validity period under `packs/`; a pack that extends another
 * states only what differs. Points are plain numbers here (at most two decimals); `libs/scoring` counts in hundredths.
 */

import type { DocumentKind } from './documents.js';
import type { ActingRole } from './roles.js';

/** How strongly a value is founded. `assumed` has no document yet and is marked wherever it is shown. */
export type RuleStatus = 'binding' | 'proposed' | 'target' | 'assumed';

/** Every rule names its source by key and says how strongly it is founded. */
export interface Sourced {
  readonly src: string;
  readonly status: RuleStatus;
}

/** A document and the place in it that a rule was read from. */
export interface PackSource {
  readonly document: string;
  readonly issuer?: string;
  /** Date of issue, YYYY-MM-DD. */
  readonly date?: string;
  readonly place?: string;
  readonly quote?: string;
  /** How it was read when the document itself was not at hand. */
  readonly note?: string;
}

export type UnitKind = 'co-quan' | 'co-so-giao-duc' | 'doanh-nghiep';
/** Which level manages a unit: the province (`tinh`), the district (`huyen`, until 30/6/2025) or the commune (`xa`). */
export type ManagementLevel = 'tinh' | 'huyen' | 'xa';
export type UnitSize = 'sieu-nho' | 'nho' | 'vua' | 'lon';

/** What a pack's predicates may look at. */
export interface UnitProfile {
  readonly kind: UnitKind;
  readonly subKind: string;
  readonly managedBy: ManagementLevel;
  readonly size: UnitSize;
  readonly hasParty: boolean;
  readonly hasUnion: boolean;
  readonly hasMassOrganisations: boolean;
  readonly hasGuards: boolean;
  readonly hasStudents: boolean;
  readonly isFdi: boolean;
}

export type UnitFlag =
  | 'hasParty'
  | 'hasUnion'
  | 'hasMassOrganisations'
  | 'hasGuards'
  | 'hasStudents'
  | 'isFdi';

/** A condition on a unit, as data. */
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | { readonly flag: UnitFlag }
  | { readonly kindIn: readonly UnitKind[] }
  | { readonly subKindIn: readonly string[] }
  | { readonly sizeIn: readonly UnitSize[] }
  | { readonly managedBy: ManagementLevel };

/**
 * A day as a pack writes it: `MM-DD` in the cycle's year, `-1/MM-DD` in the year before, `+1/MM-DD` in the year
 * after, or `YYYY-MM-DD` for a one-off.
 */
export type PackDay = string;

/** `before` excludes the day named, `by` includes it. */
export type DeadlineOperator = 'before' | 'by';

export interface StageOpening extends Sourced {
  readonly day: PackDay;
}

export interface StageDue extends Sourced {
  /** `*` for every management level. */
  readonly level: ManagementLevel | '*';
  readonly operator: DeadlineOperator;
  readonly day: PackDay;
  /** The words of the document, e.g. "trước ngày 05/11 hằng năm". */
  readonly words: string;
}

export interface StageCutOff extends Sourced {
  /** Last day on which the stage still accepts its act (inclusive). */
  readonly day: PackDay;
}

/** `unit`: an Update of one unit's year; `record`: facts only; `area`: an Update of a body that owes a paper; `clock`. */
export type StageKind = 'unit' | 'record' | 'area' | 'clock';
/** What is done at a stage. */
export type StageAct = 'submit' | 'appraise' | 'decide' | 'review' | 'none';

/** `hard` blocks, `soft` warns, `hardUntilCutOff` blocks until the required stage's cut-off has passed. */
export type RequirementMode = 'hard' | 'soft' | 'hardUntilCutOff';

export interface PackStage extends Sourced {
  readonly key: string;
  readonly name: string;
  /** A word or two for the head of a column. */
  readonly shortName?: string;
  readonly kind: StageKind;
  readonly act: StageAct;
  /** Who acts; for `kind: 'unit'` one of the token roles, else the name of a body. */
  readonly actor: string;
  /** Key into `bodies` of who receives or concludes, per level; for districts where the pack has bodies of theirs. */
  readonly receiver?: { readonly tinh: string; readonly huyen?: string; readonly xa: string };
  readonly requires: readonly { readonly stage: string; readonly mode: RequirementMode }[];
  /** Key of the units' stage whose missing papers this report names. */
  readonly reportsOn?: string;
  /** Key of the earlier report that this one brings up to date. */
  readonly supplements?: string;
  readonly documents: readonly string[];
  /** Column of the scoring table that the act of this stage fills in. */
  readonly sheet?: 'self' | 'higher';
  readonly opens: StageOpening;
  /** From when single items may be prepared, before the act itself opens. */
  readonly itemsFrom?: StageOpening;
  readonly due: readonly StageDue[];
  readonly cutOff?: StageCutOff;
  readonly note?: string;
}

export interface StageSet {
  readonly key: string;
  /** Cycle years this graph serves, inclusive; `to` absent means onwards. */
  readonly years: { readonly from: number; readonly to?: number };
  readonly stages: readonly PackStage[];
}

export interface PackCriterion extends Sourced {
  /** e.g. `1`, `4a`, `5đ`, `8c`. */
  readonly key: string;
  /** As printed in the annex: `1`, `a)`. */
  readonly no: string;
  /** Full official wording. */
  readonly text: string;
  readonly max: number;
  /** Smallest graduation of points; absent on a criterion with children. */
  readonly step?: number;
  /** Points are either 0 or max ("Không xảy ra …"). */
  readonly allOrNothing?: boolean;
  /** Status of `step` and `allOrNothing`: no partial-points rule stands in the annex. */
  readonly gradation?: Sourced;
  /** The points come from a fact, not from a scorer: `recognition` gives max when recognised, 0 when not. */
  readonly derivedFrom?: 'recognition';
  /** Award points: so many per collective and per person, capped at `max`. */
  readonly perAward?: { readonly collective: number; readonly person: number };
  /**
   * Readings by unit; the first whose `when` holds applies. Where none holds, `gap` names the undecided case and
   * an explicit recorded choice is needed.
   */
  readonly branches?: readonly { readonly key: string; readonly when: Predicate; readonly text: string }[];
  /** A share that must be reached before the criterion gives more than `missed` points. */
  readonly measure?: PackMeasure;
  /** Named gaps that may act on this criterion. */
  readonly gaps?: readonly string[];
  readonly evidence: readonly string[];
  readonly children?: readonly PackCriterion[];
}

/**
 * Numbers a criterion is judged on, e.g. "90% trở lên": people or sub-units reached, of all there are. The threshold is
 * that of the target named; `judged` says whether all groups together must reach it, or each by itself.
 */
export interface PackMeasure extends Sourced {
  /** Key of the target that holds operator and percentage. */
  readonly target: string;
  readonly judged: 'together' | 'each';
  /** Groups that are counted apart; a group whose `when` does not hold of the unit is not asked for. */
  readonly groups: readonly { readonly key: string; readonly name: string; readonly when: Predicate }[];
  /** Most points while the share is missed. */
  readonly missed: number;
  /** True where points are not accepted without the numbers. */
  readonly required: boolean;
}

/** What a reading of a gap does; a field that is absent changes nothing. */
export interface GapEffect {
  /** The line counts so many points, whatever is typed. */
  readonly points?: number;
  /** Key of the criterion's branch that is read. */
  readonly branch?: string;
  /** Branches with which the effect goes; absent for every one. */
  readonly onBranches?: readonly string[];
  /** The line states the year of the grade that it rests on: whichever is known, or that of the cycle alone. */
  readonly gradeYear?: 'stated' | 'cycle';
  /** The unit's line says in a note how the case stands. */
  readonly note?: 'required';
  /** The maximum of award points lies on the sum of all awards. */
  readonly awardCap?: 'sum';
  /** What a unit that handed nothing in is scored from. */
  readonly scoredFrom?: 'ownRecords';
  /** The level that judges a unit which would judge itself. */
  readonly judgedBy?: ManagementLevel;
  /** Whether the unit is judged by the standard. */
  readonly standing?: 'inside' | 'outside';
}

export interface GapOption {
  readonly key: string;
  readonly text: string;
  readonly effect?: GapEffect;
}

/** Which files are taken as evidence, and what is asked of single criteria. */
export interface EvidenceRules extends Sourced {
  /** Types by their media type, with a name for people and the endings a file's name may have. */
  readonly types: readonly {
    readonly key: string;
    readonly name: string;
    readonly extensions: readonly string[];
  }[];
  readonly maxBytes: number;
  /** What follows where a line has points and cites nothing. */
  readonly uncited: 'accept' | 'warn' | 'refuse';
  /** Criteria, by key, with a rule of their own. */
  readonly criteria: readonly (Sourced & {
    readonly key: string;
    /** No file is taken: only that it was done, and the number of the paper. */
    readonly referenceOnly: boolean;
    /** What whoever adds evidence declares, compulsory. */
    readonly declaration?: string;
  })[];
}

export interface PackGap extends Sourced {
  readonly key: string;
  readonly text: string;
  readonly when: Predicate;
  /** Cycle years in which the gap exists, inclusive; absent means every year. */
  readonly years?: { readonly from: number; readonly to?: number };
  /** What holds until an administrator records a choice. */
  readonly default: { readonly key: string; readonly text: string };
  readonly options: readonly GapOption[];
}

export interface PackClass extends Sourced {
  readonly key: string;
  readonly name: string;
  /** Lowest total, inclusive. */
  readonly min: number;
  /** As at {@link PackReading}. */
  readonly requiresConfirmation?: boolean;
}

export interface PackConsequence extends Sourced {
  readonly key: string;
  readonly text: string;
  /** Class keys it falls on. */
  readonly classes: readonly string[];
}

export interface PackTarget extends Sourced {
  readonly key: string;
  readonly name: string;
  readonly operator: '>=' | '>';
  readonly percent: number;
  readonly denominator: 'registered' | 'all-eligible' | 'people' | 'subunits';
  /** Which units count among those of the denominator; people and sub-units are counted by the unit's own numbers. */
  readonly numerator?: 'registered' | 'recognised';
}

export interface PackBody extends Sourced {
  readonly key: string;
  readonly name: string;
  readonly officeKind: string;
  readonly level: ManagementLevel | 'bo';
}

export interface EligibilityRule extends Sourced {
  readonly key: string;
  readonly when: Predicate;
  /** Shown beside the unit: why it takes part without the standard. */
  readonly reason: string;
}

/** A reading of the documents that the system applies everywhere, e.g. "trước ngày X" excludes X. */
export interface PackReading extends Sourced {
  readonly key: string;
  readonly text: string;
  readonly value: string;
  /**
   * While it is assumed, a real year classifies nobody by it: an administrator must name the document that confirms it.
   */
  readonly requiresConfirmation?: boolean;
}

/**
 * A thing that a document calls by words of its own, so that letters and papers speak as their document does; read it
 * with `term`.
 */
export interface PackTerm extends Sourced {
  readonly key: string;
  readonly text: string;
}

/** Something a document orders that is neither a stage nor points: the review of models, what heads answer for. */
export interface PackDuty extends Sourced {
  readonly key: string;
  readonly name: string;
  readonly text: string;
}

/** From when until when facts count for a cycle year, both days inclusive. */
export interface AssessmentWindow extends Sourced {
  readonly from: PackDay;
  readonly to: PackDay;
}

/** A unit that would judge itself. */
export interface RoutingRule extends Sourced {
  readonly key: string;
  readonly text: string;
  /** Beginnings of the names of the units it falls on. */
  readonly namePrefixes?: readonly string[];
  /** The level that judges them instead. */
  readonly toLevel?: ManagementLevel;
}

/** Who enters facts into a register: the unit about itself, or the police about the units of their area. */
export type RegisterRecorder = 'unit' | 'police';

interface FieldBase {
  readonly key: string;
  /** As people read it, e.g. "Số quyết định". */
  readonly name: string;
  readonly required?: boolean;
  /** Units that fill the field in; of the others it is neither asked nor taken. */
  readonly when?: Predicate;
  /** A field that must be filled in where this one is: a grade needs its year. */
  readonly needs?: string;
}

/** One thing that an entry says, beside its day. */
export type RegisterField =
  | (FieldBase & { readonly type: 'text'; readonly maxLength: number })
  | (FieldBase & {
      readonly type: 'whole';
      readonly min: number;
      readonly max: number;
      /** A field of the same entry that this one does not exceed: of so many, so many. */
      readonly atMost?: string;
    })
  | (FieldBase & { readonly type: 'day' })
  | (FieldBase & {
      readonly type: 'choice';
      readonly options: readonly { readonly key: string; readonly text: string }[];
    })
  /** An entry of another register, of the same unit and year. */
  | (FieldBase & { readonly type: 'entry'; readonly of: string });

/** Entries whose field has one of these values, or any value where none is named. */
export interface RegisterFilter {
  readonly field: string;
  readonly in?: readonly string[];
}

interface ReadingBase extends Sourced {
  readonly key: string;
  /** The leaf criterion that the entries speak about. */
  readonly criterion: string;
  /** What the entries show, e.g. "mô hình mới hoặc được duy trì". */
  readonly text: string;
  /** Entries that are read; all where absent. */
  readonly where?: RegisterFilter;
  /** Units for which it is read; all where absent. */
  readonly when?: Predicate;
}

/** How the entries of a register read on one criterion. */
export type RegisterReading =
  /** Award points are counted from these two fields. */
  | (ReadingBase & { readonly as: 'awards'; readonly collectives: string; readonly persons: string })
  /** Each entry speaks against full points; `counts` is the field with the number of cases. */
  | (ReadingBase & { readonly as: 'against'; readonly counts: string })
  /** An entry is what the points are given for. */
  | (ReadingBase & {
      readonly as: 'support';
      /** Rules out what the latest entry of another register that points here (by `field`) says. */
      readonly unless?: { readonly register: string; readonly field: string; readonly where: RegisterFilter };
      /** True where points without any entry contradict the register; else the register is only silent. */
      readonly silenceContradicts?: boolean;
    })
  /** So many of so many, group by group, in the latest entry; a share below the target speaks against full points. */
  | (ReadingBase & {
      readonly as: 'share';
      /** Key of the pack's target that gives operator and percentage. */
      readonly target: string;
      readonly groups: readonly { readonly name: string; readonly done: string; readonly of: string }[];
    });

/**
 * A register: facts with a day in the assessment window and no step of the year of their own. `src` names the place of
 * the document that asks for what the register shows; no document states a form, so `form` stands apart.
 */
export interface PackRegister extends Sourced {
  readonly key: string;
  readonly name: string;
  readonly recordedBy: readonly RegisterRecorder[];
  /** Foundation of the list of fields. */
  readonly form: Sourced;
  /** Record stages whose opening and cut-off hold for the entries; the first that the year has counts. */
  readonly stages: readonly string[];
  /** Nothing but days, numbers and choices: what happened is told nowhere, not even as a reason. */
  readonly numbersOnly?: boolean;
  readonly fields: readonly RegisterField[];
  /** Numbers of which one at least is above zero. */
  readonly oneOf?: readonly string[];
  /** A choice by which entries are counted. */
  readonly countBy?: string;
  /** Numbers that are summed where entries are counted. */
  readonly sums?: readonly string[];
  /** Reasons to correct or withdraw an entry of a register that holds numbers only. */
  readonly reasons?: readonly { readonly key: string; readonly text: string }[];
  readonly readings: readonly RegisterReading[];
  /** Papers that are filled in from the entries; absent in packs stored before this was. */
  readonly papers?: readonly RegisterPaper[];
}

/** How a paper is filled in from the entries of a register; the names are those of its fields. */
export interface RegisterPaper {
  readonly document: DocumentKind;
  /** Only these entries are such a paper. */
  readonly where?: RegisterFilter;
  /** Number and day of the paper that was recorded. */
  readonly number?: string;
  readonly date?: string;
  /** Who signs it beside the unit. */
  readonly counterpart?: string;
}

/** One paper of the dossier. */
export interface PackDossierItem extends Sourced {
  readonly key: string;
  readonly name: string;
  readonly required: boolean;
  /** Key of the stage whose result is this paper, so that it need not be named again. */
  readonly stage?: string;
  /** The paper by which the dossier itself is handed in. */
  readonly coveringPaper?: boolean;
}

export interface PackDossier {
  /** `hard` refuses a dossier that lacks a required item, `soft` names what is missing. */
  readonly mode: 'hard' | 'soft';
  readonly items: readonly PackDossierItem[];
}

/** How long a complaint may be made and answered, in days. */
export interface PackAppeal extends Sourced {
  readonly text: string;
  readonly withinDays: number;
  readonly firstAnswerDays: { readonly ordinary: number; readonly complex: number };
  readonly secondAnswerDays: { readonly ordinary: number; readonly complex: number };
  /** What a period does that ends on a day off. */
  readonly periodEnd: 'asIs' | 'nextWorkingDay';
}

/** Why a recognition may be taken back. */
export interface RevocationGround extends Sourced {
  readonly key: string;
  readonly text: string;
}

/** The second track "điển hình về phong trào". */
export interface PackExemplar extends Sourced {
  readonly text: string;
  readonly requiresRegistration: boolean;
  readonly requiresRecognition: boolean;
}

/** Who may take a unit out of the award exclusion. */
export interface PackOverride extends Sourced {
  readonly text: string;
  readonly roles: readonly ActingRole[];
}

/** The rules about a unit's way to recognition and after it, beside its stages. */
export interface PackCertification {
  readonly dossier: PackDossier;
  /** Absent where results cannot be complained of. */
  readonly appeal?: PackAppeal;
  readonly revocation: readonly RevocationGround[];
  readonly exemplar?: PackExemplar;
  readonly exclusionOverride?: PackOverride;
}

/** How a body, or a unit (`unit`), heads and signs its papers. `{province}` and `{commune}` stand for the area's name. */
export interface PackLetterhead extends Sourced {
  /** Kind of office, or `unit`. */
  readonly key: string;
  /** Absent for a unit, which heads its papers with its own name. */
  readonly name?: string;
  readonly superior?: string;
  /** Stands after the kind of the paper in its symbol; a unit's own is not known. */
  readonly abbreviation?: string;
  /** In whose name the head signs: `TM. Ủy ban nhân dân`. */
  readonly authority?: string;
  readonly head: string;
}

/** A paper of the year that can be composed from the records. */
export interface PackDocument extends Sourced {
  readonly key: DocumentKind;
  /** How lists call it. */
  readonly name: string;
  /** Tên loại, as printed; absent on an official letter. */
  readonly title?: string;
  /** What stands for the kind in the symbol; absent where the paper has none. */
  readonly symbol?: string;
  /** Whether it has a number of its own. */
  readonly numbered: boolean;
  readonly about: 'unit' | 'area';
  /** Keys into `letterheads`: `unit`, or the body of each level that issues it. */
  readonly issuedBy: {
    readonly unit?: string;
    readonly xa?: string;
    readonly huyen?: string;
    readonly tinh?: string;
  };
  /** The stage that the paper belongs to; a year without it has no such paper. */
  readonly stage?: string;
  /** Nơi nhận, the archive last. */
  readonly recipients: readonly string[];
}

export interface PolicyPack {
  readonly id: string;
  /** True for a pack that is only extended: no cycle opens on it, so it may lack criteria and unit stages. */
  readonly base?: boolean;
  readonly extends?: string;
  readonly title: string;
  readonly jurisdiction: {
    readonly level: 'quoc-gia' | 'tinh';
    readonly code?: string;
    readonly name: string;
    /** Where the document does not name its province, that the name is assumed. */
    readonly src?: string;
    readonly status?: RuleStatus;
  };
  readonly validFrom: string;
  readonly validTo?: string;
  readonly sources: Readonly<Record<string, PackSource>>;
  readonly legalBasis: readonly (Sourced & { readonly text: string })[];
  readonly areaLevels: readonly (Sourced & {
    readonly level: string;
    readonly from?: string;
    readonly to?: string;
  })[];
  readonly unitKinds: readonly (Sourced & { readonly key: UnitKind; readonly name: string })[];
  readonly eligibility: readonly EligibilityRule[];
  readonly bodies: readonly PackBody[];
  /** A unit whose name or sub-kind makes it its own judge is routed to this level instead. */
  readonly routing: readonly RoutingRule[];
  readonly stageSets: readonly StageSet[];
  /** Of every kind of unit that `byKind` does not name; read it with `assessmentWindowOf`. */
  readonly assessmentWindow: AssessmentWindow & {
    readonly byKind?: Readonly<Partial<Record<UnitKind, AssessmentWindow>>>;
  };
  readonly reminders: Sourced & {
    /** Days before the last day, strictly descending; 0 is the last day itself. */
    readonly beforeDays: readonly number[];
    /** Days after the last day, strictly ascending. */
    readonly afterDays: readonly number[];
    /** After the last of `afterDays`: every so many days, up to the cut-off or the close. */
    readonly thenEveryDays: number;
    /** HH:MM in Asia/Ho_Chi_Minh at which the reminders of a day go out, outside the quiet hours. */
    readonly sendAt: string;
    /** HH:MM: nothing is sent from `from` until before `to`, over midnight where `to` is smaller; equal is no quiet. */
    readonly quiet: { readonly from: string; readonly to: string };
    /** From so many days after the last day of a stage without a cut-off, whoever supervises is told too. */
    readonly escalateAfterDays: number;
  };
  readonly targets: readonly PackTarget[];
  readonly gaps: readonly PackGap[];
  readonly criteria: readonly PackCriterion[];
  /** Absent in a pack of before there was evidence; see `evidenceRulesOf`. */
  readonly evidenceRules?: EvidenceRules;
  readonly classes: readonly PackClass[];
  readonly consequences: readonly PackConsequence[];
  readonly certification: PackCertification;
  readonly readings: readonly PackReading[];
  readonly terms: readonly PackTerm[];
  readonly duties: readonly PackDuty[];
  /** Facts with a day in the assessment window that have no step of their own; empty in a pack without registers. */
  readonly registers: readonly PackRegister[];
  readonly letterheads: readonly PackLetterhead[];
  readonly documents: readonly PackDocument[];
}

/** One stage of one unit's year with its days worked out. Days are YYYY-MM-DD in Asia/Ho_Chi_Minh, instants ISO 8601 UTC. */
export interface ResolvedStage {
  readonly key: string;
  readonly name: string;
  readonly shortName?: string;
  readonly kind: StageKind;
  readonly act: StageAct;
  readonly actor: string;
  /** Body key of the receiver at the unit's level. */
  readonly receiver?: string;
  readonly requires: readonly { readonly stage: string; readonly mode: RequirementMode }[];
  /** Key of the units' stage whose missing papers this report names. */
  readonly reportsOn?: string;
  /** Key of the earlier report that this one brings up to date. */
  readonly supplements?: string;
  readonly sheet?: 'self' | 'higher';
  readonly opensDay: string;
  /** First instant at which the stage accepts its act. */
  readonly opensAt: string;
  readonly opensStatus?: RuleStatus;
  /** Day from which single items may be prepared, when earlier than `opensDay`. */
  readonly itemsFromDay?: string;
  readonly due?: {
    readonly operator: DeadlineOperator;
    /** The day named in the document. */
    readonly day: string;
    /** Last day in time, the one people are told. */
    readonly lastDay: string;
    /** First late instant. */
    readonly lateFrom: string;
    readonly words: string;
    readonly src: string;
    readonly status: RuleStatus;
  };
  readonly cutOff?: {
    readonly lastDay: string;
    /** First instant at which the stage no longer accepts its act. */
    readonly closedFrom: string;
    readonly src: string;
    readonly status: RuleStatus;
  };
  readonly documents?: readonly string[];
  readonly note?: string;
  readonly src: string;
  readonly status: RuleStatus;
}
