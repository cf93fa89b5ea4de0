import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

/** Signs of life, and the account that asks. */
@Module({
  controllers: [HealthController],
  providers: [HealthService],
})
export class HealthModule {}
