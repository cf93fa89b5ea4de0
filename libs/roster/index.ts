export type { CsvEncoding, Delimiter } from './decode-csv.js';
export { decodeCsv, detectDelimiter, parseCsv } from './decode-csv.js';
export { numberRows, parseRoster } from './parse-roster.js';
export type {
  Cell,
  InferredField,
  KnownCommune,
  RosterOptions,
  RosterProblem,
  RosterProblemCode,
  RosterResult,
  RosterUnit,
  TableRow,
} from './roster.types.js';
export { isPlainEmail } from './text.js';
