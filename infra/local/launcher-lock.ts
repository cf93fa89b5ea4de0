import { readFileSync, rmSync } from 'node:fs';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startMark } from './processes.js';

interface Holder {
  pid: number;
  mark: string;
}

/**
 * Takes the data folder for this process. Resolves to the release function, or to `undefined` while another
 * launcher holds the folder. A holder that died is recognised by its process id together with its start time.
 */
export async function lockDataDir(dataDir: string): Promise<(() => void) | undefined> {
  const lock = path.join(dataDir, 'launcher.lock');
  const own = `${lock}.${process.pid}`;
  await writeFile(own, JSON.stringify({ pid: process.pid, mark: (await startMark(process.pid)) ?? '' }));
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        // A link appears whole or not at all, and only one of two launchers gets it.
        await link(own, lock);
        return () => rmSync(lock, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const seen = contentOf(lock);
      if (await isAlive(seen)) return undefined;
      const stale = `${lock}.stale-${process.pid}`;
      await rename(lock, stale).catch(() => undefined);
      // Another launcher may have taken the folder between the look and the move: then what was moved is its lock.
      if (contentOf(stale) !== seen && (await isAlive(contentOf(stale)))) {
        await link(stale, lock).catch(() => undefined);
        await rm(stale, { force: true });
        return undefined;
      }
      await rm(stale, { force: true });
    }
    return undefined;
  } finally {
    await rm(own, { force: true });
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether the launcher that a lock names still runs; an unreadable lock names none. */
async function isAlive(content: string): Promise<boolean> {
  try {
    const { pid, mark } = JSON.parse(content) as Holder;
    return (await startMark(pid)) === mark;
  } catch {
    return false;
  }
}
