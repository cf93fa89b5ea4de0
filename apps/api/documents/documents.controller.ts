import { Controller, Param, Query, type StreamableFile } from '@nestjs/common';
import { ComposeDocument, type Identity } from '#libs/application';
import { type DocumentAnswer, type DocumentQuery, documentQuery, type Page } from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { attachment } from '../edge/attachment.js';
import { Serves } from '../edge/serves.js';
import { documentAnswer } from './documents.answer.js';

@Controller()
export class DocumentsController {
  constructor(private readonly composing: ComposeDocument) {}

  @Serves('GET /cycles/{cycleId}/documents')
  @RequirePermission('composeDocument')
  async list(@Caller() caller: Identity, @Param('cycleId') cycleId: string): Promise<Page<DocumentAnswer>> {
    return { items: (await this.composing.list(caller, cycleId)).map(documentAnswer) };
  }

  @Serves('GET /cycles/{cycleId}/documents/{kind}')
  @RequirePermission('composeDocument')
  async compose(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Param('kind') kind: string,
    @Query({ schema: documentQuery }) query: DocumentQuery,
  ): Promise<StreamableFile> {
    const { unit: unitId, commune: communeCode, entry: entryId, ...asked } = query;
    const request = { ...asked, cycleId, kind, unitId, communeCode, entryId };
    const { input, bytes } = await this.composing.execute(caller, request);
    const about = 'unit' in input ? input.unit.unitId : (input.areas.commune ?? input.areas.province);
    return attachment(`${input.document.name} ${about} ${input.year}`, query.format, bytes);
  }
}
