import { randomUUID } from 'node:crypto';
import {
  hasNamedDevices,
  isInForce,
  NAMED_DEVICE,
  needsCode,
  SECOND_STEP,
  type SessionLimits,
  type UseLimit,
} from '#libs/accounts';
import { epochMs, toInstant } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { newSecret, tokenDigest } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { GivenGrant, PersonAccount } from './accounts.port.js';
import { asPerson, noteAccount } from './note-account.js';
import type { OneTimeSecrets } from './one-time-secrets.js';
import type { Way } from './sessions.port.js';

type Needs = Stores<'accounts' | 'audit' | 'now' | 'oneTime' | 'secondFactors' | 'sessions'>;

/** How somebody comes in. */
export interface Entry {
  readonly way: Way;
  /** What the browser says that it is. */
  readonly userAgent: string;
  /** Digest of the session that the browser had until now. */
  readonly earlier?: string;
  /** Why the session may not do everything. */
  readonly limit?: UseLimit;
  /** Whether the person names the device, which then stays signed in for drafts. */
  readonly remember?: boolean;
}

/** Somebody who is in. */
export interface Entered {
  /** What the browser keeps; told this once. */
  readonly secret: string;
  /** Until when the device is a named one, and the browser keeps the secret; absent where it is to forget it once closed. */
  readonly namedUntil?: string;
}

/** Somebody who is in, or who must bring a code as well. */
export type Admitted =
  | Entered
  | {
      /** By what the code is brought; it opens nothing by itself. */
      readonly ticket: string;
      /** Whether the account has no authenticator yet and gets one first. */
      readonly enrols: boolean;
    };

/** The one door by which everybody comes in, whatever proved who they are. */
export class Door {
  constructor(
    private readonly limits: SessionLimits,
    private readonly secrets: OneTimeSecrets,
  ) {}

  /**
   * Lets somebody in who has shown one thing, or asks for a code as well where a role that is in force or an authenticator of the
   * account asks for it.
   *
   * @throws DomainError AUTH.NO_GRANT
   */
  async admit(records: Needs, account: PersonAccount, entry: Entry): Promise<Admitted> {
    const grants = await inForce(records, account);
    const isEnrolled = (await records.secondFactors.find(account.id))?.isConfirmed === true;
    const roles = grants.map(({ role }) => role);
    if (!needsCode(roles, isEnrolled)) return this.begin(records, account, entry, { grants, hasCode: false });
    const { way, limit } = entry;
    const ticket = { id: randomUUID(), purpose: 'ticket', accountId: account.id, way, limit } as const;
    const secret = this.secrets.of(ticket);
    await records.oneTime.add({ ...ticket, digest: tokenDigest(secret), validMs: SECOND_STEP.validMs });
    return { ticket: secret, enrols: !isEnrolled };
  }

  /**
   * Lets somebody in who has brought a code as well.
   *
   * @throws DomainError AUTH.NO_GRANT
   */
  async enter(records: Needs, account: PersonAccount, entry: Entry): Promise<Entered> {
    return this.begin(records, account, entry, { grants: await inForce(records, account), hasCode: true });
  }

  /**
   * Begins a session under a new secret in the newest of the grants by which it was decided whether a code is asked for, and ends
   * the session that the browser had.
   */
  private async begin(
    records: Needs,
    account: PersonAccount,
    entry: Entry,
    { grants, hasCode }: { readonly grants: readonly GivenGrant[]; readonly hasCode: boolean },
  ): Promise<Entered> {
    const grant = grants.at(-1);
    if (grant === undefined) throw new DomainError('AUTH.NO_GRANT');
    const namedUntil = await this.namedUntilOf(records, grant, entry);
    const { way, userAgent, limit } = entry;
    const secret = newSecret();
    await records.sessions.begin({
      ...{ id: randomUUID(), digest: tokenDigest(secret), accountId: account.id, grantId: grant.id },
      ...{ way, limit, hasCode, userAgent: userAgent.slice(0, LONGEST_NAME), namedUntil },
      ...this.limits,
    });
    await records.accounts.signedIn(account.id);
    const detail = { way, hasCode, grant: grant.id, limit, namedUntil };
    await noteAccount(records, asPerson(account), account, 'account.signedIn', detail);
    return { secret, namedUntil };
  }

  /**
   * Ends the session that the browser had. A device that the same person has named keeps its name until its time is over; a mailbox of
   * two people names none. Where less is left of it than the session may last it is named no longer: the browser would forget
   * the session with the name.
   */
  private async namedUntilOf(
    records: Needs,
    { accountId, scope }: GivenGrant,
    { earlier, limit, remember }: Entry,
  ): Promise<string | undefined> {
    const before = earlier === undefined ? undefined : await records.sessions.endOf(earlier);
    if (limit !== undefined || !hasNamedDevices(scope)) return undefined;
    const now = epochMs(await records.now());
    const known = before?.accountId === accountId ? before.namedUntil : undefined;
    const until = remember === true ? toInstant(now + NAMED_DEVICE.validMs) : known;
    const isLongEnough = until !== undefined && epochMs(until) >= now + this.limits.absoluteMs;
    return isLongEnough ? until : undefined;
  }
}

/** What a browser says of itself is kept to this length. */
const LONGEST_NAME = 300;

/** @throws DomainError AUTH.NO_GRANT where there is none */
async function inForce(records: Needs, { id }: PersonAccount): Promise<readonly GivenGrant[]> {
  const now = await records.now();
  const grants = (await records.accounts.grantsOf([id])).filter((grant) => isInForce(grant, now));
  if (grants.length === 0) throw new DomainError('AUTH.NO_GRANT');
  return grants;
}
