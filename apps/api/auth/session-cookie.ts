import type { FastifyRequest } from 'fastify';

/** Bound to this host, sent over TLS alone, and read by no script (RFC 6265bis 4.1.3.2). */
export const SESSION_COOKIE = '__Host-antq';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** The secret of the session that came with a request. */
export function sessionSecretOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name = '', value = ''] = pair.split('=', 2);
    if (name.trim() === SESSION_COOKIE && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** Has the browser keep the session until it is closed; that of a named device until then, also when it is closed. */
export const keptCookie = (secret: string, namedUntil?: string): string => {
  const cookie = `${SESSION_COOKIE}=${secret}; ${ATTRIBUTES}`;
  return namedUntil === undefined ? cookie : `${cookie}; Expires=${new Date(namedUntil).toUTCString()}`;
};

/** Has the browser forget the session. */
export const forgottenCookie = (): string => `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;
