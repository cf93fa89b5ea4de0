import { Body, Controller, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AmendDeadline, type Identity, ListDeadlines } from '#libs/application';
import {
  type DeadlineBody,
  type DeadlineChangeAnswer,
  type DeadlinesAnswer,
  type DryRunQuery,
  deadlineBody,
  dryRunQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey, versionsOf } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class DeadlinesController {
  constructor(
    private readonly amending: AmendDeadline,
    private readonly listing: ListDeadlines,
  ) {}

  @Serves('GET /cycles/{cycleId}/deadlines')
  @RequirePermission('readCycle')
  list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<DeadlinesAnswer> {
    return this.listing.execute(caller, cycleId);
  }

  @Serves('POST /cycles/{cycleId}/deadlines')
  @RequirePermission('amendDeadline')
  amend(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Req() request: FastifyRequest,
    @Body({ schema: deadlineBody }) body: DeadlineBody,
  ): Promise<DeadlineChangeAnswer> {
    return this.amending.execute(caller, cycleId, body, key, dryRun, dryRun ? 'any' : versionsOf(request));
  }
}
