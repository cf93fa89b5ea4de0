import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { startPostgres } from '#infra/local';
import { createDataSource, migrate } from '#libs/persistence';
import { seedPlaces } from '../stack-seed.js';
import { clusterFolder } from './leftovers.mjs';

/**
 * Lays a cluster down in a folder for `startPostgres`: migrated, with areas, offices and days off. Made once for all spec
 * files of a jest worker and copied for each stack, which then starts in a fraction of the time.
 */
export async function layClusterDown(baseDir: string): Promise<void> {
  const kept = clusterFolder(process.pid);
  const mark = path.join(kept, 'whole');
  if (!existsSync(mark)) {
    // Perhaps of a worker that had this number and has died.
    await rm(kept, { recursive: true, force: true });
    await mkdir(kept, { recursive: true });
    await prepare(kept);
    await writeFile(mark, '');
  }
  // With owners and rights: PostgreSQL refuses a cluster that has others.
  await promisify(execFile)('cp', [
    '-a',
    path.join(kept, 'postgres'),
    path.join(kept, 'secrets.json'),
    baseDir,
  ]);
}

async function prepare(baseDir: string): Promise<void> {
  const postgres = await startPostgres({ baseDir, fsync: false });
  try {
    await migrate(postgres.ownerUrl);
    const source = createDataSource({
      url: postgres.appUrl,
      poolSize: 2,
      applicationName: 'antq-test-prepare',
    });
    await source.initialize();
    await seedPlaces(source).finally(() => source.destroy());
  } finally {
    await postgres.stop('fast');
  }
}
