import { Module } from '@nestjs/common';
import { ComposeDocument, CycleRules, OwnReportDraft } from '#libs/application';
import { PaperRenderer } from '#libs/documents';
import { provide } from '../ports/provide.js';
import { EXPORTING, UNIT_OF_WORK } from '../ports/tokens.js';
import { DocumentsController } from './documents.controller.js';

/** Papers made from what is recorded. */
@Module({
  controllers: [DocumentsController],
  providers: [
    provide(PaperRenderer),
    provide(OwnReportDraft, UNIT_OF_WORK, CycleRules),
    provide(ComposeDocument, EXPORTING, CycleRules, PaperRenderer, OwnReportDraft),
  ],
})
export class DocumentsModule {}
