import { isToBeNoted, isTokenLive, needsCode, sessionUse, type UseLimit } from '#libs/accounts';
import type { Credential } from '../identity/credential.js';
import type { Identity } from '../identity/identity.js';
import type { TokenStore } from '../identity/token-store.port.js';
import type { FoundSession, SessionStore } from './sessions.port.js';

/** Tells whose request it is, by one statement: by the token of a program or an account, or by a person's session. */
export class Callers {
  constructor(
    private readonly tokens: Pick<TokenStore, 'find' | 'note'>,
    private readonly sessions: SessionStore,
  ) {}

  /**
   * Whose request it is; undefined where what it brings opens nothing any more.
   *
   * @param noted false for a look that no person has caused, and that keeps no session alive
   */
  async find(credential: Credential, noted = true): Promise<Identity | undefined> {
    if (credential.kind === 'token') return this.byToken(credential.digest, noted);
    const session = await this.sessions.find(credential.digest);
    const use = session && sessionUse(session, session.now);
    if (session === undefined || use === undefined) return undefined;
    if (needsCode([session.grant.role], false) && !session.hasCode) return undefined;
    if (use === 'drafts') return personOf(session, 'named-device');
    // A request by what is left of a named device is not noted, for no request signs anybody in again.
    if (noted && isToBeNoted(session, session.now)) await this.sessions.note(session.id);
    return personOf(session, session.limit);
  }

  private async byToken(digest: string, noted: boolean): Promise<Identity | undefined> {
    const token = await this.tokens.find(digest);
    const own = token?.ofAccount;
    if (own === undefined) return token?.identity;
    if (!isTokenLive(own, own.now)) return undefined;
    if (noted && isToBeNoted(own, own.now)) await this.tokens.note(own.id);
    return token?.identity;
  }
}

const personOf = (
  { id, accountId, name, grant, namedUntil }: FoundSession,
  limit: UseLimit | undefined,
): Identity => ({
  actorId: accountId,
  name,
  role: grant.role,
  scope: grant.scope,
  officeCode: grant.officeCode,
  deputyFor: grant.deputyFor,
  deputyAs: grant.deputyAs,
  session: { id, grantId: grant.id, limit, namedUntil },
});
