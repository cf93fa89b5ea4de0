import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FILE = 'accounts.key';
const FORM = /^[0-9a-f]{64}$/;

/**
 * The key from which one-time secrets of accounts follow, and under which seeds of second factors are sealed: 256 bits that stand
 * in no database. It is given, or made once in the data folder, readable by its owner alone.
 *
 * @throws Error where the file holds something else
 */
export function installationKey(dataDir: string, given?: string): Buffer {
  if (given !== undefined) return Buffer.from(given, 'hex');
  const file = path.join(dataDir, FILE);
  const key = kept(file) ?? made(dataDir, file);
  if (!FORM.test(key)) throw new Error(`Tệp ${file} hỏng. Hãy khôi phục tệp này từ bản sao lưu.`);
  return Buffer.from(key, 'hex');
}

function kept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all, and of two processes that start at once the one that comes first. */
function made(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(own);
  }
  return readFileSync(file, 'utf8').trim();
}
