import { Module } from '@nestjs/common';
import {
  ApplyCommand,
  CycleRules,
  EnterPapers,
  type EntryLog,
  ReadEntryTemplate,
  ReadPaperSlip,
} from '#libs/application';
import type { Logger } from '#libs/observability';
import { port, provide } from '../ports/provide.js';
import { CONFIG, FAULT_POINTS, LIST_FILES, LOGGER, READING, UNIT_OF_WORK } from '../ports/tokens.js';
import { PaperEntriesController } from './paper-entries.controller.js';
import { PaperFiles } from './paper-files.js';

const ENTRY_LOG = port<EntryLog>('EntryLog');

/** Entering papers of many units from one workbook. */
@Module({
  controllers: [PaperEntriesController],
  providers: [
    {
      provide: ENTRY_LOG,
      useFactory: (logger: Logger): EntryLog => ({
        warn: (event, detail) => {
          logger.warn(detail, event);
        },
      }),
      inject: [LOGGER],
    },
    provide(ReadEntryTemplate, READING, CycleRules),
    provide(ReadPaperSlip, READING, CycleRules),
    provide(PaperFiles, CONFIG),
    provide(ApplyCommand, UNIT_OF_WORK, CycleRules, FAULT_POINTS),
    provide(EnterPapers, UNIT_OF_WORK, CycleRules, LIST_FILES, ApplyCommand, ENTRY_LOG),
  ],
})
export class PaperEntriesModule {}
