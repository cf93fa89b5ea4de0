import { createHash } from 'node:crypto';

/** Digest of these parts one after the other, base64url; parts of text are told apart from each other. */
export function digestOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
    hash.update('\n');
  }
  return hash.digest('base64url');
}
