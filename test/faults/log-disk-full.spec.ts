import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { exited, freePort, projectRoot, type RunningPostgres, startPostgres } from '#infra/local';
import { migrate } from '#libs/persistence';
import { until } from './scene.js';

jest.setTimeout(120_000);

/** Where every write fails with ENOSPC, as on a full disk. */
const FULL = '/dev/full';

describe('the disk of the logs is full', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'antq-log-full-'));
  const started: ChildProcess[] = [];
  let postgres: RunningPostgres;

  beforeAll(async () => {
    postgres = await startPostgres({ fsync: false });
    await migrate(postgres.ownerUrl);
  });

  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await postgres?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (script: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess => {
    const log = openSync(FULL, 'w');
    const child = spawn(process.execPath, [path.join(projectRoot(), 'dist', script), ...args], {
      stdio: ['ignore', log, log],
      env: { PATH: process.env['PATH'], ...env },
    });
    closeSync(log);
    started.push(child);
    return child;
  };
  const answers = async (url: string): Promise<boolean> =>
    (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  const end = (child: ChildProcess) => {
    child.kill('SIGTERM');
    return Promise.race([exited(child), delay(12_000, 'still alive', { ref: false })]);
  };

  it('the API answers all the same, and ends when it is told to', async () => {
    const port = await freePort();
    const api = start('apps/api/main.js', [], {
      DATABASE_URL: postgres.appUrl,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      SMTP_URL: 'smtp://127.0.0.1:1',
      REHEARSAL_SMTP_URL: 'smtp://127.0.0.1:1',
      ANTQ_API_PORT: String(port),
      ANTQ_DATA_DIR: folder,
    });
    await until('the API answers', 60_000, () => answers(`http://127.0.0.1:${port}/readyz`));
    // Its first line, that it is ready, comes after it listens.
    await delay(1_000);
    expect(await answers(`http://127.0.0.1:${port}/readyz`)).toBe(true);
    expect(await end(api)).toBe(0);
  });

  it('the mail capture answers all the same, and ends when it is told to', async () => {
    const port = await freePort();
    const capture = start('infra/local/smtp-capture.main.js', ['--http-port', String(port)], {});
    await until('the capture answers', 30_000, () => answers(`http://127.0.0.1:${port}/api/rules`));
    await delay(500);
    expect(await answers(`http://127.0.0.1:${port}/api/rules`)).toBe(true);
    expect(await end(capture)).toBe(0);
  });
});
