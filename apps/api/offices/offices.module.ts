import { Module } from '@nestjs/common';
import { ImportOffices, ReadOffices } from '#libs/application';
import { provide } from '../ports/provide.js';
import { LIST_FILES, READING, UNIT_OF_WORK } from '../ports/tokens.js';
import { OfficesController } from './offices.controller.js';

/** The offices that receive, appraise, decide and supervise. */
@Module({
  controllers: [OfficesController],
  providers: [provide(ReadOffices, READING), provide(ImportOffices, UNIT_OF_WORK, LIST_FILES)],
})
export class OfficesModule {}
