import type { Identity } from '../identity/identity.js';

/** What a rehearsal's clock waits for, each as a number; all 0 where everything of its instant is done. */
export interface Unsettled {
  /** Commands without an outcome. */
  readonly commands: number;
  /** Mails on their way, or to be tried again within minutes. */
  readonly mails: number;
  /** Whether the calendar has still to act. */
  readonly calendar: number;
  /** Whether reminders have still to be planned or carried. */
  readonly reminders: number;
  /** Mails that failed and were not reported yet. */
  readonly escalations: number;
}

/** What happened in a rehearsal so far. */
export interface RehearsalTotals {
  readonly commands: { readonly applied: number; readonly refused: number };
  readonly mails: {
    readonly accepted: number;
    readonly failed: number;
    /** Of all of them, those that may have arrived twice. */
    readonly uncertain: number;
    readonly waiting: number;
  };
}

/** An account of one rehearsal to be stored; the token itself is kept nowhere. */
export type RehearsalAccount = Omit<Identity, 'actorId' | 'cycleId'> & { readonly digest: string };

/** What only a rehearsal has. */
export interface RehearsalRecords {
  unsettled(cycleId: string): Promise<Unsettled>;
  totals(cycleId: string): Promise<RehearsalTotals>;
  /** Those of the units whose year the cycle holds. */
  unitsOf(cycleId: string, unitIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Stores accounts of a rehearsal. One of the same role, scope and office keeps its id and gets the new token, so that its
   * commands are still its own; the caller holds the lock of the cycle's row.
   */
  saveAccounts(cycleId: string, accounts: readonly RehearsalAccount[]): Promise<void>;
}
