import { DomainError } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';
import type { Stores } from './records.port.js';
import { requestDigest } from './request-digest.js';

export interface KeyedRequest {
  readonly act: string;
  /** Idempotency-Key; absent where the system itself acts. */
  readonly key: string | undefined;
  /** Everything that was asked: what differs in it is another request. */
  readonly content: unknown;
  /** Looks only: the key stays free. */
  readonly dryRun?: boolean;
}

/**
 * Does the work once for each account, act and key. The key is kept in the transaction of the work, so there are both or
 * neither whatever dies; two requests at once wait for each other. A refusal leaves the key free.
 *
 * @param work answers JSON
 * @returns what the work came to, now or when the same request came first
 * @throws DomainError IDEMPOTENCY.REUSED where the key was used for something else
 */
export async function onceByKey<T>(
  records: Stores<'requests'>,
  { actorId }: Pick<Identity, 'actorId'>,
  { act, key, content, dryRun = false }: KeyedRequest,
  work: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return work();
  const request = { actorId, act, key };
  const bodyDigest = requestDigest(content);
  const earlier = await records.requests.claim(request);
  if (earlier === undefined) {
    const answer = await work();
    if (!dryRun) await records.requests.keep({ ...request, bodyDigest, answer });
    return answer;
  }
  if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
  return earlier.answer as T;
}
