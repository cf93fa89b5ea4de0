import { broken, type TableFile, UnreadableFileError } from '#libs/tables';
import { unpack } from './unpack.js';

const isPackage = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** A file ready to be read as a table: the parts of an office package, or the bytes as they are. Never throws. */
export async function tableFile(bytes: Uint8Array, filename: string): Promise<TableFile> {
  if (!isPackage(bytes)) return { filename, content: bytes };
  try {
    return { filename, content: await unpack(bytes) };
  } catch (error) {
    return { filename, content: error instanceof UnreadableFileError ? error : broken() };
  }
}
