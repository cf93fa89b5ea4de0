import { Readable } from 'node:stream';
import { Body, Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AddEvidence,
  type FileStorage,
  type Identity,
  ReadEvidence,
  WithdrawEvidence,
} from '#libs/application';
import {
  type EvidenceAnswer,
  type EvidenceId,
  type EvidenceQuery,
  evidenceId,
  evidenceQuery,
  type Page,
  type WithdrawalBody,
  withdrawalBody,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { keptNameOf } from '../edge/attachment.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';
import { FILE_STORAGE } from '../ports/tokens.js';
import { evidenceAnswer } from './evidence.answer.js';
import { readEvidenceForm } from './evidence-form.js';

@Controller()
export class EvidenceController {
  constructor(
    private readonly adding: AddEvidence,
    private readonly withdrawing: WithdrawEvidence,
    private readonly reading: ReadEvidence,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
  ) {}

  @Serves('GET /cycles/{cycleId}/units/{unitId}/evidence')
  @RequirePermission('readEvidence')
  async list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: evidenceQuery }) { criterion, cursor, limit }: EvidenceQuery,
  ): Promise<Page<EvidenceAnswer>> {
    const found = await this.reading.page(caller, cycleId, unitId, { criterion, after: cursor, limit });
    return {
      items: found.map(evidenceAnswer),
      next: found.length === limit ? found.at(-1)?.id : undefined,
    };
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/evidence')
  @RequirePermission('addEvidence')
  async add(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Req() request: FastifyRequest,
  ): Promise<EvidenceAnswer> {
    const { maxBytes } = await this.adding.admit(caller, cycleId, unitId);
    const form = await readEvidenceForm(request, this.storage, maxBytes);
    return evidenceAnswer(await this.adding.execute(caller, { cycleId, unitId, idempotencyKey, ...form }));
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}')
  @RequirePermission('readEvidence')
  async show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('evidenceId', { schema: evidenceId }) id: EvidenceId,
  ): Promise<EvidenceAnswer> {
    return evidenceAnswer(await this.reading.find(caller, cycleId, unitId, id));
  }

  @Serves('GET /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/file')
  @RequirePermission('readEvidence')
  async download(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('evidenceId', { schema: evidenceId }) id: EvidenceId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { file, content } = await this.reading.open(caller, cycleId, unitId, id);
    await reply
      .header('Content-Type', file.type)
      .header('Content-Length', file.bytes)
      .header('Content-Disposition', keptNameOf(file.name))
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('Cache-Control', 'private, no-store')
      .send(Readable.from(content, { objectMode: false }));
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/withdrawal')
  @RequirePermission('withdrawEvidence')
  async withdraw(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('evidenceId', { schema: evidenceId }) id: EvidenceId,
    @Body({ schema: withdrawalBody }) { reason }: WithdrawalBody,
  ): Promise<EvidenceAnswer> {
    return evidenceAnswer(
      await this.withdrawing.execute(caller, { cycleId, unitId, evidenceId: id, reason, key }),
    );
  }
}
