import readWorkbook from 'read-excel-file/node';
import type { Cell, RosterProblem, TableRow } from '#libs/roster';
import { decodeCsv, numberRows, parseCsv } from '#libs/roster';
import { safeWorkbook, UnsafeWorkbookError } from './unpack-xlsx.js';

/** Largest file that is read. */
export const maxFileBytes = 10 * 1024 * 1024;

export type ReadTableResult = { readonly rows: readonly TableRow[] } | { readonly problem: RosterProblem };

const refuse = (code: RosterProblem['code'], message: string): ReadTableResult => ({
  problem: { code, message },
});

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value instanceof Date ? value.toISOString().slice(0, 10) : null;
}

async function readXlsx(bytes: Uint8Array): Promise<ReadTableResult> {
  try {
    const [sheet] = await readWorkbook(safeWorkbook(bytes), { trim: false });
    return { rows: numberRows((sheet?.data ?? []).map((row) => row.map(cellOf))) };
  } catch (error) {
    if (error instanceof UnsafeWorkbookError) {
      const code = {
        broken: 'ROSTER.FILE_BROKEN',
        'too-large': 'ROSTER.TOO_LARGE',
        'not-accepted': 'ROSTER.FILE_TYPE',
      } as const;
      return refuse(code[error.reason], error.message);
    }
    const at = error instanceof Error ? /at row (\d+), col (\d+)/.exec(error.message) : null;
    const where = at ? ` (ô lỗi ở dòng ${at[1]}, cột thứ ${at[2]})` : '';
    const message = `Không đọc được tệp Excel${where}; sửa ô lỗi (ví dụ #REF!, #N/A) hoặc lưu lại thành tệp .xlsx mới rồi gửi lại.`;
    return refuse('ROSTER.FILE_BROKEN', message);
  }
}

/**
 * Reads the rows of a list sent as a file: the first sheet of an `.xlsx`, or a `.csv`. The kind is told by the first
 * bytes, the name only helps to say what is wrong. Nothing is evaluated: a formula gives the value stored beside it.
 * @param bytes the whole file, at most 10 MB
 * @param filename as the sender named it
 */
export async function readTable(bytes: Uint8Array, filename: string): Promise<ReadTableResult> {
  const extension = /\.([^.]+)$/.exec(filename.trim().toLowerCase())?.[1] ?? '';
  if (bytes.length === 0) return refuse('ROSTER.FILE_BROKEN', 'Tệp rỗng; chọn lại đúng tệp danh sách.');
  if (bytes.length > maxFileBytes) {
    const message = `Tệp lớn hơn ${maxFileBytes / 1024 / 1024} MB; chép riêng bảng danh sách sang một tệp mới rồi gửi lại.`;
    return refuse('ROSTER.TOO_LARGE', message);
  }
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isOldExcel = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  if (isOldExcel) {
    return refuse(
      'ROSTER.FILE_TYPE',
      'Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu; lưu lại thành tệp .xlsx không mật khẩu rồi gửi lại.',
    );
  }
  if (isZip) return readXlsx(bytes);
  if (extension === 'xlsx')
    return refuse(
      'ROSTER.FILE_BROKEN',
      'Tệp tên .xlsx nhưng không phải tệp Excel; mở lại trong Excel và lưu lại.',
    );
  if (!['csv', 'txt', 'tsv'].includes(extension)) {
    return refuse(
      'ROSTER.FILE_TYPE',
      `Không nhận tệp "${filename}"; gửi danh sách dưới dạng .xlsx hoặc .csv.`,
    );
  }
  const decoded = decodeCsv(bytes);
  return 'problem' in decoded ? decoded : parseCsv(decoded.text);
}
