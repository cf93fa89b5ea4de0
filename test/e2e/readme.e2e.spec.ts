/** Every command that README.md prints, as it is printed, against one running product. */
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { projectRoot } from '#infra/local';
import { runCli } from '../../apps/cli/cli.js';
import type { Host } from '../../apps/cli/host.js';
import { linesOf, readmeCommands } from '../support/readme-commands.js';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(120_000);

const readme = readmeCommands();
const COMMUNE = '21211';
/** The first of the province, so that a rehearsal of some communes has units too. */
const FIRST_COMMUNE = '21025';
const UNIT = 'QN0030';
/** Administrators of the sample areas, as the preparation makes them. */
const AREAS = ['51', '951', '30', '00', '12'];

/** A whole year takes minutes: it is followed until it is opened and drawn. Drills live it to its end. */
const isLong = (line: string): boolean => line.startsWith('npx antq rehearse ');
const BEGUN = /Chu kỳ diễn tập \S+(: [\d.]+ đơn vị|\s+chạy trên máy chủ)/;

let stack: Stack;
let dir: string;
let commandLine: Server;
const home = process.cwd();
beforeAll(async () => {
  stack = await startStack({ units: { communes: [COMMUNE, FIRST_COMMUNE] }, provinces: true });
  dir = await mkdtemp(path.join(tmpdir(), 'antq-readme-'));
  // What `npm start` leaves in its folder: where the API is, and an account of each role.
  const ofProvince = ['appraiser', 'deciding-body', 'supervisor'] as const;
  const tokens = [
    ...(['unit-officer', 'unit-head'] as const).map((role) => [
      role,
      stack.token(role, { unitId: UNIT }),
      '51',
    ]),
    ...ofProvince.map((role) => [role, stack.token(role, { unitId: UNIT }), '51']),
    ...(await Promise.all(
      AREAS.map(async (provinceCode) => [
        'administrator',
        await stack.account('administrator', { level: 'tinh', provinceCode }),
        provinceCode,
      ]),
    )),
  ].map(([role, token, provinceCode]) => ({ role, roleName: role, token, scope: { provinceCode } }));
  const administrator = tokens.find(({ role }) => role === 'administrator')?.token;
  await writeFile(path.join(dir, 'tokens.json'), JSON.stringify(tokens));
  await writeFile(path.join(dir, 'cli.json'), JSON.stringify({ apiUrl: stack.apiUrl, token: administrator }));
  process.chdir(dir);
  commandLine = createServer((socket) => {
    let asked = '';
    socket.on('data', (chunk) => {
      asked += chunk.toString('utf8');
      if (asked.endsWith(ASKED))
        void answered(asked.slice(0, -ASKED.length - 1).split('\0')).finally(() => socket.end());
    });
  });
  await new Promise<void>((resolve) => commandLine.listen(0, '127.0.0.1', resolve));
  await writeFile(path.join(dir, 'npx'), shim((commandLine.address() as AddressInfo).port));
  await chmod(path.join(dir, 'npx'), 0o755);
});
afterAll(async () => {
  process.chdir(home);
  commandLine?.close();
  await stack?.dispose();
  await rm(dir, { recursive: true, force: true });
});

/**
 * `npx antq …` as bash finds it: what lasts long is a process of its own; what ends at once is asked of this process, which
 * saves the start of Node.js each time.
 */
const shim = (port: number) => `#!/bin/bash
shift
[ "$1" = rehearse ] && exec '${process.execPath}' '${projectRoot()}/dist/apps/cli/main.js' "$@"
answer=$(mktemp -d -p '${dir}')
exec 3<>/dev/tcp/127.0.0.1/${port}
printf '%s\\0' "$answer" "$@" $'\\001' >&3
cat <&3
cat "$answer/out"
cat "$answer/err" >&2
exit "$(cat "$answer/code")"
`;
/** Ends what the shim asks for. */
const ASKED = '\u0001\0';

/** Runs one command line here, and leaves what it told and its exit code in the folder. */
async function answered([answer = '', ...args]: readonly string[]): Promise<void> {
  const told = { out: '', err: '' };
  const code = await runCli(args, hostOf(told));
  const files = { ...told, code: String(code) };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(answer, name), text)));
}

const hostOf = (told: { out: string; err: string }): Host => ({
  settings: { url: undefined, token: undefined, dataDir: dir, plain: true },
  out: { write: (text) => void (told.out += text), isTTY: false, columns: 100, colour: false },
  err: { write: (text) => void (told.err += text), isTTY: false },
  interactive: false,
  ask: () => Promise.resolve(''),
  pause: (ms) => pause(ms),
  now: () => performance.now(),
});

const settings = () => ({
  cwd: dir,
  env: {
    PATH: `${dir}:${process.env['PATH'] ?? ''}`,
    HOME: process.env['HOME'],
    ANTQ_DATA_DIR: dir,
    NO_COLOR: '1',
  },
});

/** Runs what was printed by bash, and ends with the first command that fails. */
const typed = (script: string): Promise<{ readonly code: number; readonly told: string }> =>
  new Promise((resolve) => {
    execFile(
      'bash',
      ['-eo', 'pipefail', '-c', script],
      { ...settings(), timeout: 90_000 },
      (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), told: `${out}\n${err}` }),
    );
  });
const works = async (script: string) => {
  const { code, told } = await typed(script);
  expect([script, code, code === 0 ? '' : told]).toEqual([script, 0, '']);
};

/** Starts what lasts long, and leaves it once it has told that it lives. */
const begins = (script: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('bash', ['-ec', script], { ...settings(), detached: true });
    let told = '';
    const hear = (chunk: Buffer) => {
      told += chunk.toString('utf8');
      if (BEGUN.test(told.normalize('NFC'))) leave(resolve);
    };
    const leave = (then: () => void) => {
      child.removeAllListeners('exit');
      child.once('exit', then);
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}: ${told}`)));
  });

const blockWith = (words: string): string => {
  const found = readme.blocks.filter((block) => block.includes(words));
  if (found.length !== 1) throw new Error(`${found.length} blocks of README.md have ${words}`);
  return found[0] ?? '';
};

describe('what README.md prints', () => {
  it('is found: blocks, sentences and tables', () => {
    expect(readme.blocks).toHaveLength(5);
    expect(readme.spans.length).toBeGreaterThanOrEqual(5);
    expect(readme.looks.length).toBeGreaterThanOrEqual(5);
    expect(readme.patterns.length).toBeGreaterThanOrEqual(8);
  });

  it('begins every rehearsal, each with its own administrator', async () => {
    const long = readme.blocks.flatMap(linesOf).filter(isLong);
    expect(long).toHaveLength(6);
    await Promise.all(long.map(begins));
    const others = readme.blocks
      .filter((block) => linesOf(block).some(isLong))
      .flatMap(linesOf)
      .filter((line) => !isLong(line));
    for (const line of others) await works(line);
  });

  it('lives the year by hand, line by line, and shows what came of it', async () => {
    const block = blockWith('npx antq doctor');
    await works(block);
    const variables = linesOf(block).find((line) => line.startsWith('C=')) ?? '';
    const [about = ''] = variables.split(/\s+#/);
    await Promise.all(readme.looks.map((look) => works(`${about}\nnpx antq ${look}`)));
    await Promise.all(readme.spans.map(works));
    const papers = blockWith('report word scoringSheet');
    await works(papers);
    expect((await stat(path.join(dir, 'bang-cham-diem.docx'))).size).toBeGreaterThan(1000);
  });

  it('names in its tables only commands and options that there are', async () => {
    for (const pattern of readme.patterns) {
      const words = pattern.split(' ').slice(1);
      const end = words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith('-'));
      const command = end === -1 ? words : words.slice(0, end);
      const told = { out: '', err: '' };
      const code = await runCli([...command, '--help'], hostOf(told));
      const options = words.filter((word) => word.startsWith('--'));
      expect([pattern, code, options.filter((option) => !told.out.includes(option))]).toEqual([
        pattern,
        0,
        [],
      ]);
    }
  });
});
