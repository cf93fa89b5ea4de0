export { waitsFor } from './conditions.js';
export { decide } from './decide.js';
export { evolve, foldFacts, initialState } from './fold.js';
export {
  cameAt,
  closedFromOf,
  currentStage,
  hasOutcome,
  isAfterSuggested,
  isAssumedDay,
  isOver,
  lastDayOf,
  lateFromOf,
  stageOf,
} from './graph.js';
export type {
  MigrationChange,
  MigrationPlan,
  MigrationRequest,
  MigrationSide,
  Passed,
} from './migrate.js';
export { endsDelegation, planMigration } from './migrate.js';
export type { PaperAnnouncement, PaperReceipt } from './paper.types.js';
export type { Refusal, RefusalCode } from './refusal.js';
export type { RestartPlan, RestartRequest, SupersededStage } from './restart.js';
export { paperAtRestart, planRestart } from './restart.js';
export {
  classificationOf,
  classStage,
  exemplarOf,
  hasResult,
  resultAtOf,
  resultCommandOf,
  resultStage,
  standingAppeal,
} from './result.js';
export type {
  AnswerDays,
  Appeal,
  AppealOutcome,
  AppealTerms,
  AwardProposal,
  Certificate,
  Classification,
  Exemplar,
  RecordedPledges,
  ResultFact,
  Revocation,
} from './result.types.js';
export type { StageLine } from './stage-line.js';
export { changedLines, stageLines } from './stage-line.js';
export type { CountedStatus, StageDays, Standing } from './standing.js';
export {
  countedAs,
  countedStatusOf,
  isAsked,
  isFromOwnRecords,
  isOwed,
  STANDINGS,
  stageDaysAt,
  stageDaysOf,
  standingAt,
  standingOf,
} from './standing.js';
export type {
  Act,
  ActKind,
  Actor,
  Decision,
  Fact,
  FactKind,
  FormerPlace,
  OnBehalf,
  Place,
  StageFactKind,
  StageGraph,
  StageState,
  StageStatus,
  UnitYearState,
  Warning,
  YearStatus,
} from './unit-year.types.js';
export type { ActOnMany, ChangedStage, YearEffect } from './year-effect.js';
export { effectOn } from './year-effect.js';
