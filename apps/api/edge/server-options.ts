import type { IncomingMessage } from 'node:http';
import type { FastifyServerOptions } from 'fastify';
import { traceOf } from './trace.js';
import { answerUnreadable } from './unreadable-requests.js';

const JSON_LIMIT_BYTES = 1_000_000;
/** A scan of some megabytes over a slow line takes its time. */
const REQUEST_TIMEOUT_MS = 120_000;

/**
 * How the server takes requests in. Where one comes from (`request.ip`) is the address at the other end of the
 * connection, unless that is a proxy to be trusted: then it is the last address that the proxies say and that is none
 * of them.
 */
export const serverOptions = ({
  trustedProxy,
}: {
  readonly trustedProxy: readonly string[];
}): Pick<
  FastifyServerOptions,
  'bodyLimit' | 'trustProxy' | 'requestTimeout' | 'genReqId' | 'clientErrorHandler'
> => ({
  bodyLimit: JSON_LIMIT_BYTES,
  trustProxy: trustedProxy.length === 0 ? false : [...trustedProxy],
  requestTimeout: REQUEST_TIMEOUT_MS,
  clientErrorHandler: answerUnreadable,
  genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) => traceOf(headers),
});
