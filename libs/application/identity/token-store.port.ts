import type { Identity } from './identity.js';

/** Access tokens: only their digests are kept. */
export interface TokenStore {
  find(digest: string): Promise<Identity | undefined>;
  /** A token of a program, a sample or a rehearsal; its own id is that of the actor. */
  save(token: Identity & { readonly digest: string }): Promise<void>;
}
