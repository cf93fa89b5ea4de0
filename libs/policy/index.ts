export { draftPack } from './catalogue/draft-pack.js';
export type { PackFileFault } from './catalogue/pack-catalogue.js';
export { PackCatalogue } from './catalogue/pack-catalogue.js';
export { parsePack } from './catalogue/parse-pack.js';
export type { PackAppeal, PackDossier } from './certification/certification.schema.js';
export type { PackFault, PackFaultCode, PackReport } from './check-pack.js';
export { checkPack } from './check-pack.js';
export { isClassBodyAssumed } from './classes/class-body.js';
export type { PackClass, PackConsequence } from './classes/classes.schema.js';
export { awardExclusion, isExcludedFromAwards } from './classes/consequences.js';
export type { AssumedFigure, FigureConfirmation } from './figures/confirm.js';
export {
  assumedFigures,
  confirmationOf,
  confirmationSource,
  figureOf,
  withConfirmations,
} from './figures/confirm.js';
export type { PolicyDifference, PolicySide } from './figures/diff-packs.js';
export { diffPacks } from './figures/diff-packs.js';
export { targetWords } from './figures/figure-words.js';
export type { AssumedValue, PolicyFigure } from './figures/figures.js';
export { figuresOf } from './figures/figures.js';
export { findFigures } from './figures/find-figures.js';
export type { GuidedFigure } from './figures/guidance.js';
export { guidedFigures, guidedNamed, withoutMoved } from './figures/guidance.js';
export type { ManagementLevel } from './levels.js';
export { LEVEL_NAMES, LEVELS, levelsOf } from './levels.js';
export type { OversightRules } from './oversight/oversight.schema.js';
export type { PolicyPack } from './pack.schema.js';
export type { DocumentKind, ReportPaper } from './papers/documents.js';
export { DOCUMENT_KINDS, isReportPaper } from './papers/documents.js';
export { abbreviationIn, letterheadOf, signingOffice } from './papers/letterheads.js';
export type { PackDocument, PackLetterhead, PaperTask } from './papers/papers.schema.js';
export { PolicyError } from './policy.error.js';
export type {
  PackRegister,
  RegisterField,
  RegisterFilter,
  RegisterPaper,
  RegisterReading,
} from './registers/registers.schema.js';
export { ACTOR_ROLES, type ActorRole } from './roles.js';
export { leavesOf } from './scoring/all-criteria.js';
export type { PackCriterion } from './scoring/criteria.schema.js';
export { evidenceRulesOf } from './scoring/evidence-rules.js';
export type { EvidenceRules } from './scoring/evidence-rules.schema.js';
export type { GapEffect, GapOption, PackGap } from './scoring/gaps.schema.js';
export { coverageCounts, holderName, type SentenceStanding, standingOf } from './sentences/coverage.js';
export type {
  Coverage,
  CoverageHolder,
  CoveredDocument,
  CoveredSentence,
} from './sentences/coverage.schema.js';
export { coverageSchema } from './sentences/coverage.schema.js';
export { cite } from './sources/cite.js';
export { dayBasisText, dutyAndDayText, sourceOfDay } from './sources/source-of-day.js';
export type { PackSource, RuleStatus, Sourced } from './sources/sources.schema.js';
export type { DayChange } from './stages/amend.js';
export { applyAmendments, withAmendmentSources } from './stages/amend.js';
export type { CalendarInstant, CalendarKind } from './stages/cycle-calendar.js';
export { calendarOf } from './stages/cycle-calendar.js';
export type { FormTask, ReportForm, ReportPart } from './stages/report-form.schema.js';
export { partOf } from './stages/report-form.schema.js';
export type { ResolvedStage } from './stages/resolved-stage.types.js';
export {
  bodyKeys,
  bodyStages,
  isClassApart,
  resolveStages,
  stageSetFor,
  stageWithForm,
  stageWithRole,
  unitStages,
} from './stages/stages.js';
export type {
  DeadlineOperator,
  PackStage,
  RequirementMode,
  StageAct,
  StageKind,
  StageSet,
} from './stages/stages.schema.js';
export {
  dueForKind,
  type StageKindOf,
  stageForKind,
  suggestedFor,
  suggestedForText,
} from './stages/variants.js';
export { packSchema } from './stored-pack.schema.js';
export type { Meter, TargetCount, TargetNumerator } from './targets/targets.js';
export { isPerUnit, meterOf, numeratorOf, permilleOf } from './targets/targets.js';
export type { PackTarget } from './targets/targets.schema.js';
export type { Standing } from './units/eligibility.js';
export { eligibility, judgingLevel } from './units/eligibility.js';
export { evaluate, gapsActing } from './units/predicate.js';
export type {
  EligibilityRule,
  Predicate,
  RoutingRule,
  UnitFlag,
  UnitKind,
  UnitProfile,
  UnitSize,
} from './units/units.schema.js';
export type { ResolvedWindow } from './window/window.js';
export { assessmentWindowOf, endOfWindow } from './window/window.js';
export type { AssessmentWindow } from './window/window.schema.js';
export type { TermKey } from './words/terms.js';
export { term } from './words/terms.js';
export { unitDuties } from './words/unit-duties.js';
