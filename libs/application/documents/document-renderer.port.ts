import type { DocumentInput } from './document-input.port.js';

export type DocumentFormat = 'docx' | 'xlsx';

/** Writes a composed paper as a file. */
export interface DocumentRenderer {
  /** Whether a paper of the kind has a table, and so can be a workbook. */
  formatsOf(kind: DocumentInput['kind']): readonly DocumentFormat[];
  render(input: DocumentInput, format: DocumentFormat): Promise<Uint8Array>;
}
