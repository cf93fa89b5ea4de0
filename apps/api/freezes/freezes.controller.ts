import { Body, Controller, Param, Query } from '@nestjs/common';
import { FreezeFigures, type Identity, ReadFreezes } from '#libs/application';
import {
  type DryRunQuery,
  dryRunQuery,
  type FreezeAnswer,
  type FreezeBody,
  type FreezeDetailAnswer,
  type FreezeMadeAnswer,
  type FreezeQuery,
  freezeBody,
  freezeQuery,
  type Page,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class FreezesController {
  constructor(
    private readonly freezing: FreezeFigures,
    private readonly reading: ReadFreezes,
  ) {}

  @Serves('POST /cycles/{cycleId}/freezes')
  @RequirePermission('freezeFigures')
  freeze(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: freezeBody }) body: FreezeBody,
  ): Promise<FreezeMadeAnswer> {
    return this.freezing.execute(caller, { cycleId, idempotencyKey, body }, dryRun);
  }

  @Serves('GET /cycles/{cycleId}/freezes')
  @RequirePermission('readFreezes')
  list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<Page<FreezeAnswer>> {
    return this.reading.list(caller, cycleId);
  }

  @Serves('GET /cycles/{cycleId}/freezes/{freeze}')
  @RequirePermission('readFreezes')
  show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('freeze') freeze: string,
    @Query({ schema: freezeQuery }) { commune }: FreezeQuery,
  ): Promise<FreezeDetailAnswer> {
    return this.reading.show(caller, cycleId, freeze, commune);
  }
}
