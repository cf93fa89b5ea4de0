import { DomainError } from '#libs/contracts';
import { tokenDigest } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { PersonAccount } from './accounts.port.js';
import type { Admitted, Door, Entry } from './door.js';
import type { OneTime, OneTimePurpose } from './one-time.port.js';
import type { PasswordHasher } from './password-hasher.port.js';
import { setPassword } from './set-password.js';

type Needs = Stores<'accounts' | 'audit' | 'now' | 'oneTime' | 'secondFactors' | 'sessions'>;

/** What a mail has brought, sent by the button of its page; opening the page has changed nothing. */
export interface Opening extends Omit<Entry, 'way'> {
  readonly secret: string;
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
      const { account, oneTime } = await taken(records, 'link', opening.secret);
      const limit = (await isShared(records, account)) ? ('shared-address' as const) : undefined;
      const admitted = await this.door.admit(records, account, { ...opening, way: 'link', limit });
      return { ...admitted, returnTo: oneTime.returnTo };
    });
  }

  /**
   * Comes in by an invitation, with a password of one's own or without one, by links then.
   *
   * @throws DomainError AUTH.LINK_SPENT, AUTH.NO_GRANT, PASSWORD.UNFIT, after which the invitation still holds
   */
  async invitation(opening: Opening, password: string | undefined): Promise<Opened> {
    const digest = password === undefined ? undefined : await this.passwords.hash(password);
    return this.unitOfWork.inTransaction(async (records) => {
      const { account, oneTime } = await taken(records, 'invitation', opening.secret);
      if (password !== undefined && digest !== undefined) {
        await setPassword(records, this.passwords, account, { password, digest });
      }
      const limit = (await isShared(records, account)) ? ('shared-address' as const) : undefined;
      const admitted = await this.door.admit(records, account, { ...opening, way: 'invitation', limit });
      return { ...admitted, returnTo: oneTime.returnTo };
    });
  }
}

/** A mailbox that two people read proves neither of them. */
const isShared = async ({ accounts }: Pick<Needs, 'accounts'>, { email }: PersonAccount): Promise<boolean> =>
  email !== undefined && (await accounts.ofAddress(email)).length > 1;

async function taken(
  records: Needs,
  purpose: OneTimePurpose,
  secret: string,
): Promise<{ readonly account: PersonAccount; readonly oneTime: OneTime }> {
  const oneTime = await records.oneTime.take(purpose, tokenDigest(secret));
  const account = oneTime && (await records.accounts.lock(oneTime.accountId));
  if (oneTime === undefined || account === undefined || account.disabledAt !== undefined) {
    throw new DomainError('AUTH.LINK_SPENT');
  }
  return { account, oneTime };
}
