import { Module } from '@nestjs/common';
import {
  CycleRules,
  ListAwardProposals,
  ListExclusions,
  ListHeads,
  ListRegistrations,
  ListResults,
  PlanResult,
  ReadDecisionList,
  ReadDecisions,
  RecordDecision,
} from '#libs/application';
import { CommandsModule } from '../commands/commands.module.js';
import { provide } from '../ports/provide.js';
import {
  CERTIFICATION_MODEL,
  DECISION_MODEL,
  EXCLUSION_MODEL,
  LIST_FILES,
  UNIT_OF_WORK,
} from '../ports/tokens.js';
import { CertificationController } from './certification.controller.js';

/** Decisions, results, and what follows from them. */
@Module({
  imports: [CommandsModule],
  controllers: [CertificationController],
  providers: [
    provide(ReadDecisions, UNIT_OF_WORK, DECISION_MODEL),
    provide(ListResults, UNIT_OF_WORK, CERTIFICATION_MODEL, CycleRules),
    provide(ListRegistrations, UNIT_OF_WORK, CERTIFICATION_MODEL),
    provide(ListHeads, UNIT_OF_WORK, CERTIFICATION_MODEL, CycleRules),
    provide(ListAwardProposals, UNIT_OF_WORK, CERTIFICATION_MODEL, CycleRules),
    provide(ListExclusions, UNIT_OF_WORK, EXCLUSION_MODEL, CERTIFICATION_MODEL, CycleRules),
    provide(RecordDecision, UNIT_OF_WORK, CycleRules),
    provide(PlanResult, UNIT_OF_WORK, CycleRules),
    provide(ReadDecisionList, UNIT_OF_WORK, LIST_FILES),
  ],
})
export class CertificationModule {}
