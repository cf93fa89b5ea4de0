import { createHash } from 'node:crypto';

/** What one row of the trail says, before it is sealed. */
export interface AuditStatement {
  readonly cycleId: string;
  readonly areaCode: string;
  readonly seq: number;
  /** ISO 8601 in milliseconds. */
  readonly at: string;
  readonly actorId: string;
  readonly actorRole: string;
  readonly action: string;
  readonly object: string;
  /** Of salt and detail, so that the detail may be erased without breaking the chain. */
  readonly digest: string;
  readonly prevHash: string;
}

/** Stands where the first row of a chain names the row before it. */
export const FIRST_PREV_HASH = '0'.repeat(64);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Hash that seals a row; it names the hash of the row before, so that rows form a chain. */
export function sealOf(row: AuditStatement): string {
  const { cycleId, areaCode, seq, at, actorId, actorRole, action, object, digest, prevHash } = row;
  return sha256(
    JSON.stringify([cycleId, areaCode, seq, at, actorId, actorRole, action, object, digest, prevHash]),
  );
}

/** Digest of a row's detail. */
export const detailDigest = (salt: string, detail: string) => sha256(salt + detail);
