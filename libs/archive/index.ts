export { tableFile } from './table-file.js';
