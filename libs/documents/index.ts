export { PaperRenderer } from './paper-renderer.js';
export type { ReadTableResult } from './read-table.js';
export { readTable } from './read-table.js';
