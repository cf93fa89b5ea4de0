import { randomUUID } from 'node:crypto';
import { ApiClient, type Fetch } from '#libs/api-client';
import type { Connection } from './settings.js';

/** A request that changes something, as it would go; bytes are told by their number. */
export interface PrintedRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly idempotencyKey?: string;
  readonly body: unknown;
}

/** Thrown where a request was printed instead of sent. */
export class NothingSent extends Error {}

/** @param printing takes what would be sent; nothing that changes anything is sent then, `NothingSent` is thrown instead */
export const apiAt = ({ url, token }: Connection, printing?: (request: PrintedRequest) => void): ApiClient =>
  new ApiClient({ url, token }, printing === undefined ? {} : { fetch: printed(printing) });

/** The key that was typed, else one of its own. */
export const keyOf = ({ key }: { readonly key?: string }): string => key ?? randomUUID();

/** Prints in place of sending. A question changes nothing, and what would be sent may follow from its answer. */
const printed =
  (printing: (request: PrintedRequest) => void): Fetch =>
  async (url, init) => {
    if (init.method !== 'POST' || url.searchParams.get('dryRun') === 'true') return fetch(url, init);
    const idempotencyKey = new Headers(init.headers).get('idempotency-key') ?? undefined;
    printing({ method: init.method, url: url.href, idempotencyKey, body: printable(init.body) });
    throw new NothingSent();
  };

function printable(content: RequestInit['body']): unknown {
  if (typeof content === 'string') return JSON.parse(content);
  if (content instanceof FormData) {
    return Object.fromEntries(
      [...content.entries()].map(([name, value]) => [
        name,
        typeof value === 'string' ? value : `${value.name}: ${value.size} byte`,
      ]),
    );
  }
  return ArrayBuffer.isView(content) ? `${content.byteLength} byte` : undefined;
}

/** The API for a person who signs in by it: what it keeps is one session, in memory, as a browser keeps it in a cookie. */
export const apiOfPerson = (url: string): ApiClient => new ApiClient({ url }, { fetch: keepingSession() });

/** Says as a browser does which page has sent the request: one of the API's own host. */
function keepingSession(): Fetch {
  let session: string | undefined;
  return async (url, init) => {
    const headers = new Headers(init.headers);
    headers.set('origin', url.origin);
    if (session !== undefined) headers.set('cookie', session);
    const response = await fetch(url, { ...init, headers });
    const [told] = response.headers.getSetCookie();
    if (told !== undefined) session = told.includes('Max-Age=0') ? undefined : told.split(';')[0];
    return response;
  };
}
