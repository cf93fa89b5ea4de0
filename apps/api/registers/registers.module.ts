import { Module } from '@nestjs/common';
import { CycleRules, ImportEntries, RecordEntry, ReopenRegisters } from '#libs/application';
import { provide } from '../ports/provide.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { RegisterReader } from './register-reader.service.js';
import { RegistersController } from './registers.controller.js';

/** Registers and their entries. */
@Module({
  controllers: [RegistersController],
  providers: [
    provide(RecordEntry, UNIT_OF_WORK, CycleRules),
    provide(ReopenRegisters, UNIT_OF_WORK, CycleRules),
    provide(ImportEntries, UNIT_OF_WORK, CycleRules, RecordEntry),
    RegisterReader,
  ],
})
export class RegistersModule {}
