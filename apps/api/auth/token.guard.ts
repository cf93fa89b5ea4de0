import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Identity } from '#libs/application';
import { DomainError } from '#libs/contracts';
import { PostgresTokenStore } from '#libs/persistence';
import { checkCycle } from './rehearsal-fence.js';
import { tokenDigest } from './tokens.js';

const OPEN_ROUTE = 'open-route';

/** A route that needs no token. */
export const OpenRoute = () => SetMetadata(OPEN_ROUTE, true);

type WithIdentity = FastifyRequest & { identity?: Identity; tokenDigest?: string };

/** The account whose token came with the request. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Identity => {
  const { identity } = context.switchToHttp().getRequest<WithIdentity>();
  if (identity === undefined) throw new DomainError('AUTH.REQUIRED');
  return identity;
});

/** Digest of the token that came with the request, for what has to ask for the account again. */
export const CallerDigest = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  return context.switchToHttp().getRequest<WithIdentity>().tokenDigest ?? '';
});

/** Every route asks for a token unless it says otherwise. */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    private readonly tokens: PostgresTokenStore,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN_ROUTE, targets) === true) return true;
    const request = context.switchToHttp().getRequest<WithIdentity>();
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
      throw new DomainError('AUTH.REQUIRED');
    }
    const digest = tokenDigest(token);
    const identity = await this.tokens.find(digest);
    if (identity === undefined) throw new DomainError('AUTH.INVALID');
    checkCycle(identity, request);
    request.identity = identity;
    request.tokenDigest = digest;
    return true;
  }
}
