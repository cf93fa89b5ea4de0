import { isInForce, needsCode, sessionUse } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import type { Identity, SessionInUse } from '../identity/identity.js';
import { newSecret, tokenDigest } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { GivenGrant, PersonAccount } from './accounts.port.js';
import { asPerson, noteAccount } from './note-account.js';
import type { OwnSession } from './sessions.port.js';

type Needs = Stores<'accounts' | 'audit' | 'now' | 'sessions'>;

/** The account that a person is signed in to, and what it may act in now. */
export interface OwnAccount {
  readonly account: PersonAccount;
  readonly grants: readonly GivenGrant[];
}

/** Who acts from now on, and what the browser keeps; told this once. */
export interface ActingIn {
  readonly identity: Identity;
  readonly secret: string;
  readonly namedUntil?: string;
}

/** What a person does with the own account: which grant to act in, which sessions to end. */
export class KeepOwnAccount {
  constructor(private readonly unitOfWork: UnitOfWork<Needs>) {}

  /** Undefined where a token asks, behind which no person stands. */
  async show({ actorId, session }: Identity): Promise<OwnAccount | undefined> {
    if (session === undefined) return undefined;
    return this.unitOfWork.inTransaction(async (records) => {
      const account = await records.accounts.find(actorId);
      return account && { account, grants: await inForceOf(records, actorId) };
    });
  }

  /**
   * Lets the session act in another grant of the account, under a new secret, so that whoever knows the old one gains nothing.
   *
   * @throws DomainError AUTH.PERSON_ONLY, GRANT.UNKNOWN, AUTH.FRESH where the role asks for a code that was not brought
   */
  async actIn(identity: Identity, grantId: string): Promise<ActingIn> {
    const session = sessionOf(identity);
    return this.unitOfWork.inTransaction(async (records) => {
      const grants = await inForceOf(records, identity.actorId);
      const grant = grants.find(({ id }) => id === grantId);
      if (grant === undefined) throw new DomainError('GRANT.UNKNOWN', { grant: grantId });
      if (needsCode([grant.role], false) && !(await records.sessions.hasCode(session.id))) {
        throw new DomainError('AUTH.FRESH');
      }
      const secret = newSecret();
      await records.sessions.actIn(session.id, grantId, tokenDigest(secret));
      await noteOwn(records, identity, 'account.grantChosen', { from: session.grantId, to: grantId });
      const { role, scope, officeCode } = grant;
      const acting = { ...identity, role, scope, officeCode, session: { ...session, grantId } };
      return { secret, identity: acting, namedUntil: session.namedUntil };
    });
  }

  /**
   * Those by which a request may still come, named devices among them.
   *
   * @throws DomainError AUTH.PERSON_ONLY
   */
  async sessions(identity: Identity): Promise<readonly OwnSession[]> {
    sessionOf(identity);
    return this.unitOfWork.inTransaction(async ({ sessions, now }) => {
      const at = await now();
      const kept = await sessions.ofAccount(identity.actorId);
      return kept.filter((session) => sessionUse(session, at) !== undefined).map(shownSession);
    });
  }

  /** @throws DomainError AUTH.PERSON_ONLY, SESSION.UNKNOWN */
  async endSession(identity: Identity, sessionId: string): Promise<void> {
    sessionOf(identity);
    const ended = await this.end(identity, sessionId);
    if (!ended) throw new DomainError('SESSION.UNKNOWN', { session: sessionId });
  }

  /** @throws DomainError AUTH.PERSON_ONLY */
  async signOut(identity: Identity): Promise<void> {
    await this.end(identity, sessionOf(identity).id);
  }

  private end(identity: Identity, sessionId: string): Promise<boolean> {
    return this.unitOfWork.inTransaction(async (records) => {
      const ended = await records.sessions.end(identity.actorId, sessionId);
      if (ended) await noteOwn(records, identity, 'account.sessionEnded', { session: sessionId });
      return ended;
    });
  }
}

const shownSession = ({
  id,
  way,
  userAgent,
  startedAt,
  seenAt,
  endsAt,
  namedUntil,
}: OwnSession): OwnSession => ({
  ...{ id, way, userAgent, startedAt, seenAt, endsAt, namedUntil },
});

/** @throws DomainError AUTH.PERSON_ONLY where a token asks */
export function sessionOf({ session }: Identity): SessionInUse {
  if (session === undefined) throw new DomainError('AUTH.PERSON_ONLY');
  return session;
}

async function inForceOf(records: Needs, accountId: string): Promise<readonly GivenGrant[]> {
  const now = await records.now();
  return (await records.accounts.grantsOf([accountId])).filter((grant) => isInForce(grant, now));
}

/** A line about what a person does with the own account. */
async function noteOwn(
  records: Needs,
  { actorId }: Identity,
  action: string,
  detail: unknown,
): Promise<void> {
  const account = await records.accounts.find(actorId);
  if (account !== undefined) await noteAccount(records, asPerson(account), account, action, detail);
}
