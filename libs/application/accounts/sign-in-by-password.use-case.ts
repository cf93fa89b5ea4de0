import { answerLaterMs, KNOWN_FOR_MS, oneMore, SLOWDOWNS, waitMs } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { PasswordHolder, PersonAccount } from './accounts.port.js';
import { attemptKeysOf } from './attempt-keys.js';
import type { AttemptKey } from './attempts.port.js';
import type { Admitted, Door, Entry } from './door.js';
import type { PasswordHasher } from './password-hasher.port.js';

type Needs = Stores<'accounts' | 'attempts' | 'audit' | 'now' | 'oneTime' | 'secondFactors' | 'sessions'>;

export interface PasswordAttempt extends Omit<Entry, 'way'> {
  readonly email: string;
  readonly password: string;
  /** Net that the request came from. */
  readonly net: string;
}

/** An attempt that was counted as a wrong one, until it proves to be none. */
interface Counted {
  readonly keys: readonly AttemptKey[];
  readonly laterMs: number;
  readonly holders: readonly PasswordHolder[];
}

/** Lets a person in by address and password; who guesses waits longer and longer, and learns nothing of who has an account. */
export class SignInByPassword {
  /** @param pause waits so many milliseconds */
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly door: Door,
    private readonly passwords: PasswordHasher,
    private readonly pause: (ms: number) => Promise<void>,
  ) {}

  /** @throws DomainError AUTH.WAIT, AUTH.WRONG, AUTH.NO_GRANT */
  async execute(attempt: PasswordAttempt): Promise<Admitted> {
    const { keys, laterMs, holders } = await this.unitOfWork.inTransaction((records) =>
      count(records, attempt),
    );
    const account = await this.holderOf(holders, attempt.password);
    if (account === undefined) {
      if (laterMs > 0) await this.pause(laterMs);
      throw new DomainError('AUTH.WRONG');
    }
    return this.unitOfWork.inTransaction(async (records) => {
      await records.attempts.lock(keys);
      await records.attempts.succeeded(keys);
      // Grants that are given or ended meanwhile wait, and whoever was disabled meanwhile is told like a stranger.
      const held = await records.accounts.lock(account.id);
      if (held === undefined || held.disabledAt !== undefined) throw new DomainError('AUTH.WRONG');
      return this.door.admit(records, held, { ...attempt, way: 'password' });
    });
  }

  /**
   * Where two people have one address, the one whose password it is; nobody where it is that of both, as after a change of address. An
   * unknown address costs a hash like any other.
   */
  private async holderOf(
    holders: readonly PasswordHolder[],
    password: string,
  ): Promise<PersonAccount | undefined> {
    if (holders.length === 0) await this.passwords.pretend(password);
    const fits = await Promise.all(
      holders.map(async ({ account, digest }) =>
        (await this.passwords.verify(digest, password)) ? account : undefined,
      ),
    );
    const [holder, ...others] = fits.filter((account) => account !== undefined);
    return others.length === 0 ? holder : undefined;
  }
}

/** Counted before it is looked at, so that a thousand attempts at once are a thousand. */
async function count(records: Needs, { email, net }: PasswordAttempt): Promise<Counted> {
  const keys = attemptKeysOf(email, net);
  const [pair, account, ofNet] = await records.attempts.lock(keys);
  if (pair === undefined || account === undefined || ofNet === undefined) throw new Error('no attempts');
  const isKnown = pair.succeededMs !== undefined && pair.succeededMs < KNOWN_FOR_MS;
  const wait = Math.max(waitMs(SLOWDOWNS.pair, pair), isKnown ? 0 : waitMs(SLOWDOWNS.account, account));
  if (wait > 0) throw new DomainError('AUTH.WAIT', { seconds: String(Math.ceil(wait / 1000)) });
  for (const [index, counted] of [pair, account, ofNet].entries()) {
    const key = keys[index];
    if (key !== undefined) await records.attempts.count(key, oneMore(counted));
  }
  return { keys, laterMs: answerLaterMs(ofNet), holders: await records.accounts.passwordsOf(email) };
}
