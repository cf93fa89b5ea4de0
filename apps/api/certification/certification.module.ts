import { Module } from '@nestjs/common';
import {
  CorrectDecision,
  CycleRules,
  ListAwardProposals,
  ListExclusions,
  ListHeads,
  ListRegistrations,
  ListResults,
  PlanResult,
  ReadDecisionList,
  ReadDecisions,
  RecordClassification,
  RecordDecision,
} from '#libs/application';
import { CommandsModule } from '../commands/commands.module.js';
import { provide } from '../ports/provide.js';
import {
  CERTIFICATION_MODEL,
  DECISION_MODEL,
  EXCLUSION_MODEL,
  LIST_FILES,
  READING,
  UNIT_OF_WORK,
} from '../ports/tokens.js';
import { CertificationController } from './certification.controller.js';

/** Decisions, results, and what follows from them. */
@Module({
  imports: [CommandsModule],
  controllers: [CertificationController],
  providers: [
    provide(ReadDecisions, READING, DECISION_MODEL, CycleRules),
    provide(ListResults, READING, CERTIFICATION_MODEL, CycleRules),
    provide(ListRegistrations, READING, CERTIFICATION_MODEL, CycleRules),
    provide(ListHeads, READING, CERTIFICATION_MODEL, CycleRules),
    provide(ListAwardProposals, READING, CERTIFICATION_MODEL, CycleRules),
    provide(ListExclusions, READING, EXCLUSION_MODEL, CERTIFICATION_MODEL, CycleRules),
    provide(CorrectDecision, UNIT_OF_WORK),
    provide(RecordDecision, UNIT_OF_WORK, CycleRules),
    provide(RecordClassification, UNIT_OF_WORK, CycleRules),
    provide(PlanResult, READING, CycleRules),
    provide(ReadDecisionList, UNIT_OF_WORK, READING, LIST_FILES),
  ],
})
export class CertificationModule {}
