import path from 'node:path';
import { type PolicyAnswer } from '#libs/contracts/http';
import { CliError, EXIT, type ListedProblem } from './cli.error.js';
import { fileBytes } from './options.js';

/** Whose points a sheet holds: the unit's own, or those of the level above with its reasons. */
export type SheetColumn = 'self' | 'higher';

interface SheetLine {
  criterion: string;
  points?: number;
  note?: string;
  reason?: string;
  awards?: { collectives: number; persons: number };
}

export interface SheetFile {
  readonly lines: SheetLine[];
  readonly gapChoices?: Record<string, string>;
}

type Field = 'criterion' | 'points' | 'note' | 'reason' | 'collectives' | 'persons';

/** Columns of a sheet by their header without accents; others, such as the wording, are for the reader alone. */
const HEADERS: Readonly<Record<string, Field>> = {
  criterion: 'criterion',
  'tieu chi': 'criterion',
  ma: 'criterion',
  points: 'points',
  diem: 'points',
  note: 'note',
  'ghi chu': 'note',
  reason: 'reason',
  'ly do': 'reason',
  collectives: 'collectives',
  'so tap the': 'collectives',
  'tap the': 'collectives',
  persons: 'persons',
  'so ca nhan': 'persons',
  'ca nhan': 'persons',
};

/**
 * Reads a score sheet: JSON (the lines, or `{"sheet": […], "gapChoices": {…}}`) or CSV with a header row. What the
 * points are worth is checked by the API; here only that the file can be read.
 *
 * @throws CliError naming every cell that cannot be read
 */
export async function readSheet(file: string, column: SheetColumn): Promise<SheetFile> {
  const bytes = fileBytes(file);
  const extension = path.extname(file).toLowerCase();
  if (extension === '.json') return fromJson(file, new TextDecoder().decode(bytes));
  if (extension === '.csv' || extension === '.txt') return { lines: await fromCsv(file, bytes, column) };
  throw new CliError(
    EXIT.usage,
    `Bảng điểm ${file} cần là tệp .json hoặc .csv. Lấy mẫu: antq score template --policy GÓI.`,
  );
}

const broken = (file: string, problems: readonly ListedProblem[]) =>
  new CliError(EXIT.refused, `Bảng điểm ${file} có chỗ không đọc được. Hãy sửa rồi gửi lại.`, { problems });

function fromJson(file: string, text: string): SheetFile {
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw broken(file, [{ place: 'tệp', message: `không đúng dạng JSON: ${(error as Error).message}` }]);
  }
  const { sheet, gapChoices } = Array.isArray(read)
    ? { sheet: read as unknown, gapChoices: undefined }
    : (read as { sheet?: unknown; gapChoices?: Record<string, string> });
  if (!Array.isArray(sheet))
    throw broken(file, [{ place: 'sheet', message: 'cần một danh sách các dòng điểm' }]);
  const lines = sheet.map((line) => {
    // The template carries the wording and the maximum for the person who fills it in.
    const { text: _text, max: _max, ...kept } = line as SheetLine & { text?: unknown; max?: unknown };
    return kept;
  });
  return gapChoices === undefined ? { lines } : { lines, gapChoices };
}

async function fromCsv(file: string, bytes: Uint8Array, column: SheetColumn): Promise<SheetLine[]> {
  const { decodeCsv, parseCsv } = await import('#libs/roster');
  const decoded = decodeCsv(bytes);
  if ('problem' in decoded) throw broken(file, [{ place: 'tệp', message: decoded.problem.message }]);
  const parsed = parseCsv(decoded.text);
  if ('problem' in parsed) throw broken(file, [{ place: 'tệp', message: parsed.problem.message }]);
  const [head, ...rows] = parsed.rows.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell) => String(cell ?? '').trim()),
  }));
  const fields = (head?.cells ?? []).map((name) => HEADERS[folded(name)]);
  if (!fields.includes('criterion') || !fields.includes('points')) {
    throw broken(file, [
      { place: `dòng ${head?.line ?? 1}`, message: 'cần hàng tiêu đề có cột Tiêu chí và cột Điểm' },
    ]);
  }
  const problems: ListedProblem[] = [];
  const number = (text: string, line: number, field: Field): number | undefined => {
    if (text === '') return undefined;
    if (/^\d+([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'));
    problems.push({
      place: `dòng ${line}, cột ${head?.cells[fields.indexOf(field)] ?? field}`,
      message: `"${text}" không phải là số, ví dụ đúng: 1,5`,
    });
    return undefined;
  };
  const lines = rows.flatMap(({ line, cells }): SheetLine[] => {
    const cellOf = (field: Field) => cells[fields.indexOf(field)] ?? '';
    const criterion = cellOf('criterion');
    if (criterion === '') return [];
    const made: SheetLine = { criterion };
    const points = number(cellOf('points'), line, 'points');
    if (points !== undefined) made.points = points;
    const remark = column === 'self' ? 'note' : 'reason';
    if (cellOf(remark) !== '') made[remark] = cellOf(remark);
    const collectives = number(cellOf('collectives'), line, 'collectives');
    const persons = number(cellOf('persons'), line, 'persons');
    if (collectives !== undefined || persons !== undefined) {
      made.awards = { collectives: collectives ?? 0, persons: persons ?? 0 };
    }
    return [made];
  });
  if (problems.length > 0) throw broken(file, problems);
  return lines;
}

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();

/** An empty sheet of a pack: one line for each criterion that has no parts and whose points are typed. */
export function sheetTemplate(policy: PolicyAnswer): {
  readonly lines: readonly { readonly criterion: string; readonly text: string; readonly max: number }[];
  readonly csv: string;
} {
  const lines = policy.criteria
    .filter(({ depth }, index) => (policy.criteria[index + 1]?.depth ?? 0) <= depth)
    .filter(({ derived }) => derived !== true)
    .map(({ key, text, max }) => ({ criterion: key, text, max }));
  const rows = lines.map(({ criterion, text, max }) => [
    criterion,
    '',
    '',
    '',
    '',
    '',
    String(max).replace('.', ','),
    text,
  ]);
  const head = ['Tiêu chí', 'Điểm', 'Ghi chú', 'Lý do', 'Số tập thể', 'Số cá nhân', 'Tối đa', 'Nội dung'];
  return { lines, csv: [head, ...rows].map((row) => `${row.map(quoted).join(';')}\n`).join('') };
}

const quoted = (cell: string) => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
