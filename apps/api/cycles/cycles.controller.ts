import { Body, Controller, HttpStatus, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  ConfirmFigure,
  CycleSummary,
  type Identity,
  ListCycles,
  ListFigures,
  MoveClock,
  NameStep,
  OpenCycle,
  ShowCycle,
} from '#libs/application';
import {
  type ClockBody,
  type ConfirmationBody,
  type CycleAnswer,
  type CycleDetailAnswer,
  clockBody,
  confirmationBody,
  type FiguresAnswer,
  type OpenCycleAnswer,
  type OpenCycleBody,
  type OpeningCheckAnswer,
  openCycleBody,
  type StepNameAnswer,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class CyclesController {
  constructor(
    private readonly opening: OpenCycle,
    private readonly clock: MoveClock,
    private readonly confirming: ConfirmFigure,
    private readonly figures: ListFigures,
    private readonly listing: ListCycles,
    private readonly showing: ShowCycle,
    private readonly summary: CycleSummary,
    private readonly naming: NameStep,
  ) {}

  @Serves('GET /cycles/{cycleId}/steps/{stage}/name')
  stepName(@Param('cycleId') cycleId: string, @Param('stage') stage: string): Promise<StepNameAnswer> {
    return this.naming.execute(cycleId, stage);
  }

  @Serves('POST /cycles')
  @RequirePermission('openCycle')
  async open(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Body({ schema: openCycleBody }) body: OpenCycleBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenCycleAnswer> {
    const { cycle, isNew, ...told } = await this.opening.execute(caller, body, key);
    reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { cycle: await this.summary.of(cycle), isNew, ...told };
  }

  @Serves('POST /cycles/checks')
  @RequirePermission('openCycle')
  check(
    @Caller() caller: Identity,
    @Body({ schema: openCycleBody }) body: OpenCycleBody,
  ): Promise<OpeningCheckAnswer> {
    return this.opening.check(caller, body);
  }

  @Serves('GET /cycles')
  @RequirePermission('readCycle')
  list(@Caller() caller: Identity): Promise<{ readonly items: readonly CycleAnswer[] }> {
    return this.listing.execute(caller);
  }

  @Serves('GET /cycles/{cycleId}')
  @RequirePermission('readCycle')
  show(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<CycleDetailAnswer> {
    return this.showing.execute(caller, cycleId);
  }

  @Serves('POST /cycles/{cycleId}/clock')
  @RequirePermission('moveClock')
  async moveClock(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: clockBody }) body: ClockBody,
  ): Promise<CycleAnswer> {
    return this.summary.of(await this.clock.execute(caller, cycleId, body.to, key));
  }

  @Serves('POST /cycles/{cycleId}/confirmations')
  @RequirePermission('confirmFigure')
  async confirm(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: confirmationBody }) body: ConfirmationBody,
  ): Promise<CycleDetailAnswer> {
    await this.confirming.execute(caller, cycleId, body, key);
    return this.showing.execute(caller, cycleId);
  }

  @Serves('GET /cycles/{cycleId}/figures')
  @RequirePermission('readCycle')
  listFigures(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<FiguresAnswer> {
    return this.figures.execute(caller, cycleId);
  }
}
