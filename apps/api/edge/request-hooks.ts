import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readingAs } from '#libs/application';
import { DomainError } from '#libs/contracts';
import type { Route } from '#libs/contracts/http';
import type { Logger, Metrics } from '#libs/observability';
import type { Admission } from '../auth/admission.js';
import type { AdmittedRequest } from '../auth/caller.js';
import { matchesAny } from './entity-tag.js';
import type { RequestLimits } from './request-limits.js';
import { noteAnswered } from './request-log.js';
import type { ServedRoutes } from './served-routes.js';
import { requireSound } from './sound-input.js';
import { TRACE_HEADER } from './trace.js';

/** Pages in a browser, which are no routes of the contract. */
interface ServedPages {
  /** Whether the path of a matched route is one of a page or its parts, which asks for nobody. */
  has(url: string): boolean;
  /** Whether somebody is to read a page about an address that nothing serves. */
  isForPeople(request: FastifyRequest): boolean;
  send(reply: FastifyReply, status: number): FastifyReply;
}

/** Below this the documentation of the API stands, which is no route of the contract. */
const DOCS = '/docs';
const FORM = 'multipart/form-data';

/**
 * What holds for every request, whatever its route: whether it is one too many, who asks and whether they may is found
 * out before the body is read, a wrong method or media type is told as HTTP has it, and no answer is kept by whoever it passes.
 */
export function addRequestHooks(
  server: FastifyInstance,
  routes: ServedRoutes,
  {
    admission,
    limits,
    pages,
  }: {
    readonly admission: Admission;
    readonly limits: RequestLimits;
    readonly pages: ServedPages;
  },
  to: { readonly logger: Logger; readonly metrics: Metrics },
): void {
  server.addHook('onRequest', async (request, reply) => {
    void reply.header(TRACE_HEADER, request.id);
    if (request.is404) {
      limits.requireFewWithoutToken(request);
      if (pages.isForPeople(request)) return pages.send(reply, 404);
      return answerUnserved(routes, request, reply);
    }
    const url = request.routeOptions.url ?? '';
    const served = routes.find(request.method, url);
    if (served === undefined) {
      // A page and its parts are files that are read for everybody of an office at once, from behind one address.
      if (pages.has(url)) return;
      if (isDocs(url)) {
        limits.requireFewWithoutToken(request);
        return;
      }
      throw new Error(`${request.method} ${url} is no route of the contract`);
    }
    await limits.identify(request, served.route, () => admission.identify(request, served));
    requireSound(request.params, 'địa chỉ');
    requireSound(request.query, 'địa chỉ');
    await admission.permit(request, served);
    requireMediaType(request, served.route);
  });
  // Whoever waits for leave to send the body gets it when the request is let in, and the refusal instead where not.
  server.server.on('checkContinue', (request, response) => server.server.emit('request', request, response));
  server.addHook('preParsing', async ({ raw }, reply) => {
    if (raw.headers.expect !== undefined) reply.raw.writeContinue();
  });
  server.addHook('preHandler', (request: AdmittedRequest, _reply, done) => {
    // Whatever the route reads from here on, the database shows what lies in the scope of who asks.
    const { identity } = request;
    if (identity === undefined) done();
    else readingAs(identity.scope, done);
  });
  server.addHook('preValidation', ({ body }, _reply, done) => {
    // A file is read by its own reader.
    if (!Buffer.isBuffer(body)) requireSound(body, 'nội dung');
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { method, is404, routeOptions } = request;
    const served = is404 ? undefined : routes.find(method, routeOptions.url ?? '');
    noteAnswered(request, reply, served, to);
    done();
  });
  server.addHook('onSend', async (request, reply, payload) => {
    if (isDocs(request.routeOptions.url ?? '')) return payload;
    const tag = reply.getHeader('etag');
    if (!reply.hasHeader('cache-control')) {
      void reply.header('Cache-Control', tag === undefined ? 'no-store' : 'private, no-cache');
    }
    if (typeof tag !== 'string' || !isUnchanged(request, tag)) return payload;
    void reply.code(304).removeHeader('content-length').removeHeader('content-type');
    return null;
  });
}

const isDocs = (url: string): boolean =>
  url === DOCS || url.startsWith(`${DOCS}/`) || url.startsWith(`${DOCS}-`);

/** Of a path that is served by other methods these are told; of any other that there is none. */
async function answerUnserved(
  routes: ServedRoutes,
  { method, url }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const methods = routes.methodsAt(url.split('?')[0] ?? '');
  if (methods.length === 0) return undefined;
  const allowed = methods.join(', ');
  void reply.header('Allow', allowed);
  if (method === 'OPTIONS') return reply.code(204).send();
  throw new DomainError('ROUTE.METHOD', { allowed });
}

/** Whether whoever asks has the answer already. */
const isUnchanged = ({ method, headers }: FastifyRequest, tag: string): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  headers['if-none-match'] !== undefined &&
  matchesAny(headers['if-none-match'], tag, 'weak');

/** @throws DomainError INPUT.MEDIA_TYPE, INPUT.INVALID where a form does not say what parts it */
function requireMediaType({ headers }: FastifyRequest, route: Route): void {
  const accepted = mediaTypesOf(route);
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  if (accepted.length === 0 || isEmpty) return;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (!accepted.includes(type.trim())) {
    throw new DomainError('INPUT.MEDIA_TYPE', { accepted: accepted.join(', ') });
  }
  if (type.trim() === FORM && !parameters.some((each) => /^\s*boundary=\S/.test(each))) {
    const message = 'thiếu boundary của multipart/form-data';
    throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'Content-Type', message }]);
  }
}

const mediaTypesOf = ({ body, upload, form }: Route): readonly string[] => [
  ...(body === undefined ? [] : ['application/json']),
  ...(upload ?? []),
  ...(form === undefined ? [] : [FORM]),
];
