import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { projectRoot, startPostgres } from '#infra/local';
import type { CutYears } from './cut-years.js';
import { copyRows, type DatabaseCopy, migrateAndTell, restoreDatabase } from './database-copy.js';

/** Slow and small: written once for a release, read in every test run. */
const pack = (content: string | Buffer) =>
  promisify(brotliCompress)(content, {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });
const unpack = promisify(brotliDecompress);

/** Where the data folders of released versions lie: `<version>/`. */
export const keptFoldersDir = path.join(projectRoot(), 'test/support/fixtures/data-folders');

/** Files of a data folder that are kept as they are; mails only by the index of what was received. */
const KEPT_FILES = [/^tokens\.json$/, /^mail\/index\.jsonl$/, /^files\//];

interface Kept {
  readonly database: DatabaseCopy;
  /** Path in the data folder → content in base 64. */
  readonly files: Readonly<Record<string, string>>;
  readonly years: CutYears;
}

/** The server of a data folder, alone and for as long as the work lasts. */
async function withPostgresOf<T>(
  dataDir: string,
  work: (server: Awaited<ReturnType<typeof startPostgres>>) => Promise<T>,
): Promise<T> {
  const server = await startPostgres({ baseDir: dataDir, fsync: false });
  try {
    return await work(server);
  } finally {
    await server.stop('fast');
  }
}

/** Keeps the data folder of an installation that has been stopped as the fixture of this checkout's version. */
export async function keepFolder(dataDir: string, version: string, years: CutYears): Promise<void> {
  const database = await withPostgresOf(dataDir, async (server) => {
    const scratch = await server.createDatabase('antq_copy');
    const schema = await migrateAndTell(scratch.ownerUrl);
    return { schema, ...(await copyRows(server.ownerUrl)) };
  });
  const files: Record<string, string> = {};
  for (const name of await readdir(dataDir, { recursive: true })) {
    const local = name.split(path.sep).join('/');
    if (!KEPT_FILES.some((pattern) => pattern.test(local))) continue;
    const content = await readFile(path.join(dataDir, name)).catch(() => undefined);
    if (content !== undefined) files[local] = content.toString('base64');
  }
  const kept: Kept = { database, files, years };
  const target = path.join(keptFoldersDir, version);
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, 'folder.json.br'), await pack(JSON.stringify(kept)));
  const temporal = await readFile(path.join(dataDir, 'temporal.db'));
  await writeFile(path.join(target, 'temporal.db.br'), await pack(temporal));
}

/**
 * Makes a data folder as a released version left it: the cluster of the database, the database of Temporal with its
 * runs, and the files.
 */
export async function restoreFolder(version: string, dataDir: string): Promise<CutYears> {
  const from = path.join(keptFoldersDir, version);
  const text = (await unpack(await readFile(path.join(from, 'folder.json.br')))).toString('utf8');
  const { database, files, years } = JSON.parse(text) as Kept;
  await withPostgresOf(dataDir, async ({ adminUrl, ownerUrl }) => {
    const superuser = new URL(adminUrl);
    superuser.pathname = new URL(ownerUrl).pathname;
    await restoreDatabase(database, { owner: ownerUrl, superuser: superuser.href });
  });
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(dataDir, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, Buffer.from(content, 'base64'), { mode: 0o600 });
  }
  const temporal = await unpack(await readFile(path.join(from, 'temporal.db.br')));
  await writeFile(path.join(dataDir, 'temporal.db'), temporal);
  return years;
}
