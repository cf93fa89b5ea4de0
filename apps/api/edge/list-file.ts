import type { ListFile } from '#libs/application';
import { DomainError } from '#libs/contracts';
import type { ListQuery } from '#libs/contracts/http';

/**
 * The list in the body of a request.
 *
 * @throws DomainError INPUT.INVALID where there is none
 */
export function listFileOf(
  body: unknown,
  { filename, sheet }: Pick<ListQuery, 'filename' | 'sheet'>,
): ListFile {
  if (Buffer.isBuffer(body) && body.length > 0) return { bytes: body, filename, sheet };
  const message = 'cần tệp CSV, XLSX hoặc ODS trong thân yêu cầu';
  throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'nội dung', message }]);
}
