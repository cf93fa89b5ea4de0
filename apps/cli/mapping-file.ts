import { type MappingRow } from '#libs/contracts/http';
import { CliError, EXIT, type ListedProblem } from './cli.error.js';
import { fileBytes } from './options.js';

/** Columns of the table by their header without accents. */
const HEADERS: Readonly<Record<string, keyof MappingRow>> = {
  from: 'from',
  'ma cu': 'from',
  'ma xa cu': 'from',
  to: 'to',
  'ma moi': 'to',
  'ma xa moi': 'to',
  level: 'level',
  cap: 'level',
  'cap quan ly': 'level',
};
const LEVELS: Readonly<Record<string, NonNullable<MappingRow['level']>>> = {
  tinh: 'tinh',
  huyen: 'huyen',
  xa: 'xa',
};

/**
 * Reads the table by which units find their new places: a CSV with a header row and the columns "Mã cũ" (a unit, a
 * commune, a district or the level `huyen`), "Mã mới" and "Cấp quản lý". Whether the codes exist is checked by the API.
 *
 * @throws CliError naming every row that cannot be read
 */
export async function readMapping(file: string): Promise<readonly MappingRow[]> {
  const { decodeCsv, parseCsv } = await import('#libs/roster');
  const broken = (problems: readonly ListedProblem[]) =>
    new CliError(EXIT.refused, `Bảng đối chiếu ${file} có chỗ không đọc được. Hãy sửa rồi gửi lại.`, {
      problems,
    });
  const decoded = decodeCsv(fileBytes(file));
  if ('problem' in decoded) throw broken([{ place: 'tệp', message: decoded.problem.message }]);
  const parsed = parseCsv(decoded.text);
  if ('problem' in parsed) throw broken([{ place: 'tệp', message: parsed.problem.message }]);
  const [head, ...rows] = parsed.rows;
  const fields = (head?.cells ?? []).map((name) => HEADERS[folded(String(name ?? ''))]);
  if (!fields.includes('to') && !fields.includes('level')) {
    throw broken([
      { place: `dòng ${head?.line ?? 1}`, message: 'cần hàng tiêu đề có cột Mã cũ, Mã mới, Cấp quản lý' },
    ]);
  }
  const problems: ListedProblem[] = [];
  const read = rows.flatMap(({ line, cells }): MappingRow[] => {
    const cell = (field: keyof MappingRow) => String(cells[fields.indexOf(field)] ?? '').trim();
    const typed = cell('level');
    const level = LEVELS[folded(typed)];
    if (typed !== '' && level === undefined) {
      problems.push({ place: `dòng ${line}`, message: `"${typed}" không phải cấp: tinh, huyen hoặc xa` });
    }
    const row = {
      ...(cell('from') !== '' && { from: LEVELS[folded(cell('from'))] ?? cell('from') }),
      ...(cell('to') !== '' && { to: cell('to') }),
      ...(level !== undefined && { level }),
    };
    return Object.keys(row).length === 0 ? [] : [row];
  });
  if (problems.length > 0) throw broken(problems);
  return read;
}

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
