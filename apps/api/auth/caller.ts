import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Credential, Identity } from '#libs/application';
import { DomainError } from '#libs/contracts';

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

/** The token that came with the request; undefined where a session did. */
export const CallerToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined => bearerOf(requestOf(context)),
);

/** By what the account came in, for what has to ask for it again. */
export const CallerCredential = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Credential => {
    const { credential } = requestOf(context);
    if (credential === undefined) throw new DomainError('AUTH.REQUIRED');
    return credential;
  },
);
