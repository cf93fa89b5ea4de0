import type { UseLimit } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import { tokenDigest } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { PersonAccount } from './accounts.port.js';
import { pairKeyOf } from './attempt-keys.js';
import type { Admitted, Door, Entry } from './door.js';
import type { OneTime, OneTimePurpose } from './one-time.port.js';
import type { PasswordHasher } from './password-hasher.port.js';
import { setPassword } from './set-password.js';

type Needs = Stores<
  'accounts' | 'attempts' | 'audit' | 'messages' | 'now' | 'oneTime' | 'secondFactors' | 'sessions' | 'tokens'
>;

/** What a mail has brought, sent by the button of its page; opening the page has changed nothing. */
export interface Opening extends Omit<Entry, 'way'> {
  readonly secret: string;
  /** Net that the request came from. */
  readonly net: string;
}

/** Somebody who is in or must bring a code as well, and where they were going. */
export type Opened = Admitted & { readonly returnTo?: string };

/** Lets a person in who shows what was sent to the address on record; each mail opens once. */
export class OpenOneTime {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly door: Door,
    private readonly passwords: PasswordHasher,
  ) {}

  /** @throws DomainError AUTH.LINK_SPENT, AUTH.NO_GRANT */
  async link(opening: Opening): Promise<Opened> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { account, oneTime } = await taken(records, 'link', opening);
      const limit = await limitOf(records, account);
      const admitted = await this.door.admit(records, account, { ...opening, way: 'link', limit });
      return { ...admitted, returnTo: oneTime.returnTo };
    });
  }

  /**
   * Comes in by an invitation, with a password of one's own or without one, by links then.
   *
   * @throws DomainError AUTH.LINK_SPENT, AUTH.NO_GRANT, AUTH.SHARED_ADDRESS where a password comes along and two people read the
   *   mailbox, PASSWORD.UNFIT, after which the invitation still holds
   */
  async invitation(opening: Opening, password: string | undefined): Promise<Opened> {
    await this.requireInvitation(opening);
    const digest = password === undefined ? undefined : await this.passwords.hash(password);
    return this.unitOfWork.inTransaction(async (records) => {
      const { account, oneTime } = await taken(records, 'invitation', opening);
      const limit = await limitOf(records, account);
      if (limit !== undefined && password !== undefined) throw new DomainError('AUTH.SHARED_ADDRESS');
      if (password !== undefined && digest !== undefined) {
        await setPassword(records, this.passwords, account, { password, digest });
      }
      const admitted = await this.door.admit(records, account, { ...opening, way: 'invitation', limit });
      return { ...admitted, returnTo: oneTime.returnTo };
    });
  }

  /** Before a password is hashed: whoever has no invitation costs nothing. */
  private async requireInvitation({ secret }: Opening): Promise<void> {
    const found = await this.unitOfWork.inTransaction((records) =>
      records.oneTime.find('invitation', tokenDigest(secret)),
    );
    if (found === undefined) throw new DomainError('AUTH.LINK_SPENT');
  }
}

/** A mailbox that two people read proves neither of them. */
async function limitOf(
  { accounts }: Pick<Needs, 'accounts'>,
  { email }: PersonAccount,
): Promise<UseLimit | undefined> {
  const isShared = email !== undefined && (await accounts.ofAddress(email)).length > 1;
  return isShared ? 'shared-address' : undefined;
}

/** Takes what the mail has brought, and makes the net one from which the holder signs in, whatever others guess from afar. */
async function taken(
  records: Needs,
  purpose: OneTimePurpose,
  { secret, net }: Opening,
): Promise<{ readonly account: PersonAccount; readonly oneTime: OneTime }> {
  const oneTime = await records.oneTime.take(purpose, tokenDigest(secret));
  const email = oneTime && (await records.accounts.find(oneTime.accountId))?.email;
  if (email !== undefined) {
    // Before the account, as a sign-in by password takes them, so that neither waits for the other.
    const keys = [pairKeyOf(email, net)];
    await records.attempts.lock(keys);
    await records.attempts.succeeded(keys);
  }
  const account = oneTime && (await records.accounts.lock(oneTime.accountId));
  if (oneTime === undefined || account === undefined || account.disabledAt !== undefined) {
    throw new DomainError('AUTH.LINK_SPENT');
  }
  return { account, oneTime };
}
