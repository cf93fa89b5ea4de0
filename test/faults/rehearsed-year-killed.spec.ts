import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RehearsedYearAnswer } from '#libs/contracts';
import { type Answer, type Stack, startStack } from '../support/stack.js';
import { Scene, until } from './scene.js';

jest.setTimeout(240_000);

const ORDER = { seed: 7 };

/** Years that the system lives by itself: one is stopped and gone on with, of one the worker is killed in the midst. */
describe('a year that is rehearsed on the server', () => {
  let stack: Stack;
  let scene: Scene;

  beforeAll(async () => {
    stack = await startStack({ units: 3 });
    scene = new Scene(stack);
  });
  afterAll(() => stack?.dispose());

  it('is stopped, goes on by the same order alone, and ends with everybody where the seed put them', async () => {
    const { cycleId, ask, code, year, partDone } = await rehearsalOf('dung-lai');
    expect(await code(ask('GET'))).toBe('REHEARSAL.NO_YEAR');
    const started = await ask('POST', '', ORDER);
    expect([started.status, started.body]).toMatchObject([202, { state: 'running', seed: 7, dayMs: 0 }]);

    await partDone(0.2);
    expect(await code(ask('POST', '', { seed: 8 }))).toBe('REHEARSAL.RUNNING');
    expect((await ask('POST', '', ORDER)).body.startedAt).toBe(started.body.startedAt);
    const stopped = await ask('POST', '/stop', { reason: 'Xem lại kịch bản' });
    expect(stopped).toMatchObject({ status: 200, body: { state: 'stopped', refused: { total: 0 } } });
    expect(stopped.body.code).toBeUndefined();
    const run = stack.client.workflow.getHandle(`rehearsed-year/${cycleId}`);
    // Cancelled, or at its end because its next word was not heard any more: whichever came first.
    await until('its run has ended', 60_000, async () =>
      ['CANCELLED', 'COMPLETED'].includes((await run.describe()).status.name),
    );
    expect(await code(ask('POST', '', { seed: 8 }))).toBe('REHEARSAL.OTHER_SEED');

    const again = await ask('POST', '', ORDER);
    expect(again).toMatchObject({ status: 202, body: { state: 'running' } });
    await until('the year has ended', 150_000, async () => (await year()).state !== 'running');
    // The first try, the stop that ended it, and the one after.
    await expectAsDrawn(cycleId, await year(), 3);
    expect(await code(ask('POST', '', ORDER))).toBe('REHEARSAL.OVER');
  });

  it('whose worker is killed in the midst is taken up by the next one and ends likewise', async () => {
    const { cycleId, ask, year, partDone } = await rehearsalOf('bi-ngat');
    expect((await ask('POST', '', ORDER)).status).toBe(202);
    await partDone(0.5);
    await stack.cycleWorker.kill();
    expect((await year()).state).toBe('running');
    await scene.timePasses();
    await stack.cycleWorker.start();
    await until('the year has ended', 150_000, async () => (await year()).state !== 'running');
    // The first try, and the one after the worker's death.
    await expectAsDrawn(cycleId, await year(), 2);
  });

  /** A rehearsal of its own, and what is asked about its year. */
  async function rehearsalOf(label: string) {
    const cycleId = await stack.openRehearsal(2025, label);
    const ask = <T = RehearsedYearAnswer>(method: string, rest = '', body?: object): Promise<Answer<T>> =>
      stack.call<T>(method, `/cycles/${cycleId}/rehearsal/year${rest}`, stack.token('administrator'), body);
    const year = async () => (await ask('GET')).body;
    const code = async (answer: Promise<Answer<{ code?: string }>>) => (await answer).body.code;
    /** Until so large a part of the acts is done. */
    const partDone = (part: number) =>
      until(`${part} of the acts are done`, 60_000, async () => {
        const { state, acts } = await year();
        if (state !== 'running') throw new Error(`the year is ${state}`);
        return acts !== undefined && acts.done >= acts.total * part;
      });
    return { cycleId, ask, year, code, partDone };
  }

  async function expectAsDrawn(cycleId: string, ended: RehearsedYearAnswer, epoch: number): Promise<void> {
    expect([ended.state, ended.detail]).toEqual(['ended', undefined]);
    expect(ended).toMatchObject({ refused: { total: 0 }, report: { differences: [], asDrawn: true } });
    expect(ended.acts?.done).toBe(ended.report?.acts);
    expect(ended.report?.units).toBe(3);
    const [row] = await stack.query(
      `SELECT r.epoch, c.state FROM rehearsed_year r JOIN cycle c ON c.id = r.cycle_id WHERE c.id = $1`,
      [cycleId],
    );
    expect(row).toEqual({ epoch, state: 'closed' });
    expect(await scene.violations()).toEqual([]);
  }
});
