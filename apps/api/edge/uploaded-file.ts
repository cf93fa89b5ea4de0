import { DomainError } from '#libs/contracts';

/**
 * The file that a request consists of.
 *
 * @throws DomainError INPUT.INVALID where there is none
 */
export function uploadedFile(body: unknown): Uint8Array {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  const message = 'cần tệp CSV hoặc XLSX trong thân yêu cầu';
  throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'nội dung', message }]);
}
