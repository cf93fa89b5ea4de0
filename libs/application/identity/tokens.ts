import { createHash, createHmac, randomBytes } from 'node:crypto';

/** From what the token of an account follows when its request is repeated: only its digest is stored. */
export interface TokenSeed {
  /** The token of whoever asks. */
  readonly secret: string;
  /** Differs for every account that is made under the secret. */
  readonly place: string;
}

/** A token and the digest by which it is found. */
export interface MintedToken {
  readonly token: string;
  readonly digest: string;
}

/** A fresh secret of 256 bits, for a session. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** A fresh access token of 256 bits; only its digest is stored. */
export const newToken = () => `antq_${randomBytes(32).toString('base64url')}`;

/** A random token needs no slow hash: it cannot be guessed, and it is asked for on every request. */
export const tokenDigest = (token: string) => createHash('sha256').update(token).digest('hex');

/** A token that follows from a secret as good as itself: the same again for the same seed, told by nothing stored. */
const derivedToken = ({ secret, place }: TokenSeed) =>
  `antq_${createHmac('sha256', secret).update(`minted\n${place}`).digest('base64url')}`;

/** A token with the digest by which it is found; fresh where it follows from nothing. */
export const mintToken = (seed?: TokenSeed): MintedToken => {
  const token = seed === undefined ? newToken() : derivedToken(seed);
  return { token, digest: tokenDigest(token) };
};
