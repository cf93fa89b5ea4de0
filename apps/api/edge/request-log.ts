import type { FastifyReply } from 'fastify';
import type { Logger, Metrics } from '#libs/observability';
import type { AdmittedRequest } from '../auth/caller.js';
import type { ServedRoute } from './served-routes.js';

/** An id is short; what is longer is none. */
const ID_LENGTH = 100;

/** Method and route as the contract writes it; all that it does not know is one, so that nobody can make up more. */
const nameOf = (served: ServedRoute | undefined): { readonly method: string; readonly route: string } => {
  const [method = 'other', route = 'none'] = served?.key.split(' ') ?? [];
  return { method, route };
};

/**
 * Notes that a request was answered: who asked, for what, what the answer was and how long it took. Nothing of its content, its
 * query or its token; ids of the path only of who was let in to name them. Signs of life are counted and not logged.
 */
export function noteAnswered(
  { id, identity, params }: AdmittedRequest,
  { statusCode: status, elapsedTime }: FastifyReply,
  served: ServedRoute | undefined,
  to: { readonly logger: Pick<Logger, 'info'>; readonly metrics: Pick<Metrics, 'requestAnswered'> },
): void {
  const name = nameOf(served);
  to.metrics.requestAnswered({ ...name, status, ms: elapsedTime });
  if (served?.route.isOpen === true && name.method === 'GET') return;
  const ids = identity === undefined ? {} : idsOf(params);
  to.logger.info(
    { trace: id, account: identity?.actorId, ...name, ...ids, status, ms: Math.round(elapsedTime) },
    'request.answered',
  );
}

function idsOf(params: unknown): { readonly ids?: Readonly<Record<string, string>> } {
  const ids = Object.entries((params ?? {}) as Record<string, string>).map(
    ([name, value]) => [name, value.slice(0, ID_LENGTH)] as const,
  );
  return ids.length === 0 ? {} : { ids: Object.fromEntries(ids) };
}
