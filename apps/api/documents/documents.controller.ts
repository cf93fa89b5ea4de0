import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ComposeDocument, type Identity } from '#libs/application';
import type { DocumentAnswer, Page } from '#libs/contracts';
import { cite } from '#libs/policy';
import { Caller } from '../auth/token.guard.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { attachment } from '../edge/attachment.js';
import { type DocumentQuery, documentQuery } from './documents.input.js';

@ApiTags('Văn bản')
@ApiBearerAuth()
@Controller('cycles/:cycleId/documents')
export class DocumentsController {
  constructor(
    private readonly composing: ComposeDocument,
    private readonly cycles: CycleReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các văn bản tài khoản lập được từ hồ sơ của chu kỳ' })
  async list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<Page<DocumentAnswer>> {
    const available = await this.composing.list(caller, cycleId);
    const pack = await this.cycles.packOf(await this.cycles.find(caller, cycleId));
    return {
      items: available.map(({ document: { key, name, about, stage, src, status }, formats }) => ({
        kind: key,
        name,
        about,
        formats,
        stage,
        source: cite(pack, src),
        status,
      })),
    };
  }

  @Get(':kind')
  @ApiProduces(
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  )
  @ApiOperation({
    summary: 'Lập một văn bản (Word theo Nghị định 30/2020/NĐ-CP, hoặc Excel) từ hồ sơ lúc này',
    description:
      'unit: văn bản của một đơn vị; commune: cấp tỉnh lập cho một xã, phường; stage: công văn đôn đốc một bước; entry: mục trong sổ mà văn bản lập theo, không nêu thì mục mới nhất.',
  })
  async compose(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('kind') kind: string,
    @Query({ schema: documentQuery }) { unit, commune, stage, entry, format }: DocumentQuery,
  ): Promise<StreamableFile> {
    const request = { cycleId, kind, unitId: unit, communeCode: commune, stage, entryId: entry, format };
    const { input, bytes } = await this.composing.execute(caller, request);
    const about = 'unit' in input ? input.unit.unitId : (input.areas.commune ?? input.areas.province);
    return attachment(`${input.document.name} ${about} ${input.year}`, format, bytes);
  }
}
