import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

/** What the bytes of a file say it is. */
export interface Inspection {
  readonly type?: string;
  readonly alsoReadsAs?: string;
}

const HEAD_BYTES = 1024;
/** A ZIP ends with a record of 22 bytes and a comment of at most 65,535. */
const ZIP_END_BYTES = 22;
const TAIL_BYTES = ZIP_END_BYTES + 65_535;
const ZIP_END_MARK = Buffer.from('PK\u0005\u0006', 'latin1');
const MARKUP = /<(!doctype|html|svg|script|\?php)/i;

/**
 * Reads the type from the content, never from the name, and looks for a second format in the same bytes: readers of PDF
 * look for their mark in the first kilobyte, readers of ZIP at the very end.
 */
export async function inspect(path: string): Promise<Inspection> {
  const type = (await fileTypeFromFile(path))?.mime;
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await read(file, 0, Math.min(size, HEAD_BYTES));
    const start = Math.max(0, size - TAIL_BYTES);
    const tail = await read(file, start, size - start);
    return { type, alsoReadsAs: type === undefined ? undefined : secondFormat(type, head, tail) };
  } finally {
    await file.close();
  }
}

function secondFormat(type: string, head: Buffer, tail: Buffer): string | undefined {
  const isZip = type === 'application/zip' || type.startsWith('application/vnd.');
  if (type !== 'application/pdf' && head.includes('%PDF-')) return 'PDF';
  if (!isZip && endsAsZip(tail)) return 'ZIP';
  if (!isZip && MARKUP.test(head.toString('latin1'))) return 'HTML';
  return undefined;
}

/** Whether the bytes end with the end record of a ZIP whose comment reaches to the last byte. */
function endsAsZip(tail: Buffer): boolean {
  for (let at = tail.lastIndexOf(ZIP_END_MARK); at >= 0; at = tail.lastIndexOf(ZIP_END_MARK, at - 1)) {
    const rest = tail.length - at - ZIP_END_BYTES;
    if (rest >= 0 && tail.readUInt16LE(at + ZIP_END_BYTES - 2) === rest) return true;
    if (at === 0) return false;
  }
  return false;
}

async function read(
  file: Awaited<ReturnType<typeof open>>,
  position: number,
  length: number,
): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
