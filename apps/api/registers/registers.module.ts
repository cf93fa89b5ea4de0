import { Module } from '@nestjs/common';
import { CycleRules, ImportEntries, ReadRegisters, RecordEntry, ReopenRegisters } from '#libs/application';
import { provide } from '../ports/provide.js';
import { LIST_FILES, READ_MODEL, READING, UNIT_OF_WORK } from '../ports/tokens.js';
import { RegistersController } from './registers.controller.js';

/** Registers and their entries. */
@Module({
  controllers: [RegistersController],
  providers: [
    provide(ReadRegisters, READING, READ_MODEL, CycleRules),
    provide(RecordEntry, UNIT_OF_WORK, CycleRules),
    provide(ReopenRegisters, UNIT_OF_WORK, CycleRules),
    provide(ImportEntries, UNIT_OF_WORK, CycleRules, RecordEntry, LIST_FILES),
  ],
})
export class RegistersModule {}
