import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { HealthAnswer } from '#libs/contracts/http';
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
}
