export {
  checkHigherSheet,
  checkOwnRecordsSheet,
  checkSelfSheet,
  remarksOn,
  unknownChoices,
} from './check-sheet.js';
export type { AssessmentDays, Citable } from './citations.js';
export { checkCitations, uncitedCriteria } from './citations.js';
export { explain } from './explain.js';
export { formatPoints, fromHundredths, parsePoints, toHundredths } from './points.js';
export { criteriaByKey as criteriaOf } from './reading.js';
export type { SheetTotals } from './recompute.js';
export { changedRules, isSameScore } from './recompute.js';
export { answeredColumn, checkAnswer, leavesOfItems, unknownItems } from './returned-items.js';
export { saysSomething } from './says-something.js';
export { classOf, scoreFromOwnRecords, scoreSheet, UnsoundSheetError } from './score-sheet.js';
export type {
  AwardCounts,
  ExplainedLine,
  GapReading,
  MeasureCount,
  Recognition,
  ScoreClass,
  ScoreColumn,
  ScoreLine,
  ScoreProblem,
  ScoreProblemCode,
  ScoreResult,
  ScoreSheet,
  ScoringInput,
  ScoringRules,
} from './score-sheet.types.js';
