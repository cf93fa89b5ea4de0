import {
  deniedAtOnce,
  type Identity,
  requireVisible,
  type TokenStore,
  tokenDigest,
  type UnitOfWork,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import type { ServedRoute } from '../edge/served-routes.js';
import { type AdmittedRequest, bearerOf } from './caller.js';
import { checkCycle } from './rehearsal-fence.js';

/** What of a request tells who asks for what; nothing of it is in the body. */
export type AskingRequest = Pick<
  AdmittedRequest,
  'headers' | 'identity' | 'method' | 'params' | 'query' | 'tokenDigest'
>;

/**
 * Lets a request in or turns it away before anything of its body is read: first by its token, then by what the table
 * of rights says that the account could do at all. What depends on the subject is asked by the use case.
 */
export class Admission {
  constructor(
    private readonly tokens: Pick<TokenStore, 'find'>,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Finds out whose request it is, and keeps that with the request; an open route asks for no token.
   *
   * @throws DomainError AUTH.REQUIRED, AUTH.INVALID
   */
  async identify(request: AskingRequest, { route }: ServedRoute): Promise<void> {
    if (route.isOpen === true) return;
    const token = bearerOf(request);
    if (token === undefined) throw new DomainError('AUTH.REQUIRED');
    const digest = tokenDigest(token);
    const identity = await this.tokens.find(digest);
    if (identity === undefined) throw new DomainError('AUTH.INVALID');
    request.identity = identity;
    request.tokenDigest = digest;
  }

  /**
   * @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, ACTOR.REHEARSAL_ONLY, and the refusals of the table of rights
   * @throws Error where a route that asks for a token names no permission
   */
  async permit(request: AskingRequest, { key, route, acts }: ServedRoute): Promise<void> {
    if (route.isOpen === true) return;
    if (acts === undefined) throw new Error(`${key} names no permission`);
    const { identity } = request;
    if (identity === undefined) throw new DomainError('AUTH.REQUIRED');
    checkCycle(identity, request);
    const refusal = deniedAtOnce(identity, acts);
    if (refusal === undefined) return;
    await this.requireSeen(identity, request);
    throw refusal;
  }

  /** What the caller may not see is told like what is not there, before a word of what it may not do. */
  private async requireSeen(identity: Identity, { params, query }: AskingRequest): Promise<void> {
    const { cycleId = (query as { cycle?: unknown }).cycle, unitId } = params as Record<string, unknown>;
    await this.unitOfWork.inTransaction((records) =>
      requireVisible(records, identity, { cycleId: textOf(cycleId), unitId: textOf(unitId) }),
    );
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
