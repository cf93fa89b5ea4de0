import { Body, Controller, Param, Query } from '@nestjs/common';
import { type Identity, MigrateCycle } from '#libs/application';
import {
  type DryRunQuery,
  dryRunQuery,
  type MigrationAnswer,
  type MigrationBody,
  type MigrationsAnswer,
  migrationBody,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class MigrationsController {
  constructor(private readonly migrating: MigrateCycle) {}

  @Serves('GET /cycles/{cycleId}/migrations')
  @RequirePermission('readCycle')
  list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<MigrationsAnswer> {
    return this.migrating.list(caller, cycleId);
  }

  @Serves('POST /cycles/{cycleId}/migrations')
  @RequirePermission('migrateCycle')
  migrate(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: migrationBody }) body: MigrationBody,
  ): Promise<MigrationAnswer> {
    return this.migrating.execute(caller, cycleId, body, key, dryRun);
  }
}
