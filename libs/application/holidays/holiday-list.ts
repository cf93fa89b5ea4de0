import type { Problem } from '#libs/contracts';
import {
  anyText,
  type CellReader,
  type Column,
  type Columns,
  day,
  type ListDeclaration,
  type ListEntry,
  type NeededColumn,
  oneOf,
  optional,
  placeOf,
  problemCode,
  readListFile,
  required,
  type TableFile,
  type TableProblem,
  textOf,
} from '#libs/tables';
import { fold } from '#libs/text';
import type { HolidayDay, HolidayList } from './holidays.port.js';

const NO_DOCUMENT = 'Chưa có văn bản';
const MOST_NAME_LETTERS = 200;

const KINDS: Readonly<Record<string, HolidayDay['kind']>> = {
  nghi: 'off',
  off: 'off',
  'lam bu': 'working',
  'lam viec': 'working',
  working: 'working',
};

const kind = oneOf((text) => KINDS[fold(text)], '“nghỉ” hoặc “làm bù”');

const shortName: CellReader<string> = (cell) => {
  const text = textOf(cell).normalize('NFC').trim();
  return text === '' || text.length > MOST_NAME_LETTERS
    ? { fault: 'TOO_LONG', message: `Cần tên ngày, tối đa ${MOST_NAME_LETTERS} ký tự.` }
    : anyText(cell);
};

interface HolidayColumns extends Columns {
  readonly no: Column<string | undefined>;
  readonly day: NeededColumn<string>;
  readonly kind: Column<HolidayDay['kind'] | undefined>;
  readonly name: NeededColumn<string>;
  readonly document: Column<string | undefined>;
}

const columns: HolidayColumns = {
  no: { headings: ['STT', 'TT', 'Số TT'], needed: false, read: optional(anyText) },
  day: { headings: ['Ngày'], needed: true, read: required(day, 'ngày, dạng 24/11/2026') },
  kind: { headings: ['Loại'], needed: false, read: optional(kind) },
  name: { headings: ['Tên'], needed: true, read: shortName },
  document: { headings: ['Văn bản', 'Nguồn'], needed: false, read: optional(anyText) },
};

/** Days off of some years: Ngày, Loại (nghỉ, làm bù), Tên, Văn bản. */
const holidayList: ListDeclaration<HolidayColumns> = {
  layouts: [{ name: 'holidays', columns, anchors: [], least: 2 }],
  limits: { rows: 5_000, columns: 200, cells: 100_000 },
  marks: () => ({ ordinal: 'no', name: 'name', identity: ['day'], details: ['day'] }),
  expected: 'cần một dòng có các cột “Ngày”, “Loại”, “Tên”, “Văn bản”.',
};

/** Reads a table of days off. A day without a document is assumed; rows that cannot be read are named and left out. */
export function readHolidayFile(file: TableFile, sheet?: string): HolidayList {
  const list = readListFile(file, holidayList, sheet);
  const { reading } = list;
  if (list.problems.length > 0)
    return {
      days: [],
      problems: list.problems.map((each) => problemOf(each, 'HOLIDAY.FILE')),
      isUnreadable: true,
      reading,
    };
  const days = new Map<string, HolidayDay>();
  for (const entry of list.entries) take(entry, days);
  const problems = list.entries.flatMap((entry) =>
    entry.problems.map((each) => problemOf(each, 'HOLIDAY.ROW')),
  );
  return { days: [...days.values()], problems, isUnreadable: false, reading };
}

function take(entry: ListEntry<HolidayColumns>, days: Map<string, HolidayDay>): void {
  if (entry.known.day !== undefined && days.has(entry.known.day))
    entry.report('day', 'DUPLICATE', `Ngày ${entry.text('day')} đã có ở một dòng trên.`);
  const { values } = entry;
  if (values === undefined) return;
  const { day: date, kind: stated = 'off', name, document } = values;
  days.set(date, { day: date, kind: stated, name, ...foundation(document) });
}

const problemOf = ({ fault, line, column, message }: TableProblem, code: string): Problem => ({
  code: problemCode(fault, () => code),
  place: placeOf(line, column),
  message,
});

/** What a day rests on: a document makes it binding, without one it is assumed. */
export const foundation = (document: string | undefined): Pick<HolidayDay, 'source' | 'status'> =>
  document === undefined || document === ''
    ? { source: NO_DOCUMENT, status: 'assumed' }
    : { source: document, status: 'binding' };
