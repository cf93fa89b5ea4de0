import { DomainError } from '#libs/contracts';
import { readTable } from '#libs/documents';

/**
 * Rows of a list of entries in a CSV or XLSX file.
 *
 * @throws DomainError REGISTER.LIST_REFUSED where the file as a whole cannot be read
 */
export async function entryRows(file: Uint8Array, filename: string) {
  const table = await readTable(file, filename);
  if (!('problem' in table)) return table.rows;
  const { code, message } = table.problem;
  throw new DomainError('REGISTER.LIST_REFUSED', {}, [{ code, place: 'tệp', message }]);
}
