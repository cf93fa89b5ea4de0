import { randomUUID } from 'node:crypto';
import type { Stores } from '../transaction/records.port.js';
import type { PersonAccount } from './accounts.port.js';

/** What changed of the proofs by which a person signs in. */
export type HolderNotice = 'address-changed' | 'authenticator-reset' | 'password-set' | 'token-made';

/** Tells the holder by mail of a change that somebody else may have made; where there is no address nobody is told. */
export async function tellHolder(
  { messages }: Stores<'messages'>,
  { name, email }: Pick<PersonAccount, 'email' | 'name'>,
  template: HolderNotice,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (email === undefined) return;
  const key = `${template}/${randomUUID()}`;
  await messages.enqueue({ key, relay: 'relay', template, recipient: email, params: { name, ...more } });
}
