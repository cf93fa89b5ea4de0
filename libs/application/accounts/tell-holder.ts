import { randomUUID } from 'node:crypto';
import { FORMER_ADDRESS } from '#libs/accounts';
import type { Stores } from '../transaction/records.port.js';
import type { PersonAccount } from './accounts.port.js';

/** What changed of the proofs by which a person signs in. */
export type HolderNotice =
  | 'address-changed'
  | 'authenticator-reset'
  | 'password-set'
  | 'token-made'
  | 'token-revoked';

type Needs = Stores<'accounts' | 'messages'>;
type Holder = Pick<PersonAccount, 'email' | 'id' | 'name'>;

/**
 * Tells the holder by mail of a change that somebody else may have made, also where they were to be found until lately: whoever takes an
 * account over gives it another address first. Where there is no address nobody is told.
 */
export async function tellHolder(
  records: Needs,
  { id, name, email }: Holder,
  template: HolderNotice,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const former = await records.accounts.formerAddressesOf(id, FORMER_ADDRESS.toldForMs);
  const addresses = new Set([...(email === undefined ? [] : [email]), ...former]);
  for (const recipient of addresses) await tell(records, recipient, template, { name, ...more });
}

/** Tells the addresses that an account had until lately that an invitation has gone to the one that it has now. */
export async function tellFormerOfInvitation(records: Needs, { id, name }: Holder): Promise<void> {
  for (const recipient of await records.accounts.formerAddressesOf(id, FORMER_ADDRESS.toldForMs)) {
    await tell(records, recipient, 'invited-elsewhere', { name });
  }
}

const tell = (
  { messages }: Pick<Needs, 'messages'>,
  recipient: string,
  template: HolderNotice | 'invited-elsewhere',
  params: Readonly<Record<string, string>>,
): Promise<void> =>
  messages.enqueue({ key: `${template}/${randomUUID()}`, relay: 'relay', template, recipient, params });
