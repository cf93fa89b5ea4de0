export type { RealClock } from './clock.js';
export type { DriverProgress } from './driver.js';
export type { PlannedAct, Population } from './population.types.js';
export { RehearsalError, type RehearsalFault } from './rehearsal.error.js';
export { RehearsalApi } from './rehearsal-api.js';
export { refusedActs, reportOf } from './report.js';
export {
  drawYear,
  isAsDrawn,
  liveRehearsal,
  openRehearsal,
  type Rehearsal,
  type RunOptions,
  type RunResult,
  untilOpen,
} from './run.js';
export { waitingWords } from './waiting-words.js';
