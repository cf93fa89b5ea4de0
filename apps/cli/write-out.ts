import { writeFileSync } from 'node:fs';
import { CliError, EXIT } from './cli.error.js';

/** Writes a file that was asked for. @throws CliError (usage) where it cannot be written */
export function writeOut(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    const why =
      code === 'ENOENT' ? 'không có thư mục này' : code === 'EISDIR' ? 'đây là thư mục' : 'không ghi được';
    throw new CliError(EXIT.usage, `Tệp ${path}: ${why}. Hãy chọn nơi khác.`);
  }
}
