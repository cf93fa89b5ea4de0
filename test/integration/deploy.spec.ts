import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { exited, freePort, projectRoot } from '#infra/local';
import { sentenceFor } from '#libs/contracts';
import { problemOf } from '../../apps/api/edge/problems.js';
import { makeArchive, releaseName } from '../../infra/deploy/archive.mjs';
import { SpecDatabase } from '../support/database/spec-database.js';
import { eventually } from '../support/eventually.js';

jest.setTimeout(180_000);

const deployDir = path.join(projectRoot(), 'infra/deploy');
const DOMAIN = 'antq.tinh.example.test';
let folder: string;
let archive: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'antq-deploy-'));
  archive = makeArchive(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A folder that stands for the root of a machine; with `dry` nothing is to happen to it. */
function install(root: string, ...more: readonly string[]) {
  mkdirSync(root, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    path.join(deployDir, 'install.sh'),
    ['--root', root, '--node', process.execPath, ...more],
    { encoding: 'utf8' },
  );
  return { status, told: stdout.trim().split('\n').filter(Boolean), stderr: stderr.trim() };
}
const installed = (() => {
  let root: string | undefined;
  return (): string => {
    if (root === undefined) {
      root = path.join(folder, 'machine');
      expect(install(root, '--domain', DOMAIN, archive)).toMatchObject({ status: 0, stderr: '' });
    }
    return root;
  };
})();
const permissionsOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe('a machine on which a release is installed', () => {
  it('is told what would be done, and nothing is, on a dry run', () => {
    const root = path.join(folder, 'dry');
    const { status, told } = install(root, '--dry-run', '--domain', DOMAIN, archive);
    expect(status).toBe(0);
    expect(told).toHaveLength(7);
    for (const line of told) expect(line).toMatch(/^sẽ /);
    expect(readdirSync(root)).toEqual([]);
  });

  it('has the release, settings that nobody else reads, units and the command', () => {
    const root = installed();
    const settings = path.join(root, 'etc/antq');
    expect(readFileSync(path.join(settings, 'antq.env'), 'utf8')).toContain(
      `ANTQ_PUBLIC_URL=https://${DOMAIN}\n`,
    );
    expect(readFileSync(path.join(settings, 'antq.env'), 'utf8')).toContain('\nANTQ_SAMPLES=false\n');
    expect(['antq.env', 'prepare.env'].map((file) => permissionsOf(path.join(settings, file)))).toEqual([
      '600',
      '600',
    ]);
    expect(readFileSync(path.join(settings, 'Caddyfile'), 'utf8')).toContain(`\n${DOMAIN} {\n`);
    expect(readdirSync(path.join(root, 'etc/systemd/system')).sort()).toEqual([
      'antq-api.service',
      'antq-prepare.service',
      'antq-worker-cycle.service',
      'antq-worker-mail.service',
      'antq.target',
    ]);
    const current = path.join(root, 'opt/antq/current');
    expect(path.basename(lstatSync(current).isSymbolicLink() ? releaseOf(root) : '')).toBe(releaseName());
    expect(permissionsOf(path.join(current, 'dist/apps/api/main.js'))).toBe('644');
    expect(permissionsOf(path.join(root, 'usr/local/bin/antq'))).toBe('755');
  });

  it('keeps its settings when it is installed again', () => {
    const root = installed();
    const file = path.join(root, 'etc/antq/antq.env');
    const before = readFileSync(file, 'utf8');
    expect(install(root, '--domain', 'other.example.test', archive).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(path.join(root, 'opt/antq/releases'))).toEqual([releaseName()]);
  });

  it.each([
    ['no name', [], /lần đầu cần --domain/],
    ['a name that is none', ['--domain', 'a b;c'], /tên miền a b;c không đúng/],
    ['an option that is none', ['--force'], /không có tùy chọn --force/],
  ])('is not touched with %s', (_what, options, reason) => {
    const root = path.join(folder, 'untouched');
    const { status, stderr } = install(root, ...options, archive);
    expect([status, readdirSync(root)]).toEqual([1, []]);
    expect(stderr).toMatch(reason);
  });

  it('takes no archive of something else', () => {
    const root = path.join(folder, 'untouched');
    const { status, stderr } = install(root, '--domain', DOMAIN, path.join(deployDir, 'Caddyfile'));
    expect([status, readdirSync(root)]).toEqual([1, []]);
    expect(stderr).toContain('không phải gói cài đặt của ANTQ');
  });
});

const releaseOf = (root: string): string => path.join(root, 'opt/antq/releases', releaseName());

describe('what is in the archive', () => {
  it('runs by itself: the API answers from it', async () => {
    const release = releaseOf(installed());
    expect(existsSync(path.join(release, 'node_modules/jest'))).toBe(false);
    const database = await SpecDatabase.open();
    const port = await freePort();
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: database.appUrl,
      // Nobody answers there; the API starts all the same.
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      SMTP_URL: 'smtp://127.0.0.1:1',
      REHEARSAL_SMTP_URL: 'smtp://127.0.0.1:1',
      ANTQ_API_PORT: String(port),
      ANTQ_API_HOST: '0.0.0.0',
      ANTQ_DATA_DIR: path.join(folder, 'data'),
    };
    const api = run(release, 'api/main.js', env);
    try {
      await eventually(async () => {
        if (api.child.exitCode !== null) throw new Error(api.output());
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
        return answer?.status === 200 ? true : undefined;
      }, 60_000);
      // Open to the network without TLS: the log and doctor say what cannot work.
      expect(api.output()).toMatch(/"api\.signInImpossible"/);
      expect(api.output()).toContain('API nghe ở 0.0.0.0 mà không có TLS');
      const doctor = spawnSync(process.execPath, [path.join(release, 'dist/apps/cli/main.js'), 'doctor'], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ANTQ_URL: `http://127.0.0.1:${port}`, ANTQ_TOKEN: 'x' },
      });
      expect(doctor.stdout).toContain('chưa khai ANTQ_PUBLIC_URL');
    } finally {
      api.child.kill('SIGKILL');
      await exited(api.child);
      await database.dispose();
    }
  });

  it.each(['worker/main.js', 'api/prepare.main.js'])('%s finds all that it loads', async (script) => {
    const { child, output } = run(releaseOf(installed()), script, { PATH: process.env['PATH'] });
    expect(await exited(child)).toBe(1);
    expect(output()).toContain('Cấu hình chưa đúng');
  });
});

function run(
  release: string,
  script: string,
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; output(): string } {
  const child = spawn(process.execPath, [path.join(release, 'dist/apps', script)], { cwd: release, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return { child, output: () => output };
}

describe('the files of systemd and Caddy', () => {
  const read = (file: string) => readFileSync(path.join(deployDir, file), 'utf8');
  const settingsOf = (unit: string) =>
    read(`systemd/${unit}.service`)
      .split('\n')
      .filter((line) => /^\w+=/.test(line));

  it.each([
    ['antq-api', 'apps/api/main.ts', /DRAIN_MS = ([\d_]+)/],
    ['antq-worker-cycle', 'apps/worker/main.ts', /DRAIN_MS = \{ cycle: ([\d_]+)/],
    ['antq-worker-mail', 'apps/worker/main.ts', /DRAIN_MS = \{.* mail: ([\d_]+)/],
  ])(
    '%s is left time to end in order, is always started again, and may write its own folder alone',
    (unit, main, drain) => {
      const settings = settingsOf(unit);
      const timeout = Number(settings.find((line) => line.startsWith('TimeoutStopSec='))?.split('=')[1]);
      const [, drainMs = ''] = drain.exec(readFileSync(path.join(projectRoot(), main), 'utf8')) ?? [];
      expect(timeout * 1_000).toBeGreaterThan(Number(drainMs.replaceAll('_', '')) + 5_000);
      expect(settings).toEqual(
        expect.arrayContaining([
          'Restart=always',
          'StartLimitIntervalSec=0',
          'UMask=0077',
          'NoNewPrivileges=yes',
          'ProtectSystem=strict',
          'StateDirectory=antq',
          'EnvironmentFile=/etc/antq/antq.env',
        ]),
      );
      expect(settings).not.toContain('EnvironmentFile=/etc/antq/prepare.env');
    },
  );

  it('only the preparation knows the owner of the schema', () => {
    expect(settingsOf('antq-prepare')).toContain('EnvironmentFile=/etc/antq/prepare.env');
  });

  it('Caddy tells that the API is away as the API itself would', () => {
    const [, told = ''] = /respond `(.*)` 503/.exec(read('Caddyfile')) ?? [];
    expect(JSON.parse(told)).toEqual(
      JSON.parse(JSON.stringify(problemOf('SYSTEM.BUSY', sentenceFor('SYSTEM.BUSY')))),
    );
  });
});
