import { isIsoDate } from '#libs/calendar';
import type { PackRegister, RegisterField } from '#libs/policy';

type ListCell = string | number | boolean | null | undefined;

/** One row of a list as the file has it; a cell is a text, a number, or empty. */
export interface ListRow {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly cells: readonly ListCell[];
}

/** One row read, before its values are checked against the register. */
export interface ReadRow {
  readonly line: number;
  readonly unitId: string;
  readonly effectiveOn: string;
  readonly data: Readonly<Record<string, string | number>>;
  /** Number and day (YYYY-MM-DD) of arrival of the paper that the row is entered from. */
  readonly onBehalf?: { readonly arrivalNumber: string; readonly arrivedOn: string } | undefined;
}

export interface ListProblem {
  /** Line in the file; absent where the list as a whole is wrong. */
  readonly line?: number | undefined;
  readonly column?: string | undefined;
  /** Vietnamese: what is wrong and what to do. */
  readonly message: string;
}

const UNIT_COLUMNS = ['ma don vi', 'unit'];
const DAY_COLUMNS = ['ngay', 'effectiveon', 'ngay dien ra'];

const ARRIVAL_NUMBER_COLUMNS = ['so den', 'arrivalnumber'];
const ARRIVAL_DAY_COLUMNS = ['ngay den', 'arrivedon'];

/** Lower case without accents, punctuation as spaces, so that headings are found however they are typed. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const textOf = (cell: ListCell): string =>
  cell === null || cell === undefined ? '' : String(cell).normalize('NFC').trim();

/** `2026-03-12` of that or of `12/3/2026`; the text itself where it is neither, for the check to refuse. */
function dayOf(text: string): string {
  const people = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const day = people
    ? `${people[3] ?? ''}-${(people[2] ?? '').padStart(2, '0')}-${(people[1] ?? '').padStart(2, '0')}`
    : text.slice(0, 10);
  return isIsoDate(day) ? day : text;
}

function valueOf(field: RegisterField, cell: ListCell): string | number {
  const text = textOf(cell);
  switch (field.type) {
    case 'whole': {
      // A number of a sheet is what it is; points and spaces part thousands in text alone.
      if (typeof cell === 'number') return cell;
      const digits = /^\d{1,3}([.\s]\d{3})+$/.test(text) ? text.replace(/[.\s]/g, '') : text;
      return /^\d+$/.test(digits) ? Number(digits) : text;
    }
    case 'day':
      return dayOf(text);
    case 'choice': {
      const wanted = fold(text);
      return field.options.find(({ key, text: name }) => key === text || fold(name) === wanted)?.key ?? text;
    }
    default:
      return text;
  }
}

/**
 * The rows of a list for one register: a heading with the unit's code, the day, and the register's fields by name or by
 * key, then one entry a row. Values are turned into what the register keeps where they can be; what cannot is left for
 * its check. “Số đến” and “Ngày đến” are there where papers of units are entered. Empty rows are passed over.
 */
export function readRows(
  register: PackRegister,
  rows: readonly ListRow[],
): { readonly rows: readonly ReadRow[]; readonly problems: readonly ListProblem[] } {
  const [head, ...body] = rows;
  const heading = (head?.cells ?? []).map((cell) => fold(textOf(cell)));
  const columnOf = (names: readonly string[]) => heading.findIndex((each) => names.includes(each));
  const unitAt = columnOf(UNIT_COLUMNS);
  const dayAt = columnOf(DAY_COLUMNS);
  const numberAt = columnOf(ARRIVAL_NUMBER_COLUMNS);
  const arrivedAt = columnOf(ARRIVAL_DAY_COLUMNS);
  const columns = register.fields.map((field) => ({
    field,
    at: columnOf([fold(field.name), fold(field.key)]),
  }));
  const missing = [
    ...(unitAt < 0 ? ['Mã đơn vị'] : []),
    ...(dayAt < 0 ? ['Ngày'] : []),
    ...columns
      .filter(({ field, at }) => at < 0 && field.required === true && field.when === undefined)
      .map(({ field }) => field.name),
  ];
  if (missing.length > 0) {
    const message = `Thiếu cột ${missing.map((name) => `“${name}”`).join(', ')}; thêm cột vào dòng tiêu đề rồi gửi lại.`;
    return { rows: [], problems: [{ line: head?.line, message }] };
  }
  const read: ReadRow[] = [];
  const problems: ListProblem[] = [];
  for (const { line, cells } of body) {
    if (cells.every((cell) => textOf(cell) === '')) continue;
    const unitId = textOf(cells[unitAt]);
    if (unitId === '') {
      problems.push({ line, column: 'Mã đơn vị', message: 'Để trống; ghi mã đơn vị.' });
      continue;
    }
    const effectiveOn = dayOf(textOf(cells[dayAt]));
    if (!isIsoDate(effectiveOn)) {
      problems.push({
        line,
        column: 'Ngày',
        message: `“${effectiveOn}” không phải một ngày có thật; ghi dạng 12/03/2026.`,
      });
      continue;
    }
    const data = Object.fromEntries(
      columns.flatMap(({ field, at }) => {
        const cell = at < 0 ? '' : cells[at];
        return textOf(cell) === '' ? [] : [[field.key, valueOf(field, cell)] as const];
      }),
    );
    const arrivalNumber = numberAt < 0 ? '' : textOf(cells[numberAt]);
    const arrivedOn = arrivedAt < 0 ? '' : dayOf(textOf(cells[arrivedAt]));
    const isOnBehalf = arrivalNumber !== '' || arrivedOn !== '';
    if (isOnBehalf && (arrivalNumber === '' || !isIsoDate(arrivedOn))) {
      problems.push({
        line,
        column: arrivalNumber === '' ? 'Số đến' : 'Ngày đến',
        message: 'Nhập hộ văn bản giấy phải có cả số đến và ngày đến, ngày ghi dạng 12/03/2026.',
      });
      continue;
    }
    read.push({
      line,
      unitId,
      effectiveOn,
      data,
      ...(isOnBehalf && { onBehalf: { arrivalNumber, arrivedOn } }),
    });
  }
  return { rows: read, problems };
}
