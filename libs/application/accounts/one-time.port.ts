/** What a secret that opens something once is for. */
export type OneTimePurpose = 'invitation' | 'link';

/** A secret that opens something once; the secret itself follows from the id and stands nowhere. */
export interface OneTime {
  readonly id: string;
  readonly purpose: OneTimePurpose;
  readonly accountId: string;
  /** Where its holder was going, as a path of ours. */
  readonly returnTo?: string;
}

/** Secrets that open something once. */
export interface OneTimeRecords {
  add(secret: OneTime & { readonly digest: string; readonly validMs: number }): Promise<void>;
  /** Takes the secret away and tells what it was for, where it is still valid; of two at once one gets it. */
  take(purpose: OneTimePurpose, digest: string): Promise<OneTime | undefined>;
  /** Takes away what an account has of that purpose. */
  drop(purpose: OneTimePurpose, accountId: string): Promise<void>;
  /** How many of that purpose an account was given within the last `withinMs`, those that were used aside. */
  countOf(purpose: OneTimePurpose, accountId: string, withinMs: number): Promise<number>;
}
