import { randomUUID } from 'node:crypto';
import { type AreasAbove, scopeCode } from '#libs/access';
import {
  isFresh,
  isInForce,
  isTokenLive,
  isWithinGrant,
  lastDaysOfToken,
  type RoleAtPlace,
} from '#libs/accounts';
import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity, SessionInUse } from '../identity/identity.js';
import { mintToken } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { GivenGrant, PersonAccount } from './accounts.port.js';
import { noteAccount } from './note-account.js';
import { sessionOf } from './own-account.use-case.js';
import { tellHolder } from './tell-holder.js';
import type { OwnToken } from './tokens.port.js';

type Needs = Stores<'accounts' | 'audit' | 'messages' | 'now' | 'sessions' | 'tokens' | 'units'>;

/** How long a token may last. */
export interface TokenLimits {
  readonly mostDays: number;
}

/** A token that somebody wants: for what, as whom at most, until when. */
export interface WantedToken extends RoleAtPlace {
  readonly name: string;
  /** Its last day, YYYY-MM-DD. */
  readonly to: string;
}

/** A token of the account, and whether it opens anything now. */
export type ShownToken = OwnToken & { readonly inForce: boolean };

/** A token that was made; the secret is told this once. */
export interface MadeToken {
  readonly token: ShownToken;
  readonly secret: string;
}

/** So many characters of a token are kept, which leave 220 bits of it unknown. */
const PREFIX_LENGTH = 'antq_'.length + 6;

/** The tokens by which programs act for a person, within a grant of the account. */
export class KeepOwnTokens {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork<Needs>, 'inTransaction'>,
    private readonly limits: TokenLimits,
  ) {}

  /**
   * Makes a token in the grant that the session acts in, and tells the holder by mail. A session may act in the grant of a role that asks for
   * a code only where one was brought, so no token of such a role is made without.
   *
   * @throws DomainError AUTH.PERSON_ONLY, AUTH.SHARED_ADDRESS, AUTH.FRESH, AUTH.SESSION_ENDED, TOKEN.LAST_DAY, TOKEN.BEYOND_GRANT
   */
  async make(identity: Identity, { name, role, scope, to }: WantedToken): Promise<MadeToken> {
    const session = sessionOf(identity);
    if (session.limit !== undefined) throw new DomainError('AUTH.SHARED_ADDRESS');
    return this.unitOfWork.inTransaction(async (records) => {
      const { account, grant } = await holderOf(records, identity, session);
      await requireFresh(records, session);
      const { first, last } = lastDaysOfToken(await records.now(), this.limits.mostDays);
      if (to < first || to > last) throw new DomainError('TOKEN.LAST_DAY', { first, last });
      if (!isWithinGrant({ role, scope }, grant, await areasAbove(records, { role, scope }, grant))) {
        throw new DomainError('TOKEN.BEYOND_GRANT');
      }
      const { token: secret, digest } = mintToken();
      const made = { id: randomUUID(), name, role, scope, to, prefix: secret.slice(0, PREFIX_LENGTH) };
      await records.tokens.add({
        ...made,
        ...{ accountId: account.id, grantId: grant.id, digest },
        ...(role === grant.role ? { officeCode: grant.officeCode } : {}),
      });
      await noteAccount(records, auditActorOf(identity), account, 'account.tokenMade', made);
      await tellHolder(records, account, 'token-made', { tokenName: name });
      const token = (await shownTokensOf(records, account.id)).find(({ id }) => id === made.id);
      if (token === undefined) throw new Error('the token was made and is gone');
      return { token, secret };
    });
  }

  /** @throws DomainError AUTH.PERSON_ONLY */
  async list(identity: Identity): Promise<readonly ShownToken[]> {
    requireOfAccount(identity);
    return this.unitOfWork.inTransaction((records) => shownTokensOf(records, identity.actorId));
  }

  /**
   * From now on nobody comes in by it. A token may revoke itself and the others of its account.
   *
   * @throws DomainError AUTH.PERSON_ONLY, TOKEN.UNKNOWN
   */
  async revoke(identity: Identity, tokenId: string): Promise<void> {
    requireOfAccount(identity);
    await this.unitOfWork.inTransaction(async (records) => {
      const account = await records.accounts.find(identity.actorId);
      const isRevoked = await records.tokens.revoke(identity.actorId, tokenId);
      if (account === undefined || !isRevoked) throw new DomainError('TOKEN.UNKNOWN', { token: tokenId });
      await noteAccount(records, auditActorOf(identity), account, 'account.tokenRevoked', { id: tokenId });
    });
  }
}

/** @throws DomainError AUTH.PERSON_ONLY where no account stands behind the request */
function requireOfAccount({ session, token }: Identity): void {
  if (session === undefined && token === undefined) throw new DomainError('AUTH.PERSON_ONLY');
}

/**
 * What somebody may do who shows again who they are, and no browser that was left open.
 *
 * @throws DomainError AUTH.FRESH
 */
export async function requireFresh(
  { sessions, now }: Stores<'now' | 'sessions'>,
  { id }: SessionInUse,
): Promise<void> {
  const startedAt = await sessions.startedAt(id);
  if (startedAt === undefined || !isFresh(startedAt, await now())) throw new DomainError('AUTH.FRESH');
}

/**
 * The account and the grant that it acts in, neither of which ends before the transaction does.
 *
 * @throws DomainError AUTH.SESSION_ENDED
 */
export async function holderOf(
  { accounts, now }: Stores<'accounts' | 'now'>,
  { actorId }: Identity,
  { grantId }: SessionInUse,
): Promise<{ readonly account: PersonAccount; readonly grant: GivenGrant }> {
  const account = await accounts.lock(actorId);
  const grant = (await accounts.grantsOf([actorId])).find(({ id }) => id === grantId);
  const isEnded = grant === undefined || !isInForce(grant, await now());
  if (account === undefined || account.disabledAt !== undefined || isEnded) {
    throw new DomainError('AUTH.SESSION_ENDED');
  }
  return { account, grant };
}

/** Where the place of a token lies, as far as it lies in the province of the grant. */
async function areasAbove(
  { units }: Pick<Needs, 'units'>,
  { scope }: RoleAtPlace,
  grant: RoleAtPlace,
): Promise<AreasAbove> {
  if (scope.level === 'sector') return { provinceCode: scope.provinceCode };
  if (scope.level !== 'xa' && scope.level !== 'huyen') return {};
  const provinceCode = grant.scope.level === 'tinh' ? grant.scope.provinceCode : undefined;
  const place = scopeCode(scope);
  const commune = (await units.communes(provinceCode)).find(
    ({ code, districtCode }) => (scope.level === 'xa' ? code : districtCode) === place,
  );
  return commune === undefined ? {} : { provinceCode, districtCode: commune.districtCode };
}

/** Those whose last day is not over; some may have ended with their grant. */
export async function shownTokensOf(
  { tokens, now }: Stores<'now' | 'tokens'>,
  accountId: string,
): Promise<readonly ShownToken[]> {
  const at = await now();
  const left = (await tokens.ofAccount(accountId)).filter(({ to }) => dateOf(at) <= to);
  return left.map((each) => ({ ...each, inForce: isTokenLive(each, at) }));
}
