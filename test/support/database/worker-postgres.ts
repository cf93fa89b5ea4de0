import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '#libs/persistence';
import { preparePostgres } from '../../../infra/local/postgres.js';
import { workerFolder } from './leftovers.mjs';

/** Where the PostgreSQL of a jest worker is reached, and the process it runs in. */
export interface WorkerPostgres {
  readonly pid: number;
  /** The superuser. */
  readonly adminUrl: string;
  /** The role that owns the schema. */
  readonly ownerUrl: string;
  /** The role of the services. */
  readonly appUrl: string;
}

/**
 * The PostgreSQL of this jest worker. Its database `antq` is migrated and empty, to be copied: nobody stays connected to
 * it. Started by the first spec file that asks, then kept for the files after it, and ended with the worker. Files of one
 * worker share a process and no memory, so the address is kept in a file under the worker's process id.
 */
export async function workerPostgres(): Promise<WorkerPostgres> {
  const folder = workerFolder(process.pid);
  const present = await running(path.join(folder, 'postgres.json'));
  return present ?? start(folder);
}

async function running(addressFile: string): Promise<WorkerPostgres | undefined> {
  try {
    const address = JSON.parse(await readFile(addressFile, 'utf8')) as WorkerPostgres;
    const client = new Client({ connectionString: address.adminUrl });
    await client.connect();
    await client.end();
    return address;
  } catch {
    // Nobody has asked before, or the worker has the number of one that has died.
    return undefined;
  }
}

async function start(folder: string): Promise<WorkerPostgres> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const plan = await preparePostgres({ baseDir: folder, fsync: false });
  const log = openSync(plan.logFile, 'a');
  const command = plan.command();
  const child = spawn(command.file, command.args, {
    ...command,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  // The server outlives this spec file: it must not keep jest waiting.
  child.unref();
  await plan.ready(AbortSignal.timeout(60_000));
  await plan.prepare();
  await migrate(plan.ownerUrl);
  const { adminUrl, ownerUrl, appUrl } = plan;
  const address: WorkerPostgres = { pid: child.pid ?? 0, adminUrl, ownerUrl, appUrl };
  const file = path.join(folder, 'postgres.json');
  await writeFile(`${file}.new`, JSON.stringify(address));
  await rename(`${file}.new`, file);
  return address;
}
