import { passwordFault, SHORTEST_PASSWORD } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import type { Stores } from '../transaction/records.port.js';
import type { PersonAccount } from './accounts.port.js';
import { endAccess } from './end-access.js';
import { asPerson, noteAccount } from './note-account.js';
import type { PasswordHasher } from './password-hasher.port.js';
import { tellHolder } from './tell-holder.js';

/** A new password with its digest, and the session that has set it, which goes on. */
export interface NewPassword {
  readonly password: string;
  readonly digest: string;
  readonly sessionId?: string;
}

/**
 * Gives an account a new password, ends whatever else may have come in, and tells the holder; who signs in with an address that two people have must be one of them, so they never have
 * the same.
 *
 * @throws DomainError PASSWORD.UNFIT
 */
export async function setPassword(
  records: Stores<'accounts' | 'audit' | 'messages' | 'oneTime' | 'sessions' | 'tokens'>,
  passwords: PasswordHasher,
  account: PersonAccount,
  { password, digest, sessionId }: NewPassword,
): Promise<void> {
  const { id, name, email = '', telephone = '' } = account;
  const fault = passwordFault(password, [name, email, telephone]);
  const others = (await records.accounts.passwordsOf(email)).filter((each) => each.account.id !== id);
  const isOthers = await Promise.all(others.map((each) => passwords.verify(each.digest, password)));
  if (fault !== undefined || isOthers.includes(true)) {
    throw new DomainError('PASSWORD.UNFIT', { shortest: String(SHORTEST_PASSWORD) });
  }
  await records.accounts.setPassword(id, digest);
  await endAccess(records, account, { sessionId });
  await tellHolder(records, account, 'password-set');
  await noteAccount(records, asPerson(account), account, 'account.passwordSet');
}
