import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { scopeCode } from '#libs/access';
import type { Identity } from '#libs/application';
import { roleName } from '#libs/contracts';
import { type HealthAnswer, type MeAnswer } from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';
import { HealthService } from './health.service.js';

@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Serves('GET /healthz')
  alive(): { ok: true } {
    return { ok: true };
  }

  @Serves('GET /readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ ok: boolean }> {
    const ok = await this.health.ready();
    if (!ok) reply.status(503);
    return { ok };
  }

  @Serves('GET /health/parts')
  parts(): Promise<HealthAnswer> {
    return this.health.parts();
  }

  @Serves('GET /me')
  @RequirePermission('readOwnAccount')
  me(@Caller() caller: Identity): MeAnswer {
    const { scope } = caller;
    return {
      name: caller.name,
      role: caller.role,
      roleName: roleName(caller.role),
      scope: { level: scope.level, code: scopeCode(scope) },
    };
  }
}
