import { randomUUID } from 'node:crypto';
import { INVITATION } from '#libs/accounts';
import { tokenDigest } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { PersonAccount } from './accounts.port.js';
import { secretParams } from './link-addresses.js';
import type { OneTimeSecrets } from './one-time-secrets.js';
import { tellFormerOfInvitation } from './tell-holder.js';

const DAY_MS = 86_400_000;

/** How an invitation is sent. */
export interface Sending {
  /** Who sends it, or orders the wave. */
  readonly by: string;
  /** Where the invited person is led to. */
  readonly returnTo?: string;
  /** How long the mail waits before it goes. */
  readonly delayMs?: number;
  /** The wave that the person belongs to. */
  readonly wave?: number;
}

/** Queues an invitation to the address on record; one that was sent before opens nothing any more. */
export async function sendInvitation(
  records: Stores<'accounts' | 'messages' | 'oneTime'>,
  secrets: OneTimeSecrets,
  { id: accountId, name, email }: Pick<PersonAccount, 'id' | 'name'> & { readonly email: string },
  { by, returnTo, delayMs, wave }: Sending,
): Promise<void> {
  const held = await records.accounts.lock(accountId);
  // The address may have been changed, or the person may have signed in, since the account was read.
  if (held === undefined || held.email !== email || held.disabledAt !== undefined) return;
  const invitation = { id: randomUUID(), purpose: 'invitation', accountId, returnTo } as const;
  await records.oneTime.drop('invitation', accountId);
  const digest = tokenDigest(secrets.of(invitation));
  await records.oneTime.add({ ...invitation, digest, ...INVITATION });
  await records.messages.enqueue({
    ...{ key: `invitation/${invitation.id}`, relay: 'relay', template: 'invitation', recipient: email },
    params: { name, days: String(INVITATION.validMs / DAY_MS), ...secretParams(invitation) },
    delayMs,
  });
  await records.accounts.invited(accountId, wave);
  await records.accounts.noteProofChange({ accountId, kind: 'invitation', by });
  await tellFormerOfInvitation(records, held);
}
