import type { FastifyRequest } from 'fastify';
import type { EvidenceFields, FileStorage, NamedFile } from '#libs/application';
import { DomainError, type Problem } from '#libs/contracts';
import { evidenceFields } from '#libs/contracts/http';

const MAX_FIELDS = 10;
const MAX_FIELD_BYTES = 4_000;

/** What came in a multipart body: fields that were checked, and the file as the storage received it. */
export interface EvidenceForm {
  readonly fields: EvidenceFields;
  readonly file?: NamedFile;
}

/**
 * Reads the form part by part; a file goes to the storage as it comes and never stands in memory. Whoever gets the form
 * discards the file; where the form itself is refused it is discarded here.
 *
 * @throws DomainError INPUT.INVALID naming every field that is wrong
 */
export async function readEvidenceForm(
  request: FastifyRequest,
  storage: FileStorage,
  maxBytes: number,
): Promise<EvidenceForm> {
  if (!request.isMultipart()) throw invalid('nội dung', 'phải gửi dạng multipart/form-data');
  const typed: Record<string, unknown> = {};
  let file: NamedFile | undefined;
  // The path is kept so that a name with a path is seen and refused, not quietly cut.
  const limits = { files: 1, fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES, fileSize: maxBytes + 1 };
  try {
    for await (const part of request.parts({ limits, preservePath: true })) {
      if (part.type === 'field') {
        typed[part.fieldname] = part.value;
      } else if (part.fieldname === 'file') {
        file = { name: nameOf(part), received: await storage.receive(part.file, maxBytes) };
      } else {
        part.file.resume();
        throw invalid(part.fieldname, 'tệp phải nằm ở phần "file"');
      }
    }
    const parsed = evidenceFields.safeParse(typed);
    if (parsed.success) return { fields: parsed.data, file };
    throw new DomainError(
      'INPUT.INVALID',
      {},
      parsed.error.issues.map(
        ({ path, message }): Problem => ({
          code: 'INPUT.FIELD',
          place: path.map(String).join('.') || 'nội dung',
          message,
        }),
      ),
    );
  } catch (error) {
    if (file !== undefined) await storage.discard(file.received);
    throw error;
  }
}

/** A part without a name is a file all the same. */
const nameOf = ({ filename }: { readonly filename?: string }): string => filename ?? '';

const invalid = (place: string, message: string) =>
  new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place, message }]);
