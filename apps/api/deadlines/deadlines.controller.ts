import { Body, Controller, Param, Query } from '@nestjs/common';
import { AmendDeadline, type Identity } from '#libs/application';
import {
  type DeadlineBody,
  type DeadlineChangeAnswer,
  type DeadlinesAnswer,
  type DryRunQuery,
  deadlineBody,
  dryRunQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';
import { DeadlineReader } from './deadline-reader.service.js';

@Controller()
export class DeadlinesController {
  constructor(
    private readonly amending: AmendDeadline,
    private readonly cycles: CycleReader,
    private readonly reader: DeadlineReader,
  ) {}

  @Serves('GET /cycles/{cycleId}/deadlines')
  list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<DeadlinesAnswer> {
    return this.reader.list(caller, cycleId);
  }

  @Serves('POST /cycles/{cycleId}/deadlines')
  async amend(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: deadlineBody }) body: DeadlineBody,
  ): Promise<DeadlineChangeAnswer> {
    await this.cycles.find(caller, cycleId);
    return this.amending.execute(caller, cycleId, body, key, dryRun);
  }
}
