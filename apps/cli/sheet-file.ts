import path from 'node:path';
import type { ListReadingAnswer, PolicyAnswer } from '#libs/contracts/http';
import { CliError, EXIT, type ListedProblem } from './cli.error.js';
import { fileBytes } from './options.js';
import type { SheetColumn, SheetLine } from './sheet-list.js';

const TABLES = ['.csv', '.txt', '.tsv', '.xlsx', '.ods'];

export interface SheetFile {
  readonly lines: SheetLine[];
  readonly gapChoices?: Record<string, string>;
  /** What of a table was left aside; absent for JSON. */
  readonly reading?: ListReadingAnswer;
}

/**
 * Reads a score sheet: JSON (the lines, or `{"sheet": […], "gapChoices": {…}}`) or a table (CSV, XLSX, ODS) with a
 * heading. What the points are worth is checked by the API; here only that the file can be read.
 *
 * @throws CliError naming every cell that cannot be read
 */
export async function readSheet(file: string, column: SheetColumn): Promise<SheetFile> {
  const bytes = fileBytes(file);
  const extension = path.extname(file).toLowerCase();
  if (extension === '.json') return fromJson(file, new TextDecoder().decode(bytes));
  if (!TABLES.includes(extension)) {
    throw new CliError(
      EXIT.usage,
      `Bảng điểm ${file} cần là tệp .json, .csv, .xlsx hoặc .ods. Lấy mẫu: antq score template --policy GÓI.`,
    );
  }
  const { tableFile } = await import('#libs/archive');
  const { readSheetTable } = await import('./sheet-list.js');
  const { lines, problems, reading } = readSheetTable(await tableFile(bytes, path.basename(file)), column);
  if (problems.length > 0) throw broken(file, problems);
  return { lines: [...lines], reading };
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
