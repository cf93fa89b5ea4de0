import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { FileStorage, ReceivedFile, StoragePlace } from '#libs/application';
import { inspect } from './inspect.js';

const KEY = /^[0-9a-f]{32}$/;
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Files in a folder of this machine. Content is written under a temporary name, forced to the disk, then renamed: after
 * a crash there is the whole file under its key, or nothing but a leftover that is swept later. A kept file bears the
 * time when its last byte came, one set aside the time when that was done.
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
    const target = this.at('kept', handle);
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
    const place = this.at('kept', storageKey);
    const found = await stat(place).catch(() => undefined);
    return found?.isFile() === true ? createReadStream(place) : undefined;
  }

  async *keys(place: StoragePlace): AsyncGenerator<readonly string[]> {
    for (const folder of await namesIn(path.join(this.folder, place))) {
      const names = await namesIn(path.join(this.folder, place, folder));
      yield names.filter((name) => KEY.test(name));
    }
  }

  async since(place: StoragePlace, storageKey: string): Promise<number | undefined> {
    return (await stat(this.at(place, storageKey)).catch(ignoreAbsent))?.mtimeMs;
  }

  async setAside(storageKey: string, now: number): Promise<void> {
    const kept = this.at('kept', storageKey);
    // The time first: a crash between the two only puts the file off until the next sweep.
    await utimes(kept, now / 1000, now / 1000).catch(ignoreAbsent);
    await this.move(kept, this.at('aside', storageKey));
  }

  async putBack(storageKey: string): Promise<void> {
    await this.move(this.at('aside', storageKey), this.at('kept', storageKey));
  }

  async remove(storageKey: string): Promise<void> {
    await rm(this.at('aside', storageKey), { force: true });
  }

  async removeUnfinished(before: number): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.incoming)) {
      const place = path.join(this.incoming, name);
      const found = await stat(place).catch(() => undefined);
      if (found === undefined || found.mtimeMs >= before) continue;
      await rm(place, { force: true });
      removed += 1;
    }
    return removed;
  }

  private async move(from: string, to: string): Promise<void> {
    await mkdir(path.dirname(to), { recursive: true, mode: PRIVATE_FOLDER });
    await rename(from, to).catch(ignoreAbsent);
    await syncFolder(path.dirname(to));
  }

  private placeOf(handle: string): string {
    return path.join(this.incoming, `${handle}.part`);
  }

  /** Folders of two letters, so that none holds too many. */
  private at(place: StoragePlace, key: string): string {
    return path.join(this.folder, place, key.slice(0, 2), key);
  }
}

/** Of a folder that nobody has made yet: none. */
const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(ignoreAbsent)) ?? [];

/** What is not there any more was taken by another process, which sweeps as well; any other fault is told. */
function ignoreAbsent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return undefined;
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
