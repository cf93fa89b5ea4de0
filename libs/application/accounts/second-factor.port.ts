/** An authenticator of an account; its secret is sealed. */
export interface Authenticator {
  readonly sealed: string;
  /** Step of the last code that was taken; none is taken twice. */
  readonly lastStep: number;
  /** False until the first code has shown that the person has it. */
  readonly isConfirmed: boolean;
}

/** Authenticators of accounts, and the codes for when one is lost. */
export interface SecondFactorRecords {
  find(accountId: string): Promise<Authenticator | undefined>;
  /** Begins anew with a secret that no code has confirmed yet. */
  begin(accountId: string, sealed: string): Promise<void>;
  /** Takes the code of a step, which confirms the authenticator; false where that or a later one was taken before. */
  take(accountId: string, step: number): Promise<boolean>;
  /** Takes authenticator and recovery codes away. */
  drop(accountId: string): Promise<void>;
  /** Replaces the recovery codes of the account. */
  setRecovery(accountId: string, digests: readonly string[]): Promise<void>;
  /** Uses up a recovery code; false where there is none. */
  takeRecovery(accountId: string, digest: string): Promise<boolean>;
}

/** Codes of authenticators (RFC 6238), and the seal under which their secrets are kept. */
export interface TotpCodes {
  newSecret(): string;
  /** What the authenticator reads as a picture. */
  uriOf(secret: string, account: string): string;
  /** Step whose code it is, now or one step off; undefined where it is none. */
  stepOf(secret: string, code: string): number | undefined;
  seal(secret: string): string;
  /** @throws Error where it was sealed under another key or changed */
  unseal(sealed: string): string;
}
