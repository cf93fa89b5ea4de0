import { Module } from '@nestjs/common';
import { ReadPolicies } from '#libs/application';
import { PackCatalogue } from '#libs/policy';
import { provide } from '../ports/provide.js';
import { PoliciesController } from './policies.controller.js';

/** Policy packs, as every account may read them. */
@Module({
  controllers: [PoliciesController],
  providers: [provide(ReadPolicies, PackCatalogue)],
})
export class PoliciesModule {}
