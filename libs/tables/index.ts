export type { PackageParts } from './archive.js';
export type { CellReader, Outcome, YesNoWords } from './cells.js';
export {
  anyText,
  code,
  day,
  decimal,
  email,
  name,
  oneOf,
  optional,
  optionalEmail,
  phone,
  plainText,
  required,
  textOf,
  whole,
  yesNo,
} from './cells.js';
export type { Column, Columns, Heading, Layout, NeededColumn } from './heading.js';
export type { TableFile } from './open-file.js';
export { maxFileBytes } from './open-file.js';
export type { ListDeclaration, ListRead, Values } from './read-list.js';
export { ListEntry, readListFile, readListRows } from './read-list.js';
export type { EntryMarks } from './rows.js';
export type {
  Cell,
  Correction,
  FileCode,
  ListFault,
  SkippedRow,
  TableFault,
  TableLimits,
  TableProblem,
  TableReading,
  TableRow,
} from './tables.types.js';
export { placeOf, problemCode } from './tables.types.js';
export { broken, notAccepted, tooLarge, UnreadableFileError } from './unreadable-file.error.js';
