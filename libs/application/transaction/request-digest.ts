import { createHash } from 'node:crypto';

/** SHA-256 of what was asked, by which the same request is known again; fields in another order are the same. */
export const requestDigest = (request: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(request)))
    .digest('hex');

/** What a list says, for comparing requests: the digest of its bytes, and what chooses what is read of them. */
export const listContent = ({
  bytes,
  filename,
  sheet,
}: {
  readonly bytes: Uint8Array;
  readonly filename: string;
  readonly sheet?: string;
}): unknown => [createHash('sha256').update(bytes).digest('hex'), filename, sheet];

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => [key, canonical(entry)]);
}
