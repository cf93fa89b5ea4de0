import { createHash, randomBytes } from 'node:crypto';

/** A fresh access token of 256 bits; only its digest is stored. */
export const newToken = () => `antq_${randomBytes(32).toString('base64url')}`;

/** A random token needs no slow hash: it cannot be guessed, and it is asked for on every request. */
export const tokenDigest = (token: string) => createHash('sha256').update(token).digest('hex');

/** A fresh token with the digest by which it is found. */
export const mintToken = (): { readonly token: string; readonly digest: string } => {
  const token = newToken();
  return { token, digest: tokenDigest(token) };
};
