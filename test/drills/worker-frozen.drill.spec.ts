/**
 * The cycle worker freezes for a minute inside a transaction and another one takes over: about two minutes. Its shorter
 * form is in test/faults/parts-frozen.spec.ts.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Scene } from '../faults/scene.js';
import { secondWorker } from '../faults/second-process.js';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(240_000);

const FROZEN_MS = 60_000;

describe('the cycle worker freezes for a minute', () => {
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

  it('inside a transaction: another takes over, the late one changes nothing', async () => {
    await stack.cycleWorker.kill();
    await stack.cycleWorker.start('beforeFactCommit@1:stop');
    const [held, meanwhile, afterwards] = [scene.nextUnit(), scene.nextUnit(), scene.nextUnit()];
    const since = Date.now();
    const heldId = await scene.submitted(cycle, held);
    expect(await scene.submit(cycle, meanwhile)).toMatchObject({ status: 202 });
    await delay(15_000);
    await second.start();
    expect(await stack.waitForCommand(heldId, 60_000)).toMatchObject({ status: 'applied' });
    const before = await stack.query(`SELECT * FROM unit_year WHERE unit_id = $1`, [held]);
    await scene.rest();
    await delay(Math.max(0, FROZEN_MS - (Date.now() - since)));
    stack.cycleWorker.cont();
    await delay(3_000);
    expect(await stack.query(`SELECT * FROM unit_year WHERE unit_id = $1`, [held])).toEqual(before);
    await second.kill();
    const last = await scene.submitted(cycle, afterwards);
    expect(await stack.waitForCommand(last, 60_000)).toMatchObject({ status: 'applied' });
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });
});
