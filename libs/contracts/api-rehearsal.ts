import type { ManagementLevel } from '#libs/policy';
/** Slowest pace of a rehearsal: real milliseconds that a day may take. */
export const LONGEST_DAY_MS = 3_600_000;

/** An account of POST /cycles/{id}/rehearsal/accounts: it acts in that rehearsal only. */
export interface RehearsalAccountAnswer {
  readonly role: string;
  readonly scope: { readonly level: 'unit' | ManagementLevel; readonly code: string };
  readonly name: string;
  readonly officeCode?: string | undefined;
  readonly officeKind?: string | undefined;
  /** Shown this once: only its digest is kept. */
  readonly token: string;
}

/** POST /cycles/{id}/rehearsal/accounts; in the order asked for. */
export interface RehearsalAccountsAnswer {
  readonly cycleId: string;
  readonly accounts: readonly RehearsalAccountAnswer[];
}

/** GET /cycles/{id}/rehearsal, and 202 of POST /cycles/{id}/rehearsal/advance. */
export interface RehearsalAnswer {
  readonly cycleId: string;
  readonly state: 'opening' | 'open' | 'closed';
  /** The cycle's now. */
  readonly now: string;
  /** True when everything of the present instant is done. */
  readonly settled: boolean;
  /** What is not done yet, each as a number. */
  readonly waitingFor: {
    readonly commands: number;
    readonly mails: number;
    readonly calendar: number;
    readonly reminders: number;
    /** Failed mails that were not reported yet. */
    readonly escalations: number;
  };
  /** Only with `?totals=true`. */
  readonly totals?:
    | {
        readonly commands: { readonly applied: number; readonly refused: number };
        readonly mails: {
          readonly accepted: number;
          readonly failed: number;
          /** Of all, those that may have arrived twice. */
          readonly uncertain: number;
          readonly waiting: number;
        };
      }
    | undefined;
}
