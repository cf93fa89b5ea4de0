/**
 * The cycle worker is killed twice at each of its fault points, among openings and commands, also together with Temporal:
 * about four minutes. Its shorter form is test/faults/cycle-worker-killed.spec.ts.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Scene } from '../faults/scene.js';
import { type Stack, startStack } from '../support/stack.js';

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
  const cycleOf = (label: string): string => `51-2027-${label}`;

  beforeAll(async () => {
    // More than one page of units, so that an opening can die between two of them.
    stack = await startStack({ units: 120, faults: { cycle: 'midOpenPage@1' } });
    scene = new Scene(stack);
  });

  afterAll(async () => {
    await stack?.dispose();
  });

  const expectKilled = async (): Promise<void> => {
    expect(await stack.cycleWorker.waitForExit(30_000)).toEqual({ code: null, signal: 'SIGKILL' });
  };

  it('in the middle of a page and after one, twice each: every unit is opened once', async () => {
    const faultAfter = ['midOpenPage@1', 'afterOpenPage@1', 'afterOpenPage@2', ''];
    const labels = ['a', 'b', 'c', 'd'];
    for (const [index, label] of labels.entries()) {
      const body = { policy: 'quang-ngai-2025', year: 2027, rehearsal: label };
      const opened = await stack.call('POST', '/cycles', stack.token('administrator'), body);
      expect(opened.status).toBe(201);
      await expectKilled();
      await stack.cycleWorker.start(faultAfter[index]);
    }
    await scene.rest();
    for (const label of labels) {
      const [row] = await stack.query(
        `SELECT count(*)::int AS rows, count(*) FILTER (WHERE standing = 'inside')::int AS inside
           FROM unit_year WHERE cycle_id = $1 AND unit_kind <> 'body'`,
        [cycleOf(label)],
      );
      expect(row).toEqual({ rows: stack.units.length, inside: stack.inside.length });
    }
    expect(await scene.violations()).toEqual([]);
  });

  it('before and after a fact is committed, twice each: every command has one outcome', async () => {
    await stack.cycleWorker.kill();
    await stack.cycleWorker.start();
    const cycle = await stack.openRehearsal(2027, 'viec');
    await stack.cycleWorker.kill();
    for (const point of ['beforeFactCommit', 'afterFactCommit', 'beforeFactCommit', 'afterFactCommit']) {
      const before = await appliedIn(stack, cycle);
      await stack.cycleWorker.start(`${point}@1`);
      await scene.submitted(cycle, scene.nextUnit());
      await expectKilled();
      expect((await appliedIn(stack, cycle)) - before).toBe(point === 'afterFactCommit' ? 1 : 0);
    }
    await stack.cycleWorker.start();
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });
});
