export { check } from './checker.js';
export { type ReadHistories, type RunReader, readRuns } from './temporal-runs.js';
export type { CheckInput, Violation } from './types.js';
