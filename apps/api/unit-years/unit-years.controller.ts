import { Body, Controller, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  type Draft,
  type Identity,
  ListUnitYears,
  PlanRestart,
  SaveDraft,
  ShowScore,
  ShowUnitYear,
} from '#libs/application';
import {
  type DraftAnswer,
  type DraftBody,
  draftBody,
  type Page,
  type RestartPlanAnswer,
  type RestartQuery,
  type RoundQuery,
  restartQuery,
  roundQuery,
  type ScoreAnswer,
  type UnitYearAnswer,
  type UnitYearListQuery,
  type UnitYearRowAnswer,
  unitYearListQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { LookedAt, type Versions } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class UnitYearsController {
  constructor(
    private readonly planning: PlanRestart,
    private readonly drafts: SaveDraft,
    private readonly listing: ListUnitYears,
    private readonly showing: ShowUnitYear,
    private readonly scoring: ShowScore,
  ) {}

  @Serves('GET /cycles/{cycleId}/units')
  @RequirePermission('readUnitYears')
  list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: unitYearListQuery }) { commune, cursor, ...query }: UnitYearListQuery,
  ): Promise<Page<UnitYearRowAnswer>> {
    return this.listing.execute(caller, cycleId, { ...query, communeCode: commune, after: cursor });
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}')
  @RequirePermission('readUnitYears')
  show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
  ): Promise<UnitYearAnswer> {
    return this.showing.execute(caller, cycleId, unitId);
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/restart-plan')
  @RequirePermission('restart')
  plan(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: restartQuery }) query: RestartQuery,
  ): Promise<RestartPlanAnswer> {
    return this.planning.execute(caller, { cycleId, unitId, ...query });
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/score')
  @RequirePermission('readScores')
  score(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: roundQuery }) query: RoundQuery,
  ): Promise<ScoreAnswer> {
    return this.scoring.execute(caller, cycleId, unitId, query.round);
  }

  @Serves('PUT /cycles/{cycleId}/units/{unitId}/drafts/{stage}')
  @RequirePermission('prepareDraft')
  async saveDraft(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
    @LookedAt() expected: Versions,
    @Body({ schema: draftBody }) { body }: DraftBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftAnswer> {
    return answerDraft(reply, await this.drafts.execute(caller, { cycleId, unitId, stage, body, expected }));
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/drafts/{stage}')
  @RequirePermission('prepareDraft')
  async draft(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftAnswer> {
    return answerDraft(reply, await this.drafts.find(caller, cycleId, unitId, stage));
  }
}

function answerDraft(
  reply: FastifyReply,
  { stage, version, body, updatedBy, updatedAt }: Draft,
): DraftAnswer {
  reply.header('ETag', `"${version}"`);
  return { stage, version, body, updatedBy, updatedAt };
}
