import { Body, Controller, Param } from '@nestjs/common';
import { type Identity, ShowRehearsedYear, StartRehearsedYear, StopRehearsedYear } from '#libs/application';
import {
  type RehearsedYearAnswer,
  type RehearsedYearBody,
  rehearsedYearBody,
  type StopYearBody,
  stopYearBody,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class RehearsedYearController {
  constructor(
    private readonly starting: StartRehearsedYear,
    private readonly stopping: StopRehearsedYear,
    private readonly showing: ShowRehearsedYear,
  ) {}

  @Serves('GET /cycles/{cycleId}/rehearsal/year')
  @RequirePermission('readRehearsal')
  show(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<RehearsedYearAnswer> {
    return this.showing.execute(caller, cycleId);
  }

  @Serves('POST /cycles/{cycleId}/rehearsal/year')
  @RequirePermission('runRehearsal')
  async start(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: rehearsedYearBody }) body: RehearsedYearBody,
  ): Promise<RehearsedYearAnswer> {
    await this.starting.execute(caller, cycleId, body, key);
    return this.showing.execute(caller, cycleId);
  }

  @Serves('POST /cycles/{cycleId}/rehearsal/year/stop')
  @RequirePermission('runRehearsal')
  async stop(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: stopYearBody }) { reason }: StopYearBody,
  ): Promise<RehearsedYearAnswer> {
    await this.stopping.execute(caller, cycleId, reason, key);
    return this.showing.execute(caller, cycleId);
  }
}
