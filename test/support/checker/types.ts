/** What the checker reads and says. These types repeat no code of the product on purpose. */

export interface ReceivedMail {
  readonly messageId: string;
  /** Envelope addresses. */
  readonly to: readonly string[];
  readonly subject: string;
}

/** Answers SQL; a `pg` client fits. */
export interface Database {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface CheckInput {
  /** The owner's URL, or an open connection (whose transaction the checker then reads in). */
  readonly database: string | Database;
  /** Every mail that was received, repeats included, in the order of receipt. */
  readonly mails: readonly ReceivedMail[];
  /** Histories (as JSON) of all runs of a workflow id, the oldest first; empty where there never was one. */
  readonly histories: (workflowId: string) => Promise<readonly unknown[]>;
  /** Answer of the query `unitYear` of the newest run; left out where no worker runs. */
  readonly query?: (workflowId: string) => Promise<unknown>;
  /** Commands for which a client got a 2xx. */
  readonly acknowledged?: readonly string[];
}

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'equal';

export interface Violation {
  readonly invariant: Invariant;
  readonly object: string;
  readonly sentence: string;
}

export interface CycleRow {
  readonly id: string;
  readonly province_code: string;
  readonly year: number;
  readonly pack_hash: string;
  readonly state: string;
  readonly opened_at: Date | null;
  readonly clock_at: Date | null;
  /** YYYY-MM-DD. */
  readonly past_known_from: string | null;
}

export interface PackRow {
  readonly hash: string;
  readonly content: string;
}

export interface UnitYearRow {
  readonly cycle_id: string;
  readonly unit_id: string;
  readonly commune_code: string;
  readonly district_code: string | null;
  readonly province_code: string;
  readonly unit_kind: string;
  readonly managed_by: string;
  readonly body_key: string | null;
  readonly standing: string;
  readonly standing_reason: string | null;
  readonly version: number;
  readonly round: number;
  readonly status: string;
  readonly state: YearState;
  readonly pledge_total: number | null;
  readonly pledged: number | null;
  readonly exemplar: string | null;
}

/** One stage of a year in columns, days as YYYY-MM-DD. */
export interface StageLineRow {
  readonly cycle_id: string;
  readonly unit_id: string;
  readonly stage: string;
  readonly commune_code: string;
  readonly unit_kind: string;
  readonly level: string;
  readonly programme: string;
  readonly standing: string;
  readonly in_pack: boolean;
  readonly status: string;
  readonly counted: string;
  readonly round: number;
  readonly opens_day: string | null;
  readonly due_day: string | null;
  readonly grace_until: string | null;
  readonly cut_off: string | null;
  readonly late: boolean | null;
  readonly effective_at: Date | null;
  readonly command_id: string | null;
  readonly basis: string | null;
  readonly recognised: boolean | null;
  readonly class_key: string | null;
  readonly appeal: string | null;
  readonly revocation: string | null;
  readonly awards: boolean;
  readonly announced: boolean;
}

/** A day moved by a document, in the order of the versions. */
export interface AmendmentRow {
  readonly cycle_id: string;
  readonly stage: string;
  readonly level: string;
  readonly last_day: string;
  readonly version: number;
  readonly effective_at: Date;
}

/** A cycle that came under another pack, in the order of the versions. */
export interface MigrationRow {
  readonly id: string;
  readonly cycle_id: string;
  readonly version: number;
  readonly pack_before: string;
  readonly pack_after: string;
  readonly effective_at: Date;
  readonly migrated_at: Date;
}

/** How a case was read for one unit. */
export interface ChoiceRow {
  readonly cycle_id: string;
  readonly unit_id: string | null;
  readonly reason: string;
  readonly recorded_at: Date;
}

/** Where a subject stands, as its facts tell it. */
export interface PlaceBody {
  readonly managedBy: string;
  readonly communeCode: string;
  readonly districtCode?: string;
  readonly bodyKey?: string;
}

export interface StageState {
  readonly status: string;
  readonly round: number;
  readonly late?: boolean;
  readonly afterSuggested?: boolean;
  readonly effectiveAt?: string;
  readonly commandId?: string;
  readonly graceUntil?: string;
  readonly receipt?: {
    readonly arrivalNumber?: string;
    readonly arrivedOn?: string;
    readonly late?: boolean;
    readonly afterSuggested?: boolean;
    readonly effectiveAt?: string;
    readonly commandId?: string;
  };
  readonly announced?: {
    readonly number?: string;
    readonly date?: string;
    readonly mailsFrom?: string;
    readonly times?: number;
    readonly commandId?: string;
  };
  readonly basis?: string;
  readonly recognised?: boolean;
  readonly classification?: unknown;
  readonly reopenedBy?: string;
  readonly certificate?: { readonly number: string; readonly state: string };
  readonly resultAt?: string;
  readonly resultBy?: string;
  readonly appeal?: {
    readonly commandId: string;
    readonly instance: number;
    readonly raisedAt: string;
    readonly answerBy: string;
    readonly complexAnswerBy: string;
    readonly outcome?: string;
    readonly answeredBy?: string;
    readonly late?: boolean;
  };
  readonly revocation?: {
    readonly ground: string;
    readonly proposedBy: string;
    readonly commandId: string;
    readonly state: string;
  };
  readonly exclusionOverriddenBy?: string;
  readonly awardProposal?: unknown;
}

export interface YearState {
  readonly version: number;
  readonly round: number;
  readonly status: string;
  readonly stages: Readonly<Record<string, StageState>>;
  readonly delegatedTo?: string;
  readonly pledges?: unknown;
  readonly exemplar?: {
    readonly proposedBy: string;
    readonly accepted?: boolean;
    readonly decidedBy?: string;
  };
  readonly endedByMigration?: true;
  readonly formerly?: readonly (PlaceBody & { readonly until: string })[];
}

export interface CommandRow {
  readonly id: string;
  readonly actor_id: string;
  readonly actor: { readonly role: string; readonly officeCode?: string };
  readonly cycle_id: string;
  readonly unit_id: string;
  readonly update_name: string;
  readonly body: { readonly kind: string; readonly stage?: string; readonly onBehalf?: unknown };
  readonly effective_at: Date;
  readonly received_at: Date;
  readonly status: string;
  readonly outcome: { readonly code?: string; readonly version?: number; readonly late?: boolean } | null;
  readonly decided_at: Date | null;
}

export interface FactBody {
  readonly kind: string;
  readonly stage?: string;
  readonly arrivalNumber?: string;
  readonly arrivedOn?: string;
  readonly number?: string;
  readonly date?: string;
  readonly mailsFrom?: string;
  readonly times?: number;
  readonly late?: boolean;
  readonly afterSuggested?: boolean;
  readonly effectiveAt?: string;
  readonly commandId?: string;
  readonly basis?: string;
  readonly recognised?: boolean;
  readonly classification?: unknown;
  readonly endedClass?: { readonly stage: string; readonly until?: string };
  readonly answerBy?: string;
  readonly until?: string;
  readonly superseded?: readonly string[];
  readonly keeps?: readonly string[];
  readonly afterClose?: boolean;
  readonly graceUntil?: Readonly<Record<string, string>>;
  readonly certificate?: string;
  readonly instance?: number;
  readonly complexAnswerBy?: string;
  readonly outcome?: string;
  readonly ground?: string;
  readonly by?: string;
  readonly to?: string;
  readonly total?: number;
  readonly pledged?: number;
  readonly collectives?: number;
  readonly persons?: number;
  readonly accepted?: boolean;
  readonly migrationId?: string;
  readonly from?: string;
  readonly before?: PlaceBody;
  readonly after?: PlaceBody;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly waived?: readonly string[];
  readonly endsDelegation?: boolean;
  readonly reopens?: boolean;
}

export interface FactRow {
  readonly cycle_id: string;
  readonly unit_id: string;
  readonly version: number;
  readonly round: number;
  readonly command_id: string;
  readonly kind: string;
  readonly body: FactBody;
  readonly at_cycle: Date;
}

export interface AuditRow {
  readonly cycle_id: string;
  readonly area_code: string;
  readonly seq: number;
  readonly at: Date;
  readonly actor_id: string;
  readonly actor_role: string;
  readonly action: string;
  readonly object: string;
  readonly digest: string;
  readonly prev_hash: string;
  readonly hash: string;
  readonly salt: string | null;
  readonly detail: string | null;
}

export interface AuditHeadRow {
  readonly cycle_id: string;
  readonly area_code: string;
  readonly seq: number;
  readonly hash: string;
}

export interface MessageRow {
  readonly id: string;
  readonly key: string;
  readonly message_id: string;
  readonly recipient: string;
  readonly state: string;
  readonly uncertain: boolean;
  readonly attempts: number;
  readonly last_answer: string | null;
}

export interface TokenRow {
  readonly id: string;
  readonly role: string;
  readonly scope_level: string;
  readonly scope_code: string;
  readonly office_code: string | null;
  readonly cycle_id: string | null;
}

export interface CounterRow {
  readonly cycle_id: string;
  readonly commune_code: string;
  readonly unit_kind: string;
  readonly level: string;
  readonly stage: string;
  readonly due_day: string;
  readonly status: string;
  readonly n: number;
}

/** What changed in a counter on a day (YYYY-MM-DD). */
export interface CounterDayRow extends Omit<CounterRow, 'n'> {
  readonly day: string;
  readonly by: number;
}

export interface OutsideDayRow {
  readonly cycle_id: string;
  readonly commune_code: string;
  readonly unit_kind: string;
  readonly by: number;
}

export interface PaperRow {
  readonly command_id: string;
}

export interface AddressRow {
  readonly id: string;
  readonly email: string | null;
}

/** Everything the checker looks at, read in one go. */
export interface Snapshot {
  readonly cycles: readonly CycleRow[];
  readonly packs: readonly PackRow[];
  readonly amendments: readonly AmendmentRow[];
  readonly migrations: readonly MigrationRow[];
  readonly units: readonly UnitYearRow[];
  readonly commands: readonly CommandRow[];
  readonly facts: readonly FactRow[];
  readonly audit: readonly AuditRow[];
  readonly heads: readonly AuditHeadRow[];
  readonly messages: readonly MessageRow[];
  readonly tokens: readonly TokenRow[];
  readonly stages: readonly StageLineRow[];
  readonly counters: readonly CounterRow[];
  readonly counterDays: readonly CounterDayRow[];
  readonly outsideDays: readonly OutsideDayRow[];
  readonly choices: readonly ChoiceRow[];
  readonly submissions: readonly PaperRow[];
  readonly decisions: readonly PaperRow[];
  readonly addresses: readonly AddressRow[];
}

export type Report = (invariant: Invariant, object: string, sentence: string) => void;

/** By which kind of day a fact is late, where it was recorded. */
export const keptAfterSuggested = ({ afterSuggested }: FactBody): Pick<FactBody, 'afterSuggested'> =>
  afterSuggested === undefined ? {} : { afterSuggested };
