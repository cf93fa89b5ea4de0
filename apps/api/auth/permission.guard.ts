import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { deniedAtOnce, type Identity, requireVisible, type UnitOfWork } from '#libs/application';
import { isOpenRoute } from '../edge/serves.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { permissionsOf } from './permission.js';

type Asking = FastifyRequest & { identity?: Identity };

/** Asks the table of rights what the caller of a route could do at all, once `TokenGuard` has found out who it is. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(@Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    if (isOpenRoute(handler)) return true;
    const acts = permissionsOf(handler);
    if (acts === undefined) throw new Error(`${handler.name} names no permission`);
    const { identity, params, query } = context.switchToHttp().getRequest<Asking>();
    if (identity === undefined) return false;
    const refusal = deniedAtOnce(identity, acts);
    if (refusal === undefined) return true;
    // What the caller may not see is told like what is not there, before a word of what it may not do.
    const { cycleId = (query as { cycle?: unknown }).cycle, unitId } = params as Record<string, unknown>;
    await this.unitOfWork.inTransaction((records) =>
      requireVisible(records, identity, { cycleId: textOf(cycleId), unitId: textOf(unitId) }),
    );
    throw refusal;
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
