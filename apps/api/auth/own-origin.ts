import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';

/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

export const isChange = ({ method }: Pick<FastifyRequest, 'method'>): boolean => !SAFE.includes(method);

/**
 * Refuses a change that a page of others has sent from somebody's browser. Browsers say of each request that changes
 * something where it comes from; a session goes by browsers alone, so one that says nothing is refused with it. A program that signs in
 * or asks by a token says nothing.
 *
 * @throws DomainError AUTH.FOREIGN_ORIGIN
 */
export function requireOwnOrigin(
  { method, headers, protocol }: Pick<FastifyRequest, 'headers' | 'method' | 'protocol'>,
  { bySession }: { readonly bySession: boolean },
): void {
  if (!isChange({ method })) return;
  const site = headers['sec-fetch-site'];
  const { origin, host } = headers;
  if (site === undefined && origin === undefined && !bySession) return;
  const isOwn = site === undefined ? origin === `${protocol}://${host}` : site === 'same-origin';
  if (!isOwn) throw new DomainError('AUTH.FOREIGN_ORIGIN');
}
