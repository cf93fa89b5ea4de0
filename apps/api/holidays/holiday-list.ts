import type { HolidayDay } from '#libs/application';
import { isIsoDate } from '#libs/calendar';
import { DomainError, type Problem } from '#libs/contracts';
import { readTable } from '#libs/documents';

/** Columns of the file by their names without accents and case. */
const COLUMNS = { ngay: 'day', loai: 'kind', ten: 'name', 'van ban': 'source', nguon: 'source' } as const;
type Column = (typeof COLUMNS)[keyof typeof COLUMNS];
const LABELS: Readonly<Record<Column, string>> = {
  day: 'Ngày',
  kind: 'Loại',
  name: 'Tên',
  source: 'Văn bản',
};
const KINDS: Readonly<Record<string, HolidayDay['kind']>> = {
  nghi: 'off',
  off: 'off',
  'lam bu': 'working',
  'lam viec': 'working',
  working: 'working',
};
const NO_DOCUMENT = 'Chưa có văn bản';

export interface HolidayList {
  readonly days: readonly HolidayDay[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a table of days off from a CSV or XLSX file with the columns Ngày, Loại (nghỉ, làm bù), Tên, Văn bản. A day
 * without a document is assumed; rows that cannot be read are named and left out.
 *
 * @throws DomainError HOLIDAY.REFUSED where the file as a whole cannot be read
 */
export async function holidayList(file: Uint8Array, filename: string): Promise<HolidayList> {
  const table = await readTable(file, filename);
  if ('problem' in table) throw refused(table.problem.message);
  const [head, ...rows] = table.rows.filter(({ cells }) => cells.some((cell) => textOf(cell) !== ''));
  const columns = (head?.cells ?? []).map((cell) => COLUMNS[plain(textOf(cell)) as keyof typeof COLUMNS]);
  for (const column of ['day', 'name'] as const) {
    if (!columns.includes(column)) throw refused(`Thiếu cột "${LABELS[column]}" ở dòng đầu.`);
  }
  const days = new Map<string, HolidayDay>();
  const problems: Problem[] = [];
  for (const { line, cells } of rows) {
    const cell = (column: Column) => textOf(cells[columns.indexOf(column)] ?? null);
    const wrong = (column: Column, message: string) =>
      problems.push({ code: 'HOLIDAY.ROW', place: `dòng ${line}, cột "${LABELS[column]}"`, message });
    const day = dayOf(cell('day'));
    const kind = cell('kind') === '' ? 'off' : KINDS[plain(cell('kind'))];
    if (day === undefined) wrong('day', `“${cell('day')}” không phải một ngày có thật (dd/MM/yyyy).`);
    else if (days.has(day)) wrong('day', `Ngày ${cell('day')} đã có ở một dòng trên.`);
    else if (kind === undefined) wrong('kind', `“${cell('kind')}” không phải “nghỉ” hay “làm bù”.`);
    else if (cell('name') === '' || cell('name').length > 200)
      wrong('name', 'Cần tên ngày, tối đa 200 ký tự.');
    else days.set(day, { day, kind, name: cell('name'), ...foundation(cell('source')) });
  }
  return { days: [...days.values()], problems };
}

/** What a day rests on: a document makes it binding, without one it is assumed. */
export const foundation = (document: string | undefined): Pick<HolidayDay, 'source' | 'status'> =>
  document === undefined || document === ''
    ? { source: NO_DOCUMENT, status: 'assumed' }
    : { source: document, status: 'binding' };

const refused = (message: string) =>
  new DomainError('HOLIDAY.REFUSED', {}, [{ code: 'HOLIDAY.FILE', place: 'tệp', message }]);

const textOf = (cell: unknown): string =>
  typeof cell === 'string' || typeof cell === 'number' ? String(cell).normalize('NFC').trim() : '';

const plain = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').trim();

/** `24/11/2026` or `2026-11-24`, of this system's lifetime. */
function dayOf(text: string): string | undefined {
  const people = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = people
    ? `${people[3] ?? ''}-${(people[2] ?? '').padStart(2, '0')}-${(people[1] ?? '').padStart(2, '0')}`
    : text;
  return isIsoDate(iso) && iso >= '2000-01-01' && iso <= '2100-12-31' ? iso : undefined;
}
