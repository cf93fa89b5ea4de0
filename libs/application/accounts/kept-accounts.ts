import { DomainError } from '#libs/contracts';
import { requireOwnProvince } from '../access/rights.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { GivenGrant, PersonAccount } from './accounts.port.js';

/** An account with all that it was ever granted. */
export interface KeptAccount {
  readonly account: PersonAccount;
  readonly grants: readonly GivenGrant[];
  /** Instant of the look, by which grants are in force or not. */
  readonly now: string;
}

/**
 * The province whose accounts an account keeps; a rehearsal has accounts of its own and sees none of these.
 *
 * @throws DomainError ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA
 */
export function keptProvinceOf(identity: Identity, act: 'keepAccounts' | 'readAccounts'): string {
  if (identity.cycleId !== undefined)
    throw new DomainError('ACTOR.REHEARSAL_ONLY', { cycle: identity.cycleId });
  return requireOwnProvince(identity, act);
}

/** @throws DomainError ACCOUNT.UNKNOWN, also where another province keeps it */
export async function found(
  records: Stores<'accounts'>,
  provinceCode: string,
  accountId: string,
): Promise<PersonAccount> {
  const account = await records.accounts.lock(accountId);
  if (account?.provinceCode !== provinceCode)
    throw new DomainError('ACCOUNT.UNKNOWN', { account: accountId });
  return account;
}

/** @throws DomainError ACCOUNT.UNKNOWN, ACCOUNT.DISABLED */
export async function kept(
  records: Stores<'accounts'>,
  provinceCode: string,
  accountId: string,
): Promise<PersonAccount> {
  const account = await found(records, provinceCode, accountId);
  if (account.disabledAt !== undefined) throw new DomainError('ACCOUNT.DISABLED', { account: accountId });
  return account;
}

/** @throws DomainError ACCOUNT.UNKNOWN */
export async function shown(
  records: Stores<'accounts' | 'now'>,
  provinceCode: string,
  accountId: string,
): Promise<KeptAccount> {
  const account = await found(records, provinceCode, accountId);
  return { account, grants: await records.accounts.grantsOf([accountId]), now: await records.now() };
}
