import { isIsoDate } from '#libs/calendar';
import type { PackRegister, RegisterField } from '#libs/policy';
import {
  anyText,
  type CellReader,
  type Column,
  type Columns,
  day,
  type FileCode,
  type ListDeclaration,
  type ListEntry,
  type ListRead,
  type NeededColumn,
  optional,
  problemCode,
  readListFile,
  readListRows,
  required,
  type TableFile,
  type TableProblem,
  type TableReading,
  type TableRow,
  textOf,
  whole,
} from '#libs/tables';
import { fold } from '#libs/text';

/** One row read, before its values are checked against the register. */
export interface ReadRow {
  readonly line: number;
  readonly unitId: string;
  readonly effectiveOn: string;
  readonly data: Readonly<Record<string, string | number>>;
  /** Number and day (YYYY-MM-DD) of arrival of the paper that the row is entered from. */
  readonly onBehalf?: { readonly arrivalNumber: string; readonly arrivedOn: string };
}

export interface ListProblem {
  readonly code: FileCode | 'REGISTER.ROW';
  /** Line in the file; absent where the list as a whole is wrong. */
  readonly line?: number;
  readonly column?: string;
  /** Vietnamese: what is wrong and what to do. */
  readonly message: string;
}

export interface RegisterList {
  readonly rows: readonly ReadRow[];
  readonly problems: readonly ListProblem[];
  /** Rows read as entries, sound or not. */
  readonly rowsRead: number;
  readonly reading: TableReading;
}

/** A day where it is one; the text itself where not, for a later check to refuse. */
const dayOrText: CellReader<string> = (cell) => {
  const outcome = day(cell);
  return 'fault' in outcome ? anyText(cell) : outcome;
};

/** What a register keeps of a cell where it can be turned into that; the cell itself where not, for the check to refuse. */
function valueReader(field: RegisterField): CellReader<string | number> {
  switch (field.type) {
    case 'whole':
      return (cell) => {
        const outcome = whole(cell);
        if (!('fault' in outcome)) return outcome;
        return typeof cell === 'number' ? { value: cell } : anyText(cell);
      };
    case 'day':
      return dayOrText;
    case 'choice':
      return (cell) => {
        const stated = textOf(cell).normalize('NFC').trim();
        const option = field.options.find(({ text: name }) => fold(name) === fold(stated));
        // A key stands as it is, and what is neither is left for the check.
        return { value: option?.key ?? stated };
      };
    default:
      return anyText;
  }
}

interface RegisterColumns extends Columns {
  readonly no: Column<string | undefined>;
  readonly unit: NeededColumn<string>;
  readonly effectiveOn: NeededColumn<string>;
  readonly arrivalNumber: Column<string | undefined>;
  readonly arrivedOn: Column<string | undefined>;
}

/** Columns of the register's own fields, apart from those of every register. */
const ownField = (key: string): string => `field/${key}`;

/** A list for one register: the unit's code, the day, and the register's fields by name or by key. */
function registerList(register: PackRegister): ListDeclaration<RegisterColumns> {
  const own = register.fields.map((field) => {
    const isNeeded = field.required === true && field.when === undefined;
    const column = {
      headings: [field.name, field.key],
      needed: isNeeded,
      read: optional(valueReader(field)),
    };
    return [ownField(field.key), column] as const;
  });
  const columns: RegisterColumns = {
    no: { headings: ['STT', 'TT', 'Số TT'], needed: false, read: optional(anyText) },
    unit: { headings: ['Mã đơn vị', 'unit'], needed: true, read: required(anyText, 'mã đơn vị') },
    effectiveOn: {
      headings: ['Ngày', 'effectiveOn', 'Ngày diễn ra'],
      needed: true,
      read: required(day, 'ngày, dạng 12/03/2026'),
    },
    arrivalNumber: { headings: ['Số đến', 'arrivalNumber'], needed: false, read: optional(anyText) },
    // Number and day of arrival are checked together.
    arrivedOn: { headings: ['Ngày đến', 'arrivedOn'], needed: false, read: optional(dayOrText) },
    ...Object.fromEntries(own),
  };
  return {
    layouts: [{ name: 'register', columns, anchors: [], least: 2 }],
    limits: { rows: 20_000, columns: 200, cells: 300_000 },
    marks: () => ({
      ordinal: 'no',
      name: 'unit',
      identity: ['effectiveOn'],
      details: ['unit', 'effectiveOn'],
    }),
    expected: `cần một dòng có các cột “Mã đơn vị”, “Ngày”, ${register.fields.map(({ name }) => `“${name}”`).join(', ')}.`,
  };
}

/** Reads a list for one register from a file; see `readRows`. */
export const readRegisterFile = (register: PackRegister, file: TableFile, sheet?: string): RegisterList =>
  listOf(register, readListFile(file, registerList(register), sheet));

/**
 * The rows of a list for one register, one entry a row. Values are turned into what the register keeps where they can be;
 * what cannot is left for its check. “Số đến” and “Ngày đến” are there where papers of units are entered.
 */
export const readRows = (register: PackRegister, rows: readonly TableRow[]): RegisterList =>
  listOf(register, readListRows(rows, registerList(register)));

function listOf(register: PackRegister, list: ListRead<RegisterColumns>): RegisterList {
  const rows = list.entries.flatMap((entry) => rowOf(register, entry) ?? []);
  const problems = [...list.problems, ...list.entries.flatMap((entry) => entry.problems)].map(problemOf);
  return { rows, problems, rowsRead: list.entries.length, reading: list.reading };
}

const problemOf = ({ fault, line, column, message }: TableProblem): ListProblem => ({
  code: problemCode(fault, () => 'REGISTER.ROW'),
  line,
  column,
  message,
});

function rowOf(register: PackRegister, entry: ListEntry<RegisterColumns>): ReadRow | undefined {
  const { arrivalNumber, arrivedOn } = entry.known;
  const isOnBehalf = arrivalNumber !== undefined || arrivedOn !== undefined;
  if (isOnBehalf && (arrivalNumber === undefined || arrivedOn === undefined || !isIsoDate(arrivedOn))) {
    const message = 'Nhập hộ văn bản giấy phải có cả số đến và ngày đến, ngày ghi dạng 12/03/2026.';
    entry.report(arrivalNumber === undefined ? 'arrivalNumber' : 'arrivedOn', 'MISSING', message);
  }
  const { values } = entry;
  if (values === undefined) return undefined;
  const data = register.fields.flatMap(({ key }) => {
    const value = values[ownField(key)] as string | number | undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    line: entry.line,
    unitId: values.unit,
    effectiveOn: values.effectiveOn,
    data: Object.fromEntries(data),
    ...(arrivalNumber !== undefined && arrivedOn !== undefined && { onBehalf: { arrivalNumber, arrivedOn } }),
  };
}
