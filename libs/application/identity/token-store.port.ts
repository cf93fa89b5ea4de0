import type { TokenState } from '#libs/accounts';
import type { Identity } from './identity.js';

/** A token with whose it is. */
export interface FoundToken {
  readonly identity: Identity;
  /** Of a token of an account; what tells whether it still opens anything, at the instant of the look. */
  readonly ofAccount?: TokenState & {
    readonly id: string;
    /** When a request came by it last; the making counts. */
    readonly seenAt: string;
    readonly now: string;
  };
}

/** Access tokens: only their digests are kept. */
export interface TokenStore {
  /** By its digest a token that nobody has revoked. */
  find(digest: string): Promise<FoundToken | undefined>;
  /** Notes that a request came by a token of an account now. */
  note(tokenId: string): Promise<void>;
  /** A token of a program, a sample or a rehearsal; its own id is that of the actor. */
  save(token: Identity & { readonly digest: string }): Promise<void>;
}
