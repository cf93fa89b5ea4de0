import { Module } from '@nestjs/common';
import { AskExtension, CycleRules, GrantExtension, ListExtensions, SubmitCommand } from '#libs/application';
import { CommandsModule } from '../commands/commands.module.js';
import { provide } from '../ports/provide.js';
import { READING, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { ExtensionsController } from './extensions.controller.js';

/** Requests of units for more time, and what is answered to them. */
@Module({
  imports: [CommandsModule],
  controllers: [ExtensionsController],
  providers: [
    provide(AskExtension, UNIT_OF_WORK, RUNS, CycleRules),
    provide(GrantExtension, UNIT_OF_WORK, SubmitCommand, CycleRules),
    provide(ListExtensions, READING, CycleRules),
  ],
})
export class ExtensionsModule {}
