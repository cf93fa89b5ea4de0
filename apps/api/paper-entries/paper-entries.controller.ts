import { Body, Controller, Param, Query, type StreamableFile } from '@nestjs/common';
import { EnterPapers, type Identity, ReadEntryTemplate, ReadPaperSlip } from '#libs/application';
import {
  type EntryTemplateQuery,
  entryTemplateQuery,
  type PaperEntriesAnswer,
  type PaperEntriesQuery,
  paperEntriesQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { attachment } from '../edge/attachment.js';
import { IdempotencyKey } from '../edge/input.js';
import { listFileOf } from '../edge/list-file.js';
import { Serves } from '../edge/serves.js';
import { PaperFiles } from './paper-files.js';

/** Papers of many units, typed into one workbook. */
@Controller()
export class PaperEntriesController {
  constructor(
    private readonly entering: EnterPapers,
    private readonly templates: ReadEntryTemplate,
    private readonly slips: ReadPaperSlip,
    private readonly files: PaperFiles,
  ) {}

  @Serves('GET /cycles/{cycleId}/units/{unitId}/papers/{stage}/slip')
  @RequirePermission('composeDocument')
  async slip(
    @Caller() caller: Identity,
    @Param() about: { cycleId: string; unitId: string; stage: string },
  ): Promise<StreamableFile> {
    const slip = await this.slips.execute(caller, about);
    const name = `Phiếu tiếp nhận ${slip.unitId} ${slip.stage} ${slip.year}`;
    return attachment(name, 'docx', await this.files.slip(slip));
  }

  @Serves('GET /cycles/{cycleId}/paper-entries/template')
  @RequirePermission('submitOnBehalf')
  async template(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: entryTemplateQuery }) wish: EntryTemplateQuery,
  ): Promise<StreamableFile> {
    const template = await this.templates.execute(caller, cycleId, wish);
    return attachment(`Nhập văn bản giấy ${template.year}`, 'xlsx', await this.files.workbook(template));
  }

  @Serves('POST /cycles/{cycleId}/paper-entries')
  @RequirePermission('submitOnBehalf')
  enter(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Query({ schema: paperEntriesQuery }) query: PaperEntriesQuery,
    @Body() file: unknown,
  ): Promise<PaperEntriesAnswer> {
    const about = { cycleId, idempotencyKey };
    return this.entering.execute(caller, about, listFileOf(file, query), query.dryRun);
  }
}
