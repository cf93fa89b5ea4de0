export type { ReadTableResult } from './read-table.js';
export { readTable } from './read-table.js';
