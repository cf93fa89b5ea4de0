export type { ReadTableResult } from './read-table.js';
export { maxFileBytes, readTable } from './read-table.js';
