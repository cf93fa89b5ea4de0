import { Module } from '@nestjs/common';
import { PoliciesController } from './policies.controller.js';

/** Policy packs, as every account may read them. */
@Module({
  controllers: [PoliciesController],
})
export class PoliciesModule {}
