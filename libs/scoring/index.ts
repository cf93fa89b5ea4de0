export { checkHigherSheet, checkOwnRecordsSheet, checkSelfSheet } from './check-sheet.js';
export { explain } from './explain.js';
export { formatPoints, fromHundredths, parsePoints, toHundredths } from './points.js';
export { classOf, scoreFromOwnRecords, scoreSheet, UnsoundSheetError } from './score-sheet.js';
export type {
  AwardCounts,
  ExplainedLine,
  GapReading,
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
