export { check } from './checker.js';
export { type RunReader, readRuns } from './temporal-runs.js';
export type { CheckInput, Database, ReceivedMail, Violation } from './types.js';
