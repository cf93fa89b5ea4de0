import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { type ChildSpec, isRunning, type Pace, projectRoot, Supervisor } from '#infra/local';
import { until } from '../faults/scene.js';

jest.setTimeout(60_000);

const IN_TIME_MS = 20_000;
const STAY = 'setInterval(() => {}, 1000)';

const scratch: string[] = [];
afterAll(() => {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

describe('supervisor', () => {
  let said: string[] = [];
  let supervisor: Supervisor;
  let folder: string;
  const make = (pace: Partial<Pace> = {}): Supervisor => {
    said = [];
    folder = mkdtempSync(path.join(tmpdir(), 'antq-supervisor-'));
    scratch.push(folder);
    supervisor = new Supervisor({
      logDir: path.join(folder, 'logs'),
      runDir: path.join(folder, 'run'),
      say: (sentence) => said.push(sentence),
      pace: { backOffMs: () => 50, ...pace },
    });
    return supervisor;
  };
  afterEach(() => supervisor.stop());

  const node = (name: string, code: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
    name,
    label: name,
    command: () => ({ file: process.execPath, args: ['-e', code] }),
    graceMs: 1_000,
    ...more,
  });
  const soon = (what: string, ask: () => boolean): Promise<void> =>
    until(what, IN_TIME_MS, () => Promise.resolve(ask()), 30);
  const pidOf = (name: string): number => supervisor.pids()[name] ?? 0;

  it('names a dead child in a sentence, starts it again and writes its words to its log', async () => {
    make();
    const label = 'worker (hàng đợi cycle)';
    await supervisor.start(node('worker', `console.log('lời của worker'); ${STAY}`, { label }));
    const words = (): number =>
      readFileSync(supervisor.logFile('worker'), 'utf8').split('lời của worker').length - 1;
    await soon('it has spoken', () => words() === 1);
    const first = pidOf('worker');
    process.kill(first, 'SIGKILL');
    await soon('it runs again', () => said.length === 2);
    expect(said).toEqual([
      'worker (hàng đợi cycle) đã dừng, tín hiệu SIGKILL; khởi động lại sau 0,1 giây.',
      'worker (hàng đợi cycle) đã chạy lại.',
    ]);
    expect(pidOf('worker')).not.toBe(first);
    await soon('it has spoken again', () => words() === 2);
  });

  it('says that a child runs again only once it works', async () => {
    make();
    let works = true;
    const ready = async (signal: AbortSignal): Promise<void> => {
      while (!works && !signal.aborted) await delay(20);
    };
    await supervisor.start(node('api', STAY, { ready }));
    works = false;
    process.kill(pidOf('api'), 'SIGKILL');
    await soon('it was started again', () => said.length === 1 && pidOf('api') !== 0);
    await delay(300);
    expect(said).toHaveLength(1);
    works = true;
    await soon('it works', () => said.includes('api đã chạy lại.'));
  });

  it('believes a child that it works when the child says so over its channel', async () => {
    make();
    const file = path.join(folder, 'told');
    const code = `setTimeout(() => { require('fs').writeFileSync(${JSON.stringify(file)}, 'x'); process.send('ready'); }, 300); process.send('alive'); ${STAY}`;
    await supervisor.start(node('worker', code, { ready: 'told' }));
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it('never gives a child up that has worked once, and retries slowly when it dies again and again', async () => {
    const waits: number[] = [];
    make({
      backOffMs: (quickDeaths) => {
        waits.push(quickDeaths);
        return 20;
      },
    });
    await supervisor.start(node('mail', STAY));
    await supervisor.start(node('worker', 'setTimeout(() => process.exit(1), 50)', { label: 'Worker' }));
    await soon('it has died five times', () => waits.length >= 5);
    expect(waits.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    const deaths = said.filter((sentence) => sentence.startsWith('Worker đã dừng, mã 1'));
    expect(deaths[1]).toBe('Worker đã dừng, mã 1; khởi động lại sau 0 giây.');
    expect(deaths[2]).toBe(
      'Worker đã dừng, mã 1; đây là lần thứ 3 liên tiếp. Sẽ thử lại sau 0 giây, ' +
        `các phần khác vẫn chạy. Nhật ký: ${supervisor.logFile('worker')}`,
    );
    expect(pidOf('mail')).not.toBe(0);
  });

  it('counts deaths anew for a child that has settled before', async () => {
    const waits: number[] = [];
    make({
      settledMs: 100,
      backOffMs: (quickDeaths) => {
        waits.push(quickDeaths);
        return 10;
      },
    });
    await supervisor.start(node('worker', 'setTimeout(() => process.exit(1), 150)'));
    await soon('it has died four times', () => waits.length >= 4);
    expect(waits.slice(0, 4)).toEqual([1, 1, 1, 1]);
  });

  it('waits 2 s and 4 s before the first restarts, then a minute', async () => {
    make();
    const own = new Supervisor({
      logDir: path.join(folder, 'logs'),
      runDir: path.join(folder, 'run'),
      say: (sentence) => said.push(sentence),
    });
    try {
      await own.start(node('worker', STAY));
      for (const [index, wait] of ['sau 2 giây', 'sau 4 giây', 'sau 60 giây'].entries()) {
        const running = own.pids()['worker'] ?? 0;
        process.kill(running, 'SIGKILL');
        const dead = (): readonly string[] => said.filter((sentence) => sentence.includes('đã dừng'));
        await soon('its death was told', () => dead().length === index + 1);
        expect(dead()[index]).toContain(wait);
        if (index < 2) await soon('it runs again', () => (own.pids()['worker'] ?? running) !== running);
      }
    } finally {
      await own.stop();
    }
  });

  it('gives up a first start after three deaths, with the last words of the child', async () => {
    make();
    const broken = node('worker', `console.error('không đọc được cấu hình'); process.exit(2)`, {
      ready: (signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gone')))),
    });
    await expect(supervisor.start(broken)).rejects.toThrow(/không đọc được cấu hình/);
    expect(said).toHaveLength(2);
    await delay(300);
    expect(supervisor.pids()).toEqual({});
  });

  it.each([
    { how: 'over its channel', answers: 'pulse' as const },
    { how: 'to a question', answers: undefined },
  ])('ends a frozen child that does not answer $how, and starts it again', async ({ answers }) => {
    make({ lookEveryMs: 300, missedLooks: 2 });
    const file = path.join(folder, 'sign');
    const code = `setInterval(() => { process.send?.('alive'); require('fs').writeFileSync(${JSON.stringify(file)}, 'x'); }, 50)`;
    let asked = 0;
    // Takes the sign away and waits for the next one: a frozen child gives none.
    const ask = async (signal: AbortSignal): Promise<void> => {
      asked += 1;
      rmSync(file, { force: true });
      while (!existsSync(file) && !signal.aborted) await delay(10);
      signal.throwIfAborted();
    };
    await supervisor.start(node('worker', code, { answers: answers ?? ask, label: 'Worker' }));
    const first = pidOf('worker');
    await delay(1_500);
    expect(said).toEqual([]);
    if (answers === undefined) expect(asked).toBeGreaterThan(0);
    process.kill(first, 'SIGSTOP');
    await soon('it runs again', () => said.includes('Worker đã chạy lại.'));
    expect(said[0]).toMatch(
      /^Worker vẫn chạy mà không trả lời từ \d+(,\d)? giây nay; kết thúc để khởi động lại\.$/,
    );
    expect(said[1]).toContain('Worker đã dừng');
    expect(await isRunning(first)).toBe(false);
    expect(pidOf('worker')).not.toBe(first);
  });

  it('hears of every child of Node.js by what is loaded into it beforehand', async () => {
    make({ lookEveryMs: 1_500, missedLooks: 2 });
    const watch = pathToFileURL(path.join(projectRoot(), 'dist/infra/local/parent-watch.js')).href;
    const busy = node('worker', STAY, {
      answers: 'pulse',
      command: () => ({
        file: process.execPath,
        args: ['--import', watch, '-e', STAY],
        env: { ...process.env, ANTQ_PARENT_PID: String(process.pid) },
      }),
    });
    await supervisor.start(busy);
    const first = pidOf('worker');
    await delay(7_000);
    expect(pidOf('worker')).toBe(first);
    expect(said).toEqual([]);
  });

  it('goes on while no log and no file of its own can be written', async () => {
    make();
    const [log, remembered] = [supervisor.logFile('worker'), path.join(folder, 'run/worker.pid')];
    // Every write to it fails with ENOSPC, as on a full disk.
    for (const file of [log, remembered]) symlinkSync('/dev/full', file);
    await supervisor.start(node('worker', `console.log('ghi không được'); ${STAY}`));
    const first = pidOf('worker');
    process.kill(first, 'SIGKILL');
    await soon('it runs again', () => said.includes('worker đã chạy lại.'));
    expect(await isRunning(pidOf('worker'))).toBe(true);
  });

  it('ends children in reverse order, kills the deaf and wakes the stopped', async () => {
    make();
    const file = path.join(folder, 'order');
    const up = (name: string) => ({
      ready: () => soon('it is up', () => readFileSync(supervisor.logFile(name), 'utf8').includes('up')),
    });
    const orderly = (name: string) =>
      node(
        name,
        `process.on('SIGTERM', () => { require('fs').appendFileSync(${JSON.stringify(file)}, '${name} '); process.exit(0); }); ${STAY}; console.log('up')`,
        up(name),
      );
    await supervisor.start(orderly('one'));
    await supervisor.start(orderly('two'));
    await supervisor.start(
      node('deaf', `process.on('SIGTERM', () => {}); console.log('up'); ${STAY}`, {
        graceMs: 300,
        ...up('deaf'),
      }),
    );
    const pids = supervisor.pids();
    process.kill(pids['two'] ?? 0, 'SIGSTOP');
    await supervisor.stop();
    expect(readFileSync(file, 'utf8')).toBe('two one ');
    expect(await Promise.all(Object.values(pids).map(isRunning))).toEqual([false, false, false]);
    expect(said).toEqual([]);
  });

  it('ends what a killed launcher left behind, and only that', async () => {
    make();
    await supervisor.start(node('worker', STAY));
    const worker = pidOf('worker');
    const bystander = spawn(process.execPath, ['-e', STAY], { stdio: 'ignore' });
    try {
      const left = JSON.parse(readFileSync(path.join(folder, 'run/worker.pid'), 'utf8')) as { mark: string };
      // Another process under a remembered number: recognised by the time it began.
      writeFileSync(
        path.join(folder, 'run/other.pid'),
        JSON.stringify({ pid: bystander.pid, mark: `${left.mark}0`, signal: 'SIGTERM' }),
      );
      const next = new Supervisor({
        logDir: path.join(folder, 'logs'),
        runDir: path.join(folder, 'run'),
        say: () => undefined,
      });
      expect(await next.endLeftovers()).toEqual(['worker']);
      expect(await isRunning(worker)).toBe(false);
      expect(await isRunning(bystander.pid ?? 0)).toBe(true);
    } finally {
      bystander.kill('SIGKILL');
    }
  });
});

describe('a process that has ended and that nobody has taken note of', () => {
  it('does not count as running, though its number still exists', async () => {
    // The shell becomes a program that never asks after the child it inherited.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60']);
    try {
      const pid = Number(
        await new Promise<string>((resolve) => parent.stdout.once('data', (chunk) => resolve(String(chunk)))),
      );
      expect(await isRunning(pid)).toBe(true);
      await until('it has ended', IN_TIME_MS, async () => !(await isRunning(pid)));
      expect(process.kill(pid, 0)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  });
});
