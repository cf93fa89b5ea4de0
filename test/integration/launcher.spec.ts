import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { exited, projectRoot } from '#infra/local';
import { isAlive } from '../../infra/local/processes.js';

jest.setTimeout(180_000);

/** The launcher with stand-ins for the applications: what is tested is the starting and ending of processes. */
describe('launcher', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'antq-launcher-'));
  const apps = path.join(folder, 'apps');
  const dataDir = path.join(folder, 'data');
  const script = path.join(folder, 'run.mjs');
  const started: ChildProcess[] = [];

  for (const name of ['api', 'worker']) mkdirSync(path.join(apps, name), { recursive: true });
  writeFileSync(path.join(apps, 'package.json'), '{"type":"module"}');
  writeFileSync(
    path.join(apps, 'api/prepare.main.js'),
    `import { writeFileSync } from 'node:fs';
     if (!process.env.DATABASE_OWNER_URL) process.exit(1);
     const token = { role: 'administrator', roleName: 'Quản trị viên', name: 'Q', token: 'antq_abc', scope: '' };
     writeFileSync(process.env.ANTQ_DATA_DIR + '/tokens.json', JSON.stringify([token]));`,
  );
  writeFileSync(
    path.join(apps, 'api/main.js'),
    `import { createServer } from 'node:http';
     createServer((request, response) => {
       if (request.url === '/die') process.exit(9);
       response.end(JSON.stringify({ owner: process.env.DATABASE_OWNER_URL ?? null }));
     }).listen(Number(process.env.ANTQ_API_PORT), '127.0.0.1');`,
  );
  writeFileSync(path.join(apps, 'worker/main.js'), 'setInterval(() => {}, 1000);');
  const launcher = pathToFileURL(path.join(projectRoot(), 'dist/infra/local/launcher.js')).href;
  writeFileSync(
    script,
    `const { launch } = await import(${JSON.stringify(launcher)});
     process.exit(await launch({ appsDir: ${JSON.stringify(apps)} }));`,
  );

  afterAll(async () => {
    for (const child of started) {
      child.kill('SIGKILL');
      await exited(child);
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const outside = new Set(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL']);
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !outside.has(name))),
    ANTQ_DATA_DIR: dataDir,
    NODE_OPTIONS: '',
  };

  const start = () => {
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    const run = { child, output: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (run.output += chunk.toString()));
    }
    return run;
  };
  const ready = async (run: ReturnType<typeof start>): Promise<void> => {
    for (let waited = 0; waited < 90_000; waited += 100) {
      if (run.output.includes('Ctrl-C')) return;
      if (run.child.exitCode !== null) break;
      await delay(100);
    }
    throw new Error(`not ready:\n${run.output}`);
  };
  const runtime = () =>
    JSON.parse(readFileSync(path.join(dataDir, 'runtime.json'), 'utf8')) as {
      apiUrl: string;
      mailboxUrl: string;
      temporalAddress: string;
      databaseUrl: string;
      pids: Record<string, number>;
    };

  it('brings everything up, refuses a second start, outlives SIGKILL and ends with the API', async () => {
    const first = start();
    await ready(first);
    expect(first.output).toContain('Sẵn sàng (ready)');
    expect(first.output).toContain('antq_abc');
    const before = runtime();
    expect(Object.keys(before.pids).sort()).toEqual(
      ['api', 'launcher', 'postgres', 'smtp', 'temporal', 'worker-cycle', 'worker-mail'].sort(),
    );
    expect(JSON.parse(readFileSync(path.join(dataDir, 'cli.json'), 'utf8'))).toEqual({
      apiUrl: before.apiUrl,
      token: 'antq_abc',
      mailboxUrl: before.mailboxUrl,
    });
    for (const secret of ['cli.json', 'runtime.json', 'secrets.json']) {
      expect(statSync(path.join(dataDir, secret)).mode & 0o777).toBe(0o600);
    }
    expect(await (await fetch(before.apiUrl)).json()).toEqual({ owner: null });

    const second = start();
    expect(await exited(second.child)).toBe(3);
    expect(second.output).toContain(before.apiUrl);

    first.child.kill('SIGKILL');
    await exited(first.child);
    const third = start();
    await ready(third);
    const after = runtime();
    expect(Object.values(before.pids).filter(isAlive)).toEqual([]);
    expect(after.databaseUrl).toBe(before.databaseUrl);
    expect(after.temporalAddress).toBe(before.temporalAddress);

    await fetch(`${after.apiUrl}/die`).catch(() => undefined);
    expect(await exited(third.child)).toBe(9);
    expect(third.output).toContain('API đã dừng, mã 9');
    expect(Object.values(after.pids).filter(isAlive)).toEqual([]);
    expect(runtime().pids).toEqual({});
  });

  it('stops in order on SIGTERM with exit code 0', async () => {
    const run = start();
    await ready(run);
    const { pids } = runtime();
    run.child.kill('SIGTERM');
    expect(await exited(run.child)).toBe(0);
    expect(Object.values(pids).filter(isAlive)).toEqual([]);
    expect(readFileSync(path.join(dataDir, 'logs/postgres.log'), 'utf8')).toContain(
      'database system is shut down',
    );
  });
});
