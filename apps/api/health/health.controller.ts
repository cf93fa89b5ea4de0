import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { scopeCode } from '#libs/access';
import type { Identity } from '#libs/application';
import { type HealthAnswer, type MeAnswer, roleName } from '#libs/contracts';
import { Caller, OpenRoute } from '../auth/token.guard.js';
import { HealthService } from './health.service.js';

@ApiTags('Hệ thống')
@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('healthz')
  @OpenRoute()
  @ApiOperation({ summary: 'API còn sống' })
  alive(): { ok: true } {
    return { ok: true };
  }

  @Get('readyz')
  @OpenRoute()
  @ApiOperation({ summary: 'API và cơ sở dữ liệu sẵn sàng nhận thao tác' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ ok: boolean }> {
    const ok = await this.health.ready();
    if (!ok) reply.status(503);
    return { ok };
  }

  @Get('api/v1/health/parts')
  @OpenRoute()
  @ApiOperation({ summary: 'Từng bộ phận của hệ thống' })
  parts(): Promise<HealthAnswer> {
    return this.health.parts();
  }

  @Get('api/v1/me')
  @ApiOperation({ summary: 'Tài khoản đang dùng' })
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
