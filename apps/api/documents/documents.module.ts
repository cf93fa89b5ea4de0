import { Module } from '@nestjs/common';
import { ComposeDocument, CycleRules } from '#libs/application';
import { PaperRenderer } from '#libs/documents';
import { provide } from '../ports/provide.js';
import { EXPORTING } from '../ports/tokens.js';
import { DocumentsController } from './documents.controller.js';

/** Papers made from what is recorded. */
@Module({
  controllers: [DocumentsController],
  providers: [provide(PaperRenderer), provide(ComposeDocument, EXPORTING, CycleRules, PaperRenderer)],
})
export class DocumentsModule {}
