import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Stack, startStack } from '../support/stack.js';
import { Scene, until } from './scene.js';

/** The drill `cycle-worker-killed` kills twice at each place. */
jest.setTimeout(240_000);

const appliedIn = async (stack: Stack, cycleId: string): Promise<number> => {
  const rows = await stack.query(`SELECT 1 FROM command WHERE cycle_id = $1 AND status = 'applied'`, [
    cycleId,
  ]);
  return rows.length;
};

describe('the cycle worker is killed', () => {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;
  const openings = [
    { label: 'trong', fault: 'midOpenPage@1' },
    { label: 'sau', fault: 'afterOpenPage@1' },
  ];
  const cycleOf = (label: string): string => `51-2027-${label}`;
  const expectKilled = async (): Promise<void> => {
    expect(await stack.cycleWorker.waitForExit(30_000)).toEqual({ code: null, signal: 'SIGKILL' });
  };

  beforeAll(async () => {
    // More than one page of units, so that an opening can die between two of them.
    stack = await startStack({ units: 120 });
    scene = new Scene(stack);
    for (const { label, fault } of openings) {
      await restarted(fault);
      const body = { policy: 'quang-ngai-2025', year: 2027, rehearsal: label };
      const opened = await stack.call('POST', '/cycles', stack.token('administrator'), body);
      expect(opened.status).toBe(201);
      await expectKilled();
    }
    await stack.cycleWorker.start();
    // A dead worker is missed after its heartbeat, half a minute; then both openings go on.
    await scene.rest();
    cycle = cycleOf('trong');
  });

  afterEach(async () => {
    if (!stack.cycleWorker.isAlive) await stack.cycleWorker.start();
  });

  afterAll(async () => {
    await stack?.dispose();
  });

  async function restarted(faults = ''): Promise<void> {
    await stack.cycleWorker.kill();
    await stack.cycleWorker.start(faults);
  }

  it.each(openings)('at $fault: every unit is opened once', async ({ label }) => {
    const [row] = await stack.query(
      `SELECT count(*)::int AS rows, count(*) FILTER (WHERE standing = 'inside')::int AS inside
         FROM unit_year WHERE cycle_id = $1 AND unit_kind <> 'body'`,
      [cycleOf(label)],
    );
    expect(row).toEqual({ rows: stack.units.length, inside: stack.inside.length });
    expect(await scene.violations()).toEqual([]);
  });

  it.each([
    { point: 'beforeFactCommit', appliedAtOnce: 0 },
    { point: 'afterFactCommit', appliedAtOnce: 1 },
  ])('at $point: the command has one outcome', async ({ point, appliedAtOnce }) => {
    await restarted(`${point}@1`);
    const before = await appliedIn(stack, cycle);
    await scene.submitted(cycle, scene.nextUnit());
    await expectKilled();
    expect((await appliedIn(stack, cycle)) - before).toBe(appliedAtOnce);
    await stack.cycleWorker.start();
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });

  it('together with Temporal after a commit, and another command comes first on return', async () => {
    const unit = scene.nextUnit();
    const before = await appliedIn(stack, cycle);
    await restarted('afterFactCommit@1');
    const first = scene.submitted(cycle, unit, 'q1Plan');
    await expectKilled();
    await stack.temporal.kill();
    await first;
    expect((await appliedIn(stack, cycle)) - before).toBe(1);
    await scene.submitted(cycle, unit, 'registration');
    await Promise.all([stack.restartTemporal('kill'), stack.cycleWorker.start()]);
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });

  it('together with Temporal for longer than a delivery waits, and no other command follows', async () => {
    await restarted('afterFactCommit@1');
    const first = scene.submitted(cycle, scene.nextUnit(), 'q1Plan');
    await expectKilled();
    await stack.temporal.kill();
    const id = await first;
    // The delivery gives up after twelve seconds; from then on nothing but the record knows of the command.
    await until('the delivery has given up', 30_000, () => Promise.resolve(stack.api.log.includes(id)));
    await stack.restartTemporal('kill');
    await stack.cycleWorker.start();
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });
});
