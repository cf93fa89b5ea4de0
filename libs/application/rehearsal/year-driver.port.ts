import type { ActingScope } from '#libs/access';
import type { Identity } from '../identity/identity.js';
import type { YearEnd, YearOrder, YearProgress } from './rehearsed-year.port.js';

/** An account that lives a part of the year. */
export interface DrivingAccount extends Pick<Identity, 'role'> {
  readonly scope: ActingScope;
}

/** Such an account as it was made, with its token. */
export interface DrivingToken extends DrivingAccount {
  readonly name: string;
  readonly officeCode?: string;
  readonly officeKind?: string;
  readonly token: string;
}

/** What whoever lives a year is given for it. */
export interface YearHands {
  /** Aborted when the year is not to be lived any more, or by somebody else. */
  readonly signal: AbortSignal;
  /** Makes accounts of this rehearsal alone; earlier ones of the same role and place have other tokens then. */
  mint(accounts: readonly DrivingAccount[]): Promise<readonly DrivingToken[]>;
  /** Waited for before anything else is done. `refused` holds what was refused since this try has begun. */
  onProgress(progress: YearProgress): Promise<void>;
}

/** Lives a rehearsed year as people would, from where its clock stands to its end, and compares it with its seed. */
export interface YearDriver {
  /**
   * May be called again for the same year after whatever death: the same act goes under the same key.
   *
   * @returns how the year ended or why it cannot go on
   * @throws anything else, after which a later call may do better
   */
  live(
    year: YearOrder & { readonly cycleId: string; readonly provinceCode: string },
    hands: YearHands,
  ): Promise<YearEnd>;
}
