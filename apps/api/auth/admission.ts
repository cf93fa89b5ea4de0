import { usable } from '#libs/accounts';
import {
  type Callers,
  deniedAtOnce,
  type Identity,
  requireVisible,
  tokenDigest,
  type UnitOfWork,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import type { ServedRoute } from '../edge/served-routes.js';
import { type AdmittedRequest, bearerOf } from './caller.js';
import { isChange, requireOwnOrigin } from './own-origin.js';
import { checkCycle } from './rehearsal-fence.js';
import { sessionSecretOf } from './session-cookie.js';

/** What of a request tells who asks for what; nothing of it is in the body. */
export type AskingRequest = Pick<
  AdmittedRequest,
  'credential' | 'headers' | 'identity' | 'method' | 'params' | 'protocol' | 'query'
>;

/**
 * Lets a request in or turns it away before anything of its body is read: first by its token or its session, then by what the table
 * of rights says that the account could do at all. What depends on the subject is asked by the use case.
 */
export class Admission {
  constructor(
    private readonly callers: Pick<Callers, 'find'>,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Finds out whose request it is, and keeps that with the request; an open route asks for nobody. Where a token comes along
   * with a session, the token asks, which no page can send without knowing it.
   *
   * @throws DomainError AUTH.REQUIRED, AUTH.INVALID, AUTH.SESSION_ENDED, AUTH.FOREIGN_ORIGIN
   */
  async identify(request: AskingRequest, { route }: ServedRoute): Promise<void> {
    if (route.isOpen === true) {
      requireOwnOrigin(request, { bySession: false });
      return;
    }
    const token = bearerOf(request);
    const secret = token ?? sessionSecretOf(request);
    if (secret === undefined) throw new DomainError('AUTH.REQUIRED');
    const kind = token === undefined ? 'session' : 'token';
    if (kind === 'session') requireOwnOrigin(request, { bySession: true });
    const credential = { kind, digest: tokenDigest(secret) } as const;
    const identity = await this.callers.find(credential);
    if (identity === undefined) {
      throw new DomainError(kind === 'session' ? 'AUTH.SESSION_ENDED' : 'AUTH.INVALID');
    }
    request.identity = identity;
    request.credential = credential;
  }

  /**
   * @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, ACTOR.REHEARSAL_ONLY, AUTH.SHARED_ADDRESS, AUTH.FRESH, and the refusals of the table of rights
   * @throws Error where a route that asks for somebody names no permission
   */
  async permit(request: AskingRequest, { key, route, acts }: ServedRoute): Promise<void> {
    if (route.isOpen === true) return;
    if (acts === undefined) throw new Error(`${key} names no permission`);
    const { identity } = request;
    if (identity === undefined) throw new DomainError('AUTH.REQUIRED');
    const limit = identity.session?.limit;
    if (!usable(limit, { changes: isChange(request), acts })) {
      throw new DomainError(limit === 'shared-address' ? 'AUTH.SHARED_ADDRESS' : 'AUTH.FRESH');
    }
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
