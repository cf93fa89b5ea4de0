import { isInForce } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import type { Stores } from '../transaction/records.port.js';
import type { BatchActor } from './batches.port.js';

/**
 * Whoever ordered a batch by a session or a token of the account must still be granted what that acted in: nobody acts on after the grant has ended or
 * the account is disabled.
 *
 * @throws DomainError BATCH.ORDERER_ENDED
 */
export async function requireOrderer(
  { accounts, now }: Stores<'accounts' | 'now'>,
  { actorId, name, session, token }: BatchActor,
): Promise<void> {
  const grantId = session?.grantId ?? token?.grantId;
  if (grantId === undefined) return;
  const account = await accounts.find(actorId);
  const grant = (await accounts.grantsOf([actorId])).find(({ id }) => id === grantId);
  const isKept = account !== undefined && account.disabledAt === undefined;
  if (!isKept || grant === undefined || !isInForce(grant, await now())) {
    throw new DomainError('BATCH.ORDERER_ENDED', { name });
  }
}
