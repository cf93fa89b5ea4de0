import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Credential, Identity } from '#libs/application';
import { DomainError } from '#libs/contracts';
import { sessionSecretOf } from './session-cookie.js';

/** A request as `Admission` leaves it: with the account that asks, where the route needs one. */
export type AdmittedRequest = FastifyRequest & { identity?: Identity; credential?: Credential };

/** The token that came with a request. */
export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token !== '' ? token : undefined;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<AdmittedRequest>();

/** The account that asks. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Identity => {
  const { identity } = requestOf(context);
  if (identity === undefined) throw new DomainError('AUTH.REQUIRED');
  return identity;
});

/** The secret that came with the request: of a token or a session. */
export const CallerSecret = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const request = requestOf(context);
  const secret = bearerOf(request) ?? sessionSecretOf(request);
  if (secret === undefined) throw new DomainError('AUTH.REQUIRED');
  return secret;
});

/** By what the account came in, for what has to ask for it again. */
export const CallerCredential = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Credential => {
    const { credential } = requestOf(context);
    if (credential === undefined) throw new DomainError('AUTH.REQUIRED');
    return credential;
  },
);
