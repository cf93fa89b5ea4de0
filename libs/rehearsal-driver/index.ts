export type { RealClock } from './clock.js';
export type { PlannedAct, Population } from './population.types.js';
export { RehearsalError, type RehearsalFault } from './rehearsal.error.js';
export { RehearsalApi } from './rehearsal-api.js';
export {
  areMailsAsDrawn,
  isAsDrawn,
  liveRehearsal,
  prepareRehearsal,
  type Rehearsal,
  type RunOptions,
  type RunResult,
} from './run.js';
export type { CountRow } from './verify.js';
