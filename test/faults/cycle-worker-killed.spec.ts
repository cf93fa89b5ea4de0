import { describe, expect, it, jest } from '@jest/globals';
import { whileUnitHeld } from '../support/held-unit.js';
import { declareCycleWorkerKilled } from './cycle-worker-killed.scenario.js';

jest.setTimeout(240_000);

/** The drill `cycle-worker-killed` kills twice at each place and waits by the clock. */
describe('the cycle worker is killed', () => {
  const { stack, scene, cycle, restarted, killed, settles, applied } = declareCycleWorkerKilled({
    openings: ['midOpenPage@1', 'afterOpenPage@1'],
    commands: ['beforeFactCommit', 'afterFactCommit'],
    byTheClock: false,
  });

  const leftToItsRun = (unit: string): Promise<string> =>
    whileUnitHeld(stack(), cycle(), unit, () => scene().submitted(cycle(), unit));

  it('together with Temporal after a commit, and another command comes first on return', async () => {
    const unit = scene().nextUnit();
    const before = await applied();
    await restarted('afterFactCommit@1');
    const first = leftToItsRun(unit);
    await killed();
    await stack().temporal.kill();
    await first;
    expect((await applied()) - before).toBe(1);
    await scene().submitted(cycle(), unit, 'registration');
    await Promise.all([stack().restartTemporal('kill'), stack().cycleWorker.start()]);
    await settles();
  });

  it('together with Temporal for longer than a delivery waits, and no other command follows', async () => {
    await restarted('afterFactCommit@1');
    const first = leftToItsRun(scene().nextUnit());
    await killed();
    await stack().temporal.kill();
    // From then on nothing but the record knows of the command.
    await scene().untilGivenUp(await first);
    await stack().restartTemporal('kill');
    await stack().cycleWorker.start();
    await settles();
  });
});
