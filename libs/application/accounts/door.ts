import { randomUUID } from 'node:crypto';
import { isInForce, type SessionLimits, type UseLimit } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import { newSecret, tokenDigest } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { PersonAccount } from './accounts.port.js';
import type { Way } from './sessions.port.js';

/** How somebody comes in. */
export interface Entry {
  readonly way: Way;
  /** What the browser says that it is. */
  readonly userAgent: string;
  /** Digest of the session that the browser had until now. */
  readonly earlier?: string;
  /** Why the session may not do everything. */
  readonly limit?: UseLimit;
}

/** Somebody who is in. */
export interface Admitted {
  /** What the browser keeps; told this once. */
  readonly secret: string;
}

/** The one door by which everybody comes in, whatever proved who they are. */
export class Door {
  constructor(private readonly limits: SessionLimits) {}

  /**
   * Begins a session under a new secret in the newest grant that is in force, and ends the one that the browser had.
   *
   * @throws DomainError AUTH.NO_GRANT
   */
  async admit(
    records: Stores<'accounts' | 'now' | 'sessions'>,
    account: PersonAccount,
    { way, userAgent, earlier, limit }: Entry,
  ): Promise<Admitted> {
    const now = await records.now();
    const grants = await records.accounts.grantsOf([account.id]);
    const grant = grants.findLast((each) => isInForce(each, now));
    if (grant === undefined) throw new DomainError('AUTH.NO_GRANT');
    if (earlier !== undefined) await records.sessions.endOf(earlier);
    const secret = newSecret();
    await records.sessions.begin({
      ...{ id: randomUUID(), digest: tokenDigest(secret), accountId: account.id, grantId: grant.id },
      ...{ way, limit, userAgent: userAgent.slice(0, LONGEST_NAME) },
      ...this.limits,
    });
    await records.accounts.signedIn(account.id);
    return { secret };
  }
}

/** What a browser says of itself is kept to this length. */
const LONGEST_NAME = 300;
