/**
 * The cycle worker freezes for a minute inside a transaction and another one takes over: about two minutes. Its shorter
 * form is in test/faults/parts-frozen.spec.ts.
 */
import { afterAll, beforeAll, describe, it, jest } from '@jest/globals';
import { Scene } from '../faults/scene.js';
import { secondWorker } from '../faults/second-process.js';
import { freezeInsideATransaction } from '../faults/worker-frozen.scenario.js';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(240_000);

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
    await freezeInsideATransaction({ stack, scene, cycle, second }, { byTheClock: true });
  });
});
