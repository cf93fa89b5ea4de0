import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { exited, projectRoot } from '#infra/local';
import type { HealthAnswer } from '#libs/contracts';
import { type Stack, startStack } from '../support/stack.js';
import { Scene, until } from './scene.js';
import { secondWorker } from './second-process.js';
import { freezeInsideATransaction } from './worker-frozen.scenario.js';

jest.setTimeout(240_000);

const RED_WITHIN_MS = 10_000;
/** Parts that were frozen catch up first; on a busy machine that takes a while. */
const GREEN_WITHIN_MS = 60_000;

describe('a part freezes', () => {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;
  let second: ReturnType<typeof secondWorker>;

  beforeAll(async () => {
    stack = await startStack({ units: 12 });
    scene = new Scene(stack);
    cycle = await stack.openRehearsal(2027);
    second = secondWorker(stack, 'cycle');
  });

  afterAll(async () => {
    stack?.cycleWorker.cont();
    await second?.dispose();
    await stack?.dispose();
  });

  const row = async (key: string) => {
    const { body } = await stack.call<HealthAnswer>('GET', '/api/v1/health/parts', '');
    return body.parts.find((part) => part.key === key);
  };
  const doctor = async () => {
    const child = spawn(
      process.execPath,
      [path.join(projectRoot(), 'dist/apps/cli/main.js'), 'doctor', '--json'],
      {
        env: { PATH: process.env['PATH'], ANTQ_URL: stack.apiUrl, ANTQ_TOKEN: stack.token('administrator') },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await exited(child);
    return { code, answer: JSON.parse(output || '{}') as HealthAnswer };
  };
  const signal = (pid: number, name: 'SIGSTOP' | 'SIGCONT'): void => {
    process.kill(pid, name);
  };

  it.each([
    { key: 'worker-cycle', down: () => stack.cycleWorker.stop(), up: () => stack.cycleWorker.cont() },
    { key: 'worker-mail', down: () => stack.mailWorker.stop(), up: () => stack.mailWorker.cont() },
    {
      key: 'temporal',
      down: () => signal(stack.temporal.pid, 'SIGSTOP'),
      up: () => signal(stack.temporal.pid, 'SIGCONT'),
    },
    {
      key: 'postgresql',
      down: () => signal(stack.postgres.pid, 'SIGSTOP'),
      up: () => signal(stack.postgres.pid, 'SIGCONT'),
    },
    {
      key: 'smtp',
      down: () => stack.relay.setRules([{ at: 'connect', hang: true }]),
      up: () => stack.relay.setRules([]),
    },
  ])(
    '$key: its row is red within ten seconds, doctor exits 5, and green again afterwards',
    async ({ key, down, up }) => {
      await until(`${key} is green`, GREEN_WITHIN_MS, async () => (await row(key))?.ok === true);
      down();
      try {
        await until(`${key} is red`, RED_WITHIN_MS, async () => (await row(key))?.ok === false);
        const seen = await doctor();
        expect(seen.code).toBe(5);
        expect(seen.answer.parts.find((part) => part.key === key)).toMatchObject({ ok: false });
      } finally {
        up();
      }
      await until(`${key} is green again`, GREEN_WITHIN_MS, async () => (await row(key))?.ok === true);
      expect(await scene.violations()).toEqual([]);
    },
  );

  it('doctor exits 0 while all is well', async () => {
    await until('all is green', GREEN_WITHIN_MS, async () => {
      // A worker whose polls failed for good ends by itself, and whoever watches it starts it again.
      for (const worker of [stack.cycleWorker, stack.mailWorker]) if (!worker.isAlive) await worker.start();
      const { body } = await stack.call<HealthAnswer>('GET', '/api/v1/health/parts', '');
      return body.ok || JSON.stringify(body.parts.filter((part) => !part.ok));
    });
    expect((await doctor()).code).toBe(0);
  });

  /** The drill `worker-frozen` leaves it frozen for a minute. */
  it('the cycle worker, inside a transaction: another takes over, the late one changes nothing', async () => {
    await freezeInsideATransaction({ stack, scene, cycle, second }, { byTheClock: false });
  });
});
