import { Module } from '@nestjs/common';
import { CycleRules, MigrateCycle } from '#libs/application';
import { PackCatalogue } from '#libs/policy';
import { provide } from '../ports/provide.js';
import { FAULT_POINTS, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { MigrationsController } from './migrations.controller.js';

/** Another pack for a running cycle. */
@Module({
  controllers: [MigrationsController],
  providers: [provide(MigrateCycle, UNIT_OF_WORK, RUNS, CycleRules, PackCatalogue, FAULT_POINTS)],
})
export class MigrationsModule {}
