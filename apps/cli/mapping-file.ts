import path from 'node:path';
import { CliError, EXIT } from './cli.error.js';
import type { MappingRead } from './mapping-list.js';
import { fileBytes } from './options.js';

/**
 * Reads the table by which units find their new places: a table (CSV, XLSX, ODS) with a heading and the columns "Mã cũ"
 * (a unit, a commune, a district or the level `huyen`), "Mã mới" and "Cấp quản lý".
 *
 * @throws CliError naming every row that cannot be read
 */
export async function readMapping(file: string): Promise<Pick<MappingRead, 'rows' | 'reading'>> {
  const bytes = fileBytes(file);
  const { tableFile } = await import('#libs/archive');
  const { readMappingTable } = await import('./mapping-list.js');
  const { rows, problems, reading } = readMappingTable(await tableFile(bytes, path.basename(file)));
  if (problems.length > 0) {
    throw new CliError(EXIT.refused, `Bảng đối chiếu ${file} có chỗ không đọc được. Hãy sửa rồi gửi lại.`, {
      problems,
    });
  }
  return { rows, reading };
}
