/**
 * Temporal comes back without its namespace and stays so until the SDK of both workers has given its polls up, a minute: a
 * minute and a half. Its shorter forms are test/faults/launched-parts-lost.spec.ts, where the launcher gives the namespace
 * back, and apps/worker/worker-beat.spec.ts, where a worker whose polls have ended ends itself.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningTemporal, startTemporal } from '#infra/local';
import type { HealthAnswer } from '#libs/contracts';
import { Scene, until } from '../faults/scene.js';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(240_000);

/** The SDK goes on polling a namespace that does not exist for most of a minute before it gives up. */
const GIVEN_UP_WITHIN_MS = 100_000;
const ENDS_WITHIN_MS = 10_000;

describe('the disk of Temporal is lost while the workers live', () => {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;
  let empty: RunningTemporal | undefined;

  beforeAll(async () => {
    stack = await startStack({ units: 3 });
    scene = new Scene(stack);
    cycle = await stack.openRehearsal(2027);
  });

  afterAll(async () => {
    await empty?.kill();
    await stack?.dispose();
  });

  it('a server without the namespace comes back: both workers end by themselves, with an error', async () => {
    const { baseDir, port } = stack.temporal;
    await stack.temporal.kill();
    for (const ending of ['', '-shm', '-wal']) {
      await rm(path.join(baseDir, `temporal.db${ending}`), { force: true });
    }
    empty = await startTemporal({ baseDir, port, headless: true, namespace: 'another' });
    for (const worker of [stack.cycleWorker, stack.mailWorker]) {
      await until('the SDK has given the poll up', GIVEN_UP_WITHIN_MS, () =>
        Promise.resolve(worker.log.includes('"Worker failed"')),
      );
      expect(await worker.waitForExit(ENDS_WITHIN_MS)).toEqual({ code: 1, signal: null });
      expect(worker.log).toContain('"worker.failed"');
    }
  });

  it('started again on a prepared server they carry what was sent meanwhile', async () => {
    const id = await scene.submitted(cycle, scene.nextUnit());
    await empty?.kill();
    await stack.restartTemporal('kill');
    await Promise.all([stack.cycleWorker.start(), stack.mailWorker.start()]);
    expect(await stack.waitForCommand(id, 60_000)).toMatchObject({ status: 'applied' });
    await until('every part is green', 20_000, async () => {
      const { body } = await stack.call<HealthAnswer>('GET', '/api/v1/health/parts', '');
      return body.ok;
    });
    await scene.rest();
  });
});
