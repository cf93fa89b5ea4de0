import { Body, Controller, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Identity, ListGuidance, RecordGuidance } from '#libs/application';
import {
  type DryRunQuery,
  dryRunQuery,
  type GuidanceAnswer,
  type GuidanceBody,
  type GuidanceLettersAnswer,
  guidanceBody,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey, versionsOf } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class GuidanceController {
  constructor(
    private readonly recording: RecordGuidance,
    private readonly listing: ListGuidance,
  ) {}

  @Serves('GET /cycles/{cycleId}/guidance')
  @RequirePermission('readCycle')
  list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<GuidanceLettersAnswer> {
    return this.listing.execute(caller, cycleId);
  }

  @Serves('POST /cycles/{cycleId}/guidance')
  @RequirePermission('recordGuidance')
  record(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Req() request: FastifyRequest,
    @Body({ schema: guidanceBody }) body: GuidanceBody,
  ): Promise<GuidanceAnswer> {
    const seen = dryRun ? 'any' : versionsOf(request);
    return this.recording.execute(caller, cycleId, body, { idempotencyKey: key, dryRun, seen });
  }
}
