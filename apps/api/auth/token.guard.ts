import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Identity, TokenStore } from '#libs/application';
import { DomainError } from '#libs/contracts';
import { isOpenRoute } from '../edge/serves.js';
import { TOKEN_STORE } from '../ports/tokens.js';
import { checkCycle } from './rehearsal-fence.js';
import { tokenDigest } from './tokens.js';

type WithIdentity = FastifyRequest & { identity?: Identity; tokenDigest?: string };

/** The account whose token came with the request. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Identity => {
  const { identity } = context.switchToHttp().getRequest<WithIdentity>();
  if (identity === undefined) throw new DomainError('AUTH.REQUIRED');
  return identity;
});

/** The token that came with the request. */
export const CallerToken = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  return bearerOf(context.switchToHttp().getRequest<WithIdentity>()) ?? '';
});

/** Digest of the token that came with the request, for what has to ask for the account again. */
export const CallerDigest = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  return context.switchToHttp().getRequest<WithIdentity>().tokenDigest ?? '';
});

/** Every route asks for a token unless the contract says otherwise. */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(@Inject(TOKEN_STORE) private readonly tokens: Pick<TokenStore, 'find'>) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isOpenRoute(context.getHandler())) return true;
    const request = context.switchToHttp().getRequest<WithIdentity>();
    const token = bearerOf(request);
    if (token === undefined) throw new DomainError('AUTH.REQUIRED');
    const digest = tokenDigest(token);
    const identity = await this.tokens.find(digest);
    if (identity === undefined) throw new DomainError('AUTH.INVALID');
    checkCycle(identity, request);
    request.identity = identity;
    request.tokenDigest = digest;
    return true;
  }
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token !== '' ? token : undefined;
}
