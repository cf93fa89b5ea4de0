import type { Identity } from './identity.js';

/** Access tokens: only their digests are kept. */
export interface TokenStore {
  find(digest: string): Promise<Identity | undefined>;
  save(
    token: Omit<Identity, 'tokenId'> & { readonly tokenId: string; readonly digest: string },
  ): Promise<void>;
}
