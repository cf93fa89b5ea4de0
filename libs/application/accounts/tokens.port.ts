import type { Scope } from '#libs/access';
import type { TokenState } from '#libs/accounts';

/** A token of an account as its holder sees it; its secret is told once and kept nowhere. */
export interface OwnToken extends TokenState {
  readonly id: string;
  readonly grantId: string;
  readonly name: string;
  readonly scope: Scope;
  /** The first characters, by which its holder knows it again. */
  readonly prefix: string;
  readonly madeAt: string;
  /** When a request came by it last, to the minute; absent where none has. */
  readonly usedAt?: string;
}

/** A token that an account gets. */
export type NewToken = Pick<OwnToken, 'grantId' | 'id' | 'name' | 'prefix' | 'role' | 'scope' | 'to'> & {
  readonly accountId: string;
  readonly officeCode?: string;
  readonly digest: string;
};

/** Tokens of accounts within a transaction. */
export interface TokenRecords {
  add(token: NewToken): Promise<void>;
  /** Those of an account that nobody has revoked, the newest first. */
  ofAccount(accountId: string): Promise<readonly OwnToken[]>;
  /** Revokes a token of the account; false where there is none. */
  revoke(accountId: string, tokenId: string): Promise<boolean>;
  /** Revokes every token of the account. @returns how many nobody had revoked */
  revokeAll(accountId: string): Promise<number>;
}
