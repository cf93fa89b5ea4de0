import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AddEvidence,
  type FileStorage,
  type Identity,
  ReadEvidence,
  WithdrawEvidence,
} from '#libs/application';
import { type EvidenceAnswer, type Page, type WithdrawalBody, withdrawalBody } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { IdempotencyKey } from '../edge/input.js';
import { ApiPost } from '../edge/openapi.js';
import { FILE_STORAGE } from '../ports/tokens.js';
import { attachmentOf, evidenceAnswer } from './evidence.answer.js';
import { type EvidenceId, type EvidenceQuery, evidenceId, evidenceQuery } from './evidence.input.js';
import { readEvidenceForm } from './evidence-form.js';

@ApiTags('Minh chứng')
@ApiBearerAuth()
@Controller('cycles/:cycleId/units/:unitId/evidence')
export class EvidenceController {
  constructor(
    private readonly adding: AddEvidence,
    private readonly withdrawing: WithdrawEvidence,
    private readonly reading: ReadEvidence,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Minh chứng của một đơn vị, cả những minh chứng đã rút; lọc theo tiêu chí' })
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

  @Post()
  @ApiPost()
  @ApiConsumes('multipart/form-data')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary:
      'Thêm minh chứng: criterion, title, effectiveOn, declared và tệp (file) hoặc số văn bản (reference)',
  })
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

  @Get(':evidenceId')
  @ApiOperation({ summary: 'Một minh chứng' })
  async show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('evidenceId', { schema: evidenceId }) id: EvidenceId,
  ): Promise<EvidenceAnswer> {
    return evidenceAnswer(await this.reading.find(caller, cycleId, unitId, id));
  }

  @Get(':evidenceId/file')
  @ApiOperation({ summary: 'Tải tệp của một minh chứng' })
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
      .header('Content-Disposition', attachmentOf(file.name))
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('Cache-Control', 'private, no-store')
      .send(Readable.from(content, { objectMode: false }));
  }

  @Post(':evidenceId/withdrawal')
  @ApiPost(withdrawalBody)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Rút một minh chứng: vẫn xem được, không còn được tính' })
  async withdraw(
    @Caller() caller: Identity,
    @IdempotencyKey() _idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('evidenceId', { schema: evidenceId }) id: EvidenceId,
    @Body({ schema: withdrawalBody }) { reason }: WithdrawalBody,
  ): Promise<EvidenceAnswer> {
    return evidenceAnswer(
      await this.withdrawing.execute(caller, { cycleId, unitId, evidenceId: id, reason }),
    );
  }
}
