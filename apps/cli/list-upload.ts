import path from 'node:path';
import type { Command } from 'commander';
import type { TABLE_FILES } from '#libs/contracts/http';
import { usageError } from './cli.error.js';
import { fileBytes } from './options.js';

type TableType = (typeof TABLE_FILES)[number];

const FILE_TYPES: Readonly<Record<string, TableType>> = {
  '.csv': 'text/csv',
  '.tsv': 'text/csv',
  '.txt': 'text/csv',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
};

export interface SheetOption {
  readonly sheet?: string;
}

/** A list as it is sent: the file, and the query that names it. */
export interface ListUpload {
  readonly upload: { readonly bytes: Uint8Array; readonly type: TableType };
  readonly query: { readonly filename: string; readonly sheet: string | undefined };
}

/** `--sheet`, where a file has several with the heading of the list. */
export const withSheet = (command: Command): Command =>
  command.option('--sheet <tên>', 'tên trang cần đọc, khi nhiều trang của tệp cùng có dòng tiêu đề');

/** @throws CliError where the file is no table or cannot be opened */
export function listUpload(file: string, sheet: string | undefined): ListUpload {
  const type = FILE_TYPES[path.extname(file).toLowerCase()];
  if (type === undefined)
    throw usageError(
      `Tệp ${file} không phải .csv, .xlsx hay .ods. Hãy lưu lại từ Excel theo một trong các dạng đó.`,
    );
  return { upload: { bytes: fileBytes(file), type }, query: { filename: path.basename(file), sheet } };
}
