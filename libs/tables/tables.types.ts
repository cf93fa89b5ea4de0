/** A cell that shows no value: an error such as `#N/A`, or a formula whose result the file does not hold. */
export interface BrokenCell {
  /** What a spreadsheet shows in its place: the error's name, or the formula. */
  readonly shown: string;
  readonly why: 'error' | 'no-result';
}

/** A cell as a file gives it; a day comes as text, YYYY-MM-DD. */
export type Cell = string | number | boolean | BrokenCell | null | undefined;

/** One row of a file. `line` is its number as people see it in the file, from 1; rows without content may be absent. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** What may be wrong with a file as a whole, whatever list it holds. */
export const fileFaults = [
  'FILE_TYPE',
  'FILE_BROKEN',
  'TOO_LARGE',
  'TOO_SLOW',
  'ENCODING',
  'CSV',
  'NO_SHEET',
  'SEVERAL_SHEETS',
] as const;

export type FileFault = (typeof fileFaults)[number];

/** What may be wrong with a list in a table; each list names it by a code of its own. */
export type ListFault =
  // The heading.
  | 'NO_HEADER'
  | 'DUPLICATE_HEADER'
  // A row or a cell.
  | 'MISSING'
  | 'DUPLICATE'
  | 'BROKEN_CELL'
  | 'CONTROL_CHARACTER'
  | 'FORMULA'
  | 'LEGACY_FONT'
  | 'TOO_LONG'
  | 'BAD_CODE'
  | 'BAD_DAY'
  | 'BAD_EMAIL'
  | 'BAD_FLAG'
  | 'BAD_NUMBER'
  | 'BAD_PHONE'
  | 'UNKNOWN_CHOICE'
  | 'UNKNOWN_PLACE'
  | 'EXTRA_CELL';

export type TableFault = FileFault | ListFault;

/** Code of a problem of the file as a whole, in answers. */
export type FileCode = `TABLE.${FileFault}`;

/** The code of a problem by its fault: that of the file, or the list's own. */
export function problemCode<C extends string>(
  fault: TableFault,
  codeOf: (fault: ListFault) => C,
): FileCode | C {
  const ofFile = fileFaults.find((each) => each === fault);
  return ofFile === undefined ? codeOf(fault as ListFault) : `TABLE.${ofFile}`;
}

export interface TableProblem {
  readonly fault: TableFault;
  /** The column by its key in the declaration of the list. */
  readonly field?: string;
  /** Line in the file, from 1; absent where the file as a whole is meant. */
  readonly line?: number;
  /** Heading of the column as printed in the file. */
  readonly column?: string;
  /** Vietnamese: what is wrong and what to do. */
  readonly message: string;
  /** The cell as it stands in the file, control characters written as escapes, cut at 200 characters. */
  readonly value?: string;
}

/** Where a problem stands, for people: `tệp`, `dòng 5` or `dòng 5, cột "Ngày"`. */
export function placeOf(line: number | undefined, column?: string): string {
  const row = line === undefined ? 'tệp' : `dòng ${line}`;
  return column === undefined ? row : `${row}, cột "${column}"`;
}

/** A cell that was put right, so that whoever sent it sees what is stored. */
export interface Correction {
  readonly line: number;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

/** A row that holds no entry of the list. */
export interface SkippedRow {
  readonly line: number;
  readonly why: 'section' | 'total' | 'column-numbers' | 'text';
  /** The filled cells, cut at 200 characters. */
  readonly text: string;
}

/** What of a file was read and what was left aside. */
export interface TableReading {
  /** Absent in a CSV file. */
  readonly sheet?: string;
  /** Sheets with content that were not read; hidden ones are among them. */
  readonly unreadSheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** Headings that name no known column, as printed. */
  readonly unusedColumns: readonly string[];
  readonly skipped: readonly SkippedRow[];
  readonly corrections: readonly Correction[];
}

/** How much of a file is read; beyond it the file is refused. */
export interface TableLimits {
  readonly rows: number;
  readonly columns: number;
  /** Filled cells of all rows together. */
  readonly cells: number;
}

/** One sheet of a file, read on demand. */
export interface Sheet {
  /** `undefined` for the only table of a CSV file. */
  readonly name: string | undefined;
  readonly hidden: boolean;
  /**
   * Its rows that hold something, a merged cell standing in each row it covers.
   *
   * @param lastLine reads no further than this line
   * @throws UnreadableFileError
   */
  read(lastLine?: number): readonly TableRow[];
}
