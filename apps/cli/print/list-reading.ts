import type { ListReadingAnswer } from '#libs/contracts/http';
import { formatNumber } from './words.js';

const WHY: Readonly<Record<ListReadingAnswer['skipped'][number]['why'], string>> = {
  section: 'tiêu đề nhóm',
  total: 'dòng cộng',
  'column-numbers': 'số thứ tự cột',
  text: 'chữ ngoài bảng',
};

/** Rows or cells told one by one; of more only how many. */
const MOST_LINES = 20;

/** Tells what of a file was left aside or put right; nothing where there is nothing to tell. */
export function readingLines(say: (text: string) => void, reading: ListReadingAnswer | undefined): void {
  if (reading === undefined) return;
  const { sheet, unreadSheets, unusedColumns, skipped, corrections } = reading;
  if (unreadSheets.length > 0) {
    const names = unreadSheets.map(({ name, hidden }) => `"${name}"${hidden ? ' (ẩn)' : ''}`).join(', ');
    say(`Đọc trang "${sheet ?? ''}"; chưa đọc trang ${names}.`);
  }
  if (unusedColumns.length > 0)
    say(`Cột không dùng: ${unusedColumns.map((name) => `"${name}"`).join(', ')}.`);
  told(say, 'dòng không phải mục của danh sách, đã bỏ qua', skipped, ({ line, why, text }) => [
    String(line),
    WHY[why],
    text,
  ]);
  told(say, 'ô được sửa khi đọc', corrections, ({ line, column, from, to }) => [
    String(line),
    column,
    `${from} → ${to}`,
  ]);
}

/** What is wrong or to be minded, one by one; nothing where there is nothing. */
export function problemLines(
  say: (text: string) => void,
  what: string,
  problems: readonly { readonly place: string; readonly message: string }[],
): void {
  if (problems.length === 0) return;
  say(`${what} (${formatNumber(problems.length)}):`);
  for (const { place, message } of problems) say(`  - ${place}: ${message}`);
}

function told<T>(
  say: (text: string) => void,
  what: string,
  items: readonly T[],
  row: (item: T) => string[],
): void {
  if (items.length === 0) return;
  const more = items.length > MOST_LINES ? ` (${MOST_LINES} dòng đầu)` : '';
  say(`${formatNumber(items.length)} ${what}${more}:`);
  for (const item of items.slice(0, MOST_LINES)) {
    const [line = '', ...rest] = row(item);
    say(`  - dòng ${line}: ${rest.join(', ')}`);
  }
}
