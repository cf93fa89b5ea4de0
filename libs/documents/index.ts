export { entryWorkbook } from './entry-workbook.js';
export { excelFile } from './layout/excel.js';
export { ListFileReader } from './list-files.js';
export { ListThreads } from './list-threads.js';
export { PaperRenderer } from './paper-renderer.js';
export { paperSlipFile } from './papers/paper-slip.js';
