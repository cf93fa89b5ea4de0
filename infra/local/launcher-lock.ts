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
      try {
        const holder = JSON.parse(readFileSync(lock, 'utf8')) as Holder;
        if ((await startMark(holder.pid)) === holder.mark) return undefined;
      } catch {
        // Unreadable or just released.
      }
      const stale = `${lock}.stale-${process.pid}`;
      await rename(lock, stale).catch(() => undefined);
      await rm(stale, { force: true });
    }
    return undefined;
  } finally {
    await rm(own, { force: true });
  }
}
