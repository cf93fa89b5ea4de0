import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isRunning } from '#infra/local';
import { until } from '../faults/scene.js';
import { Launched } from '../support/launched.js';

jest.setTimeout(180_000);

/** The launcher with stand-ins for the applications: what is tested is the starting and ending of processes. */
describe('launcher', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'antq-launcher-'));
  const appsDir = path.join(folder, 'apps');
  const started: Launched[] = [];
  let data = 0;

  beforeAll(() => {
    for (const name of ['api', 'worker']) mkdirSync(path.join(appsDir, name), { recursive: true });
    writeFileSync(path.join(appsDir, 'package.json'), '{"type":"module"}');
    writeFileSync(
      path.join(appsDir, 'api/prepare.main.js'),
      `import { writeFileSync } from 'node:fs';
       if (!process.env.DATABASE_OWNER_URL) process.exit(1);
       const token = { role: 'administrator', roleName: 'Quản trị viên', name: 'Q', token: 'antq_abc', scope: '' };
       writeFileSync(process.env.ANTQ_DATA_DIR + '/tokens.json', JSON.stringify([token]));`,
    );
    writeFileSync(
      path.join(appsDir, 'api/main.js'),
      `import { createServer } from 'node:http';
       createServer((request, response) => {
         if (request.url === '/die') process.exit(9);
         const { DATABASE_OWNER_URL: owner = null, ANTQ_FAULTS: faults = null } = process.env;
         response.end(JSON.stringify({ owner, faults }));
       }).listen(Number(process.env.ANTQ_API_PORT), '127.0.0.1');`,
    );
    writeFileSync(
      path.join(appsDir, 'worker/main.js'),
      `process.send('ready'); setInterval(() => {}, 1000);`,
    );
  });

  // Whatever a failed case left running must not meet the next one.
  afterEach(async () => {
    for (const launched of started.splice(0)) await launched.dispose();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const ownDataDir = (): string => path.join(folder, `data-${(data += 1)}`);
  const begin = (dataDir: string, env: NodeJS.ProcessEnv = {}): Launched => {
    const launched = Launched.begin({ dataDir, appsDir, env });
    started.push(launched);
    return launched;
  };
  const running = async (pids: Readonly<Record<string, number>>): Promise<string[]> => {
    const alive = await Promise.all(
      Object.entries(pids).map(async ([name, pid]) => ((await isRunning(pid)) ? [name] : [])),
    );
    return alive.flat();
  };

  it('brings everything up, refuses a second start, and the next one ends what SIGKILL left behind', async () => {
    const dataDir = ownDataDir();
    const first = begin(dataDir);
    await first.ready();
    expect(first.output).toContain('Sẵn sàng (ready)');
    expect(first.output).toContain('antq_abc');
    const before = first.runtime();
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
    const logs = readdirSync(path.join(dataDir, 'logs'));
    expect(logs).toContain('api.log');
    for (const log of logs) {
      expect([log, statSync(path.join(dataDir, 'logs', log)).mode & 0o777]).toEqual([log, 0o600]);
    }
    expect(await (await fetch(before.apiUrl)).json()).toMatchObject({ owner: null });

    const second = begin(dataDir);
    expect(await second.ended()).toBe(3);
    expect(second.output).toContain(before.apiUrl);

    first.child.kill('SIGKILL');
    await first.ended();
    const third = begin(dataDir);
    await third.ready();
    const after = third.runtime();
    expect(await running(before.pids)).toEqual([]);
    expect(after.databaseUrl).toBe(before.databaseUrl);
    expect(after.temporalAddress).toBe(before.temporalAddress);
  });

  it('starts an API that ended again, without its faults, and tells the hour of Vietnam wherever it runs', async () => {
    const launched = begin(ownDataDir(), { TZ: 'America/New_York', ANTQ_FAULTS: 'afterCommandRecorded@1' });
    await launched.ready();
    const { apiUrl, pids } = launched.runtime();
    expect(await (await fetch(apiUrl)).json()).toMatchObject({ faults: 'afterCommandRecorded@1' });
    const hour = (): string =>
      new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', hourCycle: 'h23' })
        .format()
        .slice(0, 2);
    const hours = [hour()];
    await fetch(`${apiUrl}/die`).catch(() => undefined);
    await until('the API runs again', 30_000, () =>
      Promise.resolve(launched.output.includes('API đã chạy lại.')),
    );
    hours.push(hour());
    const said = /\[(\d\d):\d\d:\d\d\] API đã dừng, mã 9; khởi động lại sau 2 giây\./.exec(launched.output);
    expect(hours).toContain(said?.[1]);
    expect(await (await fetch(apiUrl)).json()).toMatchObject({ faults: null });
    const now = launched.runtime().pids;
    expect(now['api']).not.toBe(pids['api']);
    expect({ ...now, api: 0 }).toEqual({ ...pids, api: 0 });
  });

  it('stops in order on SIGTERM with exit code 0', async () => {
    const dataDir = ownDataDir();
    const launched = begin(dataDir);
    await launched.ready();
    const { pids } = launched.runtime();
    launched.child.kill('SIGTERM');
    expect(await launched.ended()).toBe(0);
    expect(await running(pids)).toEqual([]);
    expect(launched.runtime().pids).toEqual({});
    expect(readFileSync(path.join(dataDir, 'logs/postgres.log'), 'utf8')).toContain(
      'database system is shut down',
    );
  });

  it('says why it cannot start, ends what it had started, with exit code 1', async () => {
    const dataDir = ownDataDir();
    const broken = path.join(folder, 'broken');
    mkdirSync(path.join(broken, 'api'), { recursive: true });
    mkdirSync(path.join(broken, 'worker'));
    writeFileSync(path.join(broken, 'package.json'), '{"type":"module"}');
    for (const file of ['api/main.js', 'worker/main.js']) writeFileSync(path.join(broken, file), '');
    writeFileSync(
      path.join(broken, 'api/prepare.main.js'),
      `process.stderr.write('không có quyền\\n'); process.exit(1);`,
    );
    const launched = Launched.begin({ dataDir, appsDir: broken });
    started.push(launched);
    expect(await launched.ended()).toBe(1);
    expect(launched.output).toMatch(/Không khởi động được\. Chuẩn bị dữ liệu thất bại[^]*không có quyền/);
    expect(readFileSync(path.join(dataDir, 'logs/postgres.log'), 'utf8')).toContain(
      'database system is shut down',
    );
  });
});
