import type { CertificationProblem } from './certification.types.js';

/** One unit of a decision's list. */
export interface DecisionListLine {
  readonly unit: string;
  readonly recognised: boolean;
  readonly certificate?: string | undefined;
}

export interface DecisionList {
  readonly lines: readonly DecisionListLine[];
  readonly problems: readonly CertificationProblem[];
}

interface Row {
  readonly line: number;
  readonly cells: readonly unknown[];
}

type Field = 'unit' | 'recognised' | 'certificate';

/** Columns by their header without accents; others, such as the name of the unit, are for the reader alone. */
const HEADERS: Readonly<Record<string, Field>> = {
  unit: 'unit',
  ma: 'unit',
  'ma don vi': 'unit',
  recognised: 'recognised',
  'cong nhan': 'recognised',
  'ket qua': 'recognised',
  certificate: 'certificate',
  'so giay': 'certificate',
  'so giay cong nhan': 'certificate',
};
const YES = new Set(['co', 'yes', 'x', '1', 'true', 'cong nhan', 'dat']);
const NO = new Set(['khong', 'no', '0', 'false', 'khong cong nhan', 'khong dat']);

const textOf = (cell: unknown): string =>
  typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? String(cell).normalize('NFC').trim()
    : '';

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();

/** Reads the list of a decision from the rows of a table; the header may stand below titles. Empty rows are left out. */
export function readDecisionList(rows: readonly Row[]): DecisionList {
  const fieldsOf = ({ cells }: Row) => cells.map((cell) => HEADERS[folded(textOf(cell))]);
  const at = rows.findIndex((row) => fieldsOf(row).includes('unit') && fieldsOf(row).includes('recognised'));
  const head = rows[at];
  if (head === undefined) {
    const message = 'Không thấy hàng tiêu đề. Hãy có cột “Mã đơn vị” và cột “Công nhận”.';
    return { lines: [], problems: [{ code: 'DECISION.NO_HEADER', place: 'tệp', message }] };
  }
  const fields = fieldsOf(head);
  const lines: DecisionListLine[] = [];
  const problems: CertificationProblem[] = [];
  for (const row of rows.slice(at + 1)) {
    const value = (field: Field) => textOf(row.cells[fields.indexOf(field)]);
    const place = `dòng ${row.line}`;
    const unit = value('unit');
    if (unit === '') {
      if (row.cells.some((cell) => textOf(cell) !== '')) {
        problems.push({ code: 'DECISION.NO_UNIT', place, message: 'Dòng này chưa có mã đơn vị.' });
      }
      continue;
    }
    const answer = folded(value('recognised'));
    if (!YES.has(answer) && !NO.has(answer)) {
      const message = `“${value('recognised')}” không phải là có hay không. Hãy ghi có (công nhận) hoặc không.`;
      problems.push({ code: 'DECISION.NOT_YES_OR_NO', place, message });
      continue;
    }
    const certificate = fields.includes('certificate') ? value('certificate') : '';
    lines.push({ unit, recognised: YES.has(answer), ...(certificate === '' ? {} : { certificate }) });
  }
  return { lines, problems };
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
