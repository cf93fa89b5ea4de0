import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Identity } from '#libs/application';
import { DomainError } from '#libs/contracts';

/** A request as `Admission` leaves it: with the account that asks, where the route needs one. */
export type AdmittedRequest = FastifyRequest & { identity?: Identity; tokenDigest?: string };

/** The token that came with a request. */
export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token !== '' ? token : undefined;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<AdmittedRequest>();

/** The account whose token came with the request. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Identity => {
  const { identity } = requestOf(context);
  if (identity === undefined) throw new DomainError('AUTH.REQUIRED');
  return identity;
});

/** The token that came with the request. */
export const CallerToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => bearerOf(requestOf(context)) ?? '',
);

/** Digest of the token that came with the request, for what has to ask for the account again. */
export const CallerDigest = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => requestOf(context).tokenDigest ?? '',
);
