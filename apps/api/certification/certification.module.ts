import { Module } from '@nestjs/common';
import { CycleRules, PlanResult, RecordDecision } from '#libs/application';
import { CommandsModule } from '../commands/commands.module.js';
import { CyclesModule } from '../cycles/cycles.module.js';
import { provide } from '../ports/provide.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { CertificationController } from './certification.controller.js';
import { CertificationReader } from './certification-reader.service.js';

/** Decisions, results, and what follows from them. */
@Module({
  imports: [CommandsModule, CyclesModule],
  controllers: [CertificationController],
  providers: [
    provide(RecordDecision, UNIT_OF_WORK, CycleRules),
    provide(PlanResult, UNIT_OF_WORK, CycleRules),
    CertificationReader,
  ],
  exports: [CertificationReader],
})
export class CertificationModule {}
