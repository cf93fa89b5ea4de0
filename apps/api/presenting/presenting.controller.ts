import { Body, Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApproveDraft, type Identity, PresentDraft, presentedAnswer, ShowPresented } from '#libs/application';
import {
  type ApproveDraftBody,
  approveDraftBody,
  type CommandAnswer,
  type GiveBackBody,
  giveBackBody,
  type PresentBody,
  type PresentedAnswer,
  type ProblemAnswer,
  presentBody,
  type TakeBackBody,
  takeBackBody,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { answerCommand } from '../edge/command-answer.js';
import { IdempotencyKey, LookedAt, type Versions } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class PresentingController {
  constructor(
    private readonly presenting: PresentDraft,
    private readonly approving: ApproveDraft,
    private readonly showing: ShowPresented,
  ) {}

  @Serves('POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation')
  @RequirePermission('presentDraft')
  async present(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
    @LookedAt() expected: Versions,
    @Body({ schema: presentBody }) { note }: PresentBody,
  ): Promise<PresentedAnswer> {
    const request = { cycleId, unitId, stage, idempotencyKey, note, expected };
    return presentedAnswer(await this.presenting.present(caller, request));
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation')
  @RequirePermission('followDraft')
  async show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
  ): Promise<PresentedAnswer> {
    return presentedAnswer(await this.showing.execute(caller, cycleId, unitId, stage));
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/withdrawal')
  @RequirePermission('takeBackDraft')
  async takeBack(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
    @Body({ schema: takeBackBody }) { reason }: TakeBackBody,
  ): Promise<PresentedAnswer> {
    const request = { cycleId, unitId, stage, idempotencyKey, reason };
    return presentedAnswer(await this.presenting.takeBack(caller, request));
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/approval')
  @RequirePermission('approveDraft')
  async approve(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
    @Body({ schema: approveDraftBody }) { digest }: ApproveDraftBody,
    @Req() { id: trace }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer | ProblemAnswer> {
    const request = { cycleId, unitId, stage, idempotencyKey, digest, trace };
    return answerCommand(reply, await this.approving.execute(caller, request));
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/return')
  @RequirePermission('giveBackDraft')
  async giveBack(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('stage') stage: string,
    @Body({ schema: giveBackBody }) { digest, reason }: GiveBackBody,
  ): Promise<PresentedAnswer> {
    const request = { cycleId, unitId, stage, idempotencyKey, digest, reason };
    return presentedAnswer(await this.presenting.giveBack(caller, request));
  }
}
