import {
  anyText,
  type CellReader,
  type Column,
  type Columns,
  type ListDeclaration,
  type ListFault,
  type ListRead,
  type NeededColumn,
  optional,
  placeOf,
  problemCode,
  readListFile,
  readListRows,
  required,
  type TableFile,
  type TableProblem,
  type TableReading,
  type TableRow,
  textOf,
  yesNo,
} from '#libs/tables';
import type { CertificationProblem } from './certification.types.js';

/** One unit of a decision's list. */
export interface DecisionListLine {
  readonly unit: string;
  readonly recognised: boolean;
  readonly certificate?: string;
}

export interface DecisionList {
  readonly lines: readonly DecisionListLine[];
  readonly problems: readonly CertificationProblem[];
  readonly reading: TableReading;
}

interface DecisionColumns extends Columns {
  readonly no: Column<string | undefined>;
  readonly unit: NeededColumn<string>;
  readonly recognised: NeededColumn<boolean>;
  readonly certificate: Column<string | undefined>;
}

const words = yesNo({ yes: ['cong nhan'], no: ['khong cong nhan'] });

/** Recognition is said, never understood from a blank cell. */
const recognised: CellReader<boolean> = (cell) => {
  const outcome = textOf(cell).trim() === '' ? undefined : words(cell);
  if (outcome && !('fault' in outcome)) return outcome;
  const message = `“${textOf(cell).trim()}” không phải là có hay không. Hãy ghi có (công nhận) hoặc không.`;
  return { fault: 'BAD_FLAG', message };
};

/** Columns of a decision's list; others, such as the name of the unit, are for the reader alone. */
const columns: DecisionColumns = {
  no: { headings: ['STT', 'TT', 'Số TT'], needed: false, read: optional(anyText) },
  unit: { headings: ['Mã đơn vị', 'Mã', 'unit'], needed: true, read: required(anyText, 'mã đơn vị') },
  recognised: { headings: ['Công nhận', 'Kết quả', 'recognised'], needed: true, read: recognised },
  certificate: {
    headings: ['Số giấy công nhận', 'Số giấy', 'certificate'],
    needed: false,
    read: optional(anyText),
  },
};

const decisionList: ListDeclaration<DecisionColumns> = {
  layouts: [{ name: 'decision', columns, anchors: ['unit', 'recognised'], least: 2 }],
  limits: { rows: 20_000, columns: 200, cells: 500_000 },
  marks: () => ({ ordinal: 'no', name: 'unit', identity: ['recognised'], details: ['unit', 'recognised'] }),
  expected: 'hãy có cột “Mã đơn vị” và cột “Công nhận”.',
};

/** Reads the list of a decision from a file; the heading may stand below titles. */
export const readDecisionFile = (file: TableFile, sheet?: string): DecisionList =>
  listOf(readListFile(file, decisionList, sheet));

/** Reads the list of a decision from the rows of a table. */
export const readDecisionList = (rows: readonly TableRow[]): DecisionList =>
  listOf(readListRows(rows, decisionList));

function listOf({ entries, problems, reading }: ListRead<DecisionColumns>): DecisionList {
  return {
    lines: entries.flatMap(({ values }) => {
      if (values === undefined) return [];
      const { unit, recognised: isRecognised, certificate } = values;
      return [{ unit, recognised: isRecognised, ...(certificate !== undefined && { certificate }) }];
    }),
    problems: [...problems, ...entries.flatMap((entry) => entry.problems)].map(problemOf),
    reading,
  };
}

const problemOf = ({ fault, field, line, message }: TableProblem): CertificationProblem =>
  fault === 'MISSING' && field === 'unit'
    ? { code: 'DECISION.NO_UNIT', place: placeOf(line), message: 'Dòng này chưa có mã đơn vị.' }
    : { code: problemCode(fault, codeOf), place: placeOf(line), message };

function codeOf(fault: ListFault): string {
  if (fault === 'BAD_FLAG') return 'DECISION.NOT_YES_OR_NO';
  return fault === 'NO_HEADER' ? 'DECISION.NO_HEADER' : 'DECISION.ROW';
}

/** What is wrong with the list of a decision as a list: no unit and no certificate number stands in it twice. */
export function checkDecisionList(
  lines: readonly Pick<DecisionListLine, 'unit' | 'certificate'>[],
): readonly CertificationProblem[] {
  const numbers = lines.flatMap(({ certificate }) => certificate ?? []);
  return [
    ...twiceIn(lines.map(({ unit }) => unit)).map((unit) => ({
      code: 'DECISION.UNIT_TWICE',
      place: unit,
      message: `Đơn vị ${unit} có hai dòng trong danh sách. Hãy giữ lại một dòng.`,
    })),
    ...twiceIn(numbers).map((number) => ({
      code: 'DECISION.CERTIFICATE_TWICE',
      place: lines
        .filter(({ certificate }) => certificate === number)
        .map(({ unit }) => unit)
        .join(', '),
      message: `Số giấy công nhận ${number} ghi cho nhiều đơn vị. Mỗi giấy một số; hãy sửa lại.`,
    })),
  ];
}

const twiceIn = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];
