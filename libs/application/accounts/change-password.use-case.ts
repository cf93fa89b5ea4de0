import { oneMore, SLOWDOWNS, waitMs } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { ownPasswordKeyOf } from './attempt-keys.js';
import { sessionOf } from './own-account.use-case.js';
import type { PasswordHasher } from './password-hasher.port.js';
import { setPassword } from './set-password.js';

type Needs = Stores<'accounts' | 'attempts' | 'audit' | 'messages' | 'oneTime' | 'sessions' | 'tokens'>;

/** The password of the own account and the one that takes its place. */
export interface PasswordChange {
  readonly old: string;
  readonly next: string;
}

/** Lets a person set another password, who shows the one that holds: a session alone does not, for it may be somebody else's. */
export class ChangePassword {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly passwords: PasswordHasher,
  ) {}

  /**
   * Every other session of the account ends with it, and its tokens are revoked.
   *
   * @throws DomainError AUTH.PERSON_ONLY, AUTH.WAIT, AUTH.WRONG, PASSWORD.UNFIT
   */
  async execute(identity: Identity, { old, next }: PasswordChange): Promise<void> {
    const { id: sessionId } = sessionOf(identity);
    const key = ownPasswordKeyOf(identity.actorId);
    const kept = await this.unitOfWork.inTransaction((records) => counted(records, identity.actorId));
    const isRight =
      kept === undefined ? await this.passwords.pretend(old) : await this.passwords.verify(kept, old);
    if (!isRight) throw new DomainError('AUTH.WRONG');
    const digest = await this.passwords.hash(next);
    await this.unitOfWork.inTransaction(async (records) => {
      await records.attempts.lock([key]);
      await records.attempts.succeeded([key]);
      const account = await records.accounts.lock(identity.actorId);
      // Of two changes at once the second has shown a password that holds no more.
      if (account === undefined || (await digestOf(records, account.id)) !== kept) {
        throw new DomainError('AUTH.WRONG');
      }
      await setPassword(records, this.passwords, account, { password: next, digest, sessionId });
    });
  }
}

/**
 * Counts an attempt as a wrong one until it proves to be none.
 *
 * @throws DomainError AUTH.WAIT
 */
async function counted(records: Needs, accountId: string): Promise<string | undefined> {
  const key = ownPasswordKeyOf(accountId);
  const [attempts] = await records.attempts.lock([key]);
  if (attempts === undefined) throw new Error('no attempts');
  const wait = waitMs(SLOWDOWNS.pair, attempts);
  if (wait > 0) throw new DomainError('AUTH.WAIT', { seconds: String(Math.ceil(wait / 1000)) });
  await records.attempts.count(key, oneMore(attempts));
  return digestOf(records, accountId);
}

async function digestOf({ accounts }: Needs, accountId: string): Promise<string | undefined> {
  const email = (await accounts.find(accountId))?.email;
  const holders = email === undefined ? [] : await accounts.passwordsOf(email);
  return holders.find(({ account }) => account.id === accountId)?.digest;
}
