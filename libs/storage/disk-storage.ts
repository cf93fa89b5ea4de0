import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileStorage, ReceivedFile } from '#libs/application';
import { inspect } from './inspect.js';

const KEY = /^[0-9a-f]{32}$/;
const STALE_MS = 24 * 60 * 60 * 1000;
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Files in a folder of this machine. Content is written under a temporary name, forced to the disk, then renamed: after
 * a crash there is the whole file under its key, or nothing but a leftover that is swept later. A file that no row
 * refers to does no harm.
 */
export class DiskStorage implements FileStorage {
  private readonly incoming: string;

  constructor(private readonly folder: string) {
    this.incoming = path.join(folder, 'incoming');
  }

  async receive(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedFile> {
    await mkdir(this.incoming, { recursive: true, mode: PRIVATE_FOLDER });
    const handle = randomBytes(16).toString('hex');
    const place = this.placeOf(handle);
    const file = await open(place, 'wx', PRIVATE_FILE);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of content) {
        bytes += chunk.byteLength;
        // What is too long is read to its end, so that the answer is heard, and not written.
        if (bytes > maxBytes) continue;
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
    } catch (error) {
      await file.close();
      await rm(place, { force: true });
      throw error;
    }
    await file.close();
    const isTooLarge = bytes > maxBytes;
    const found = isTooLarge || bytes === 0 ? {} : await inspect(place);
    return { handle, bytes, sha256: hash.digest('hex'), isTooLarge, ...found };
  }

  async keep({ handle }: ReceivedFile): Promise<string> {
    const target = this.keptAt(handle);
    const folder = path.dirname(target);
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    await rename(this.placeOf(handle), target);
    await syncFolder(folder);
    return handle;
  }

  async discard({ handle }: ReceivedFile): Promise<void> {
    await rm(this.placeOf(handle), { force: true });
  }

  async open(storageKey: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    if (!KEY.test(storageKey)) return undefined;
    const place = this.keptAt(storageKey);
    const found = await stat(place).catch(() => undefined);
    return found?.isFile() === true ? createReadStream(place) : undefined;
  }

  /** Removes what was being received when a process died, once it is a day old. */
  async sweep(now: number): Promise<void> {
    for (const name of await readdir(this.incoming).catch(() => [])) {
      const place = path.join(this.incoming, name);
      const found = await stat(place).catch(() => undefined);
      if (found !== undefined && now - found.mtimeMs > STALE_MS) await rm(place, { force: true });
    }
  }

  private placeOf(handle: string): string {
    return path.join(this.incoming, `${handle}.part`);
  }

  /** Folders of two letters, so that none holds too many. */
  private keptAt(key: string): string {
    return path.join(this.folder, 'kept', key.slice(0, 2), key);
  }
}

/** Forces the new name itself to the disk, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  // Windows opens no folders.
  if (handle === undefined) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
