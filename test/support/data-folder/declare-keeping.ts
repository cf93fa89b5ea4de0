import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { versionInWork } from '../version.js';
import { liveToTheCut } from './cut-years.js';
import { Installation } from './installation.js';
import { keepFolder } from './kept-folder.js';

/**
 * Declares one test that lives the cut years on this checkout and keeps the data folder under its version. It changes
 * files of the checkout, so it is declared only where it is asked for.
 */
export function declareKeeping(): void {
  it('keeps a data folder with two open years, their runs and a command that was not carried', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'antq-folder-'));
    try {
      const installation = await Installation.start(dataDir);
      const years = await liveToTheCut(installation).finally(() => installation.stop());
      await keepFolder(dataDir, await versionInWork(), years);
      expect(years.acknowledged).toContain(years.received);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
}
