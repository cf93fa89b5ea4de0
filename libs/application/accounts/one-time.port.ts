import type { UseLimit } from '#libs/accounts';
import type { Way } from './sessions.port.js';

/** What a secret that opens something once is for. */
export type OneTimePurpose = 'address' | 'invitation' | 'link' | 'ticket';

/** A secret that opens something once; the secret itself follows from the id and stands nowhere. */
export interface OneTime {
  readonly id: string;
  readonly purpose: OneTimePurpose;
  readonly accountId: string;
  /** Where its holder was going, as a path of ours. */
  readonly returnTo?: string;
  /** Of a ticket: by what its holder came so far, and why not everything may be done. */
  readonly way?: Way;
  readonly limit?: UseLimit;
  /** Of an address that is to be proved: the address, and the session that has asked for it, which goes on. */
  readonly email?: string;
  readonly sessionId?: string;
}

/** Secrets that open something once. */
export interface OneTimeRecords {
  add(secret: OneTime & { readonly digest: string; readonly validMs: number }): Promise<void>;
  /** What a secret is for, where it is still valid; it stays. */
  find(purpose: OneTimePurpose, digest: string): Promise<OneTime | undefined>;
  /** Takes the secret away and tells what it was for, where it is still valid; of two at once one gets it. */
  take(purpose: OneTimePurpose, digest: string): Promise<OneTime | undefined>;
  /** Takes away what an account has of that purpose. */
  drop(purpose: OneTimePurpose, accountId: string): Promise<void>;
  /** Takes away whatever an account has but for one. */
  dropOthers(accountId: string, id: string | undefined): Promise<void>;
  /** How many of that purpose an account was given within the last `withinMs`, those that were used aside. */
  countOf(purpose: OneTimePurpose, accountId: string, withinMs: number): Promise<number>;
  /** Takes away some that nobody can open any more, a day after that; so long they are counted. @returns how many */
  forget(most: number): Promise<number>;
}
