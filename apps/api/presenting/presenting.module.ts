import { Module } from '@nestjs/common';
import { ApproveDraft, CycleRules, PresentDraft, ShowPresented, SubmitCommand } from '#libs/application';
import { CommandsModule } from '../commands/commands.module.js';
import { provide } from '../ports/provide.js';
import { RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { PresentingController } from './presenting.controller.js';

/** Drafts that a unit's clerk puts before its head. */
@Module({
  imports: [CommandsModule],
  controllers: [PresentingController],
  providers: [
    provide(PresentDraft, UNIT_OF_WORK, RUNS, CycleRules),
    provide(ApproveDraft, UNIT_OF_WORK, SubmitCommand, CycleRules),
    provide(ShowPresented, UNIT_OF_WORK, CycleRules),
  ],
})
export class PresentingModule {}
