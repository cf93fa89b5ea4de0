import { isInScope } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';
import type { Batch } from './batches.port.js';

/** Whether every unit of the batch lies in the account's scope. */
export const isBatchInScope = ({ scope }: Identity, { places }: Pick<Batch, 'places'>): boolean =>
  places.every((place) => isInScope(scope, { unitId: '', unitKind: '', ...place }));

/**
 * The batch, where all of it lies in the account's scope; another is told like one that does not exist.
 *
 * @throws DomainError BATCH.UNKNOWN
 */
export function requireBatch(identity: Identity, batchId: string, batch: Batch | undefined): Batch {
  if (batch !== undefined && isBatchInScope(identity, batch)) return batch;
  throw new DomainError('BATCH.UNKNOWN', { batch: batchId });
}
