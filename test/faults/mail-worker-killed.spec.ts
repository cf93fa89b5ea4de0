import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Stack, startStack } from '../support/stack.js';
import { Scene, until } from './scene.js';
import { secondWorker } from './second-process.js';

jest.setTimeout(300_000);

interface Receipt extends Record<string, unknown> {
  readonly id: string;
  readonly message_id: string;
  readonly state: string;
  readonly uncertain: boolean;
  readonly attempts: number;
  readonly epoch: number;
  readonly last_answer: string | null;
  readonly accepted_at: Date | null;
}

/** One story: leases last a minute, so what the first tests leave behind runs out while the later ones work. */
describe('the mail worker is killed or frozen, the relay refuses, defers and hangs up', () => {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;
  let second: ReturnType<typeof secondWorker>;
  const killed: string[] = [];
  let frozen: string;

  beforeAll(async () => {
    stack = await startStack({ units: 12 });
    scene = new Scene(stack);
    cycle = await stack.openRehearsal(2027);
    second = secondWorker(stack, 'mail');
  });

  afterAll(async () => {
    stack?.mailWorker.cont();
    await second?.dispose();
    await stack?.dispose();
  });

  const receipt = async (commandId: string): Promise<Receipt | undefined> =>
    (await stack.query<Receipt>(`SELECT * FROM message WHERE key = $1`, [`receipt/${commandId}`]))[0];
  const received = async (commandId: string) =>
    stack.smtp.mails({ messageId: (await receipt(commandId))?.message_id ?? '' });
  const addressOf = (unitId: string): string =>
    stack.units.find((unit) => unit.id === unitId)?.officerEmail ?? '';
  const untilState = (commandId: string, state: string, timeoutMs: number): Promise<void> =>
    until(
      `receipt/${commandId} is ${state}`,
      timeoutMs,
      async () => (await receipt(commandId))?.state === state,
    );

  it('dies before it speaks to the relay and after the relay said 250, twice each', async () => {
    await stack.mailWorker.kill();
    for (const point of ['beforeSmtp', 'afterSmtp250', 'beforeSmtp', 'afterSmtp250']) {
      await stack.mailWorker.start(`${point}@1`);
      const id = await scene.submitted(cycle, scene.nextUnit());
      killed.push(id);
      // A dead runner is missed after its heartbeat; only then does the next worker get the queue.
      expect(await stack.mailWorker.waitForExit(60_000)).toEqual({ code: null, signal: 'SIGKILL' });
      expect(await receipt(id)).toMatchObject({ state: 'sending', attempts: 1 });
      expect(await received(id)).toHaveLength(point === 'afterSmtp250' ? 1 : 0);
    }
  });

  it('freezes while it holds a message, and another worker takes the queue over', async () => {
    await stack.mailWorker.start('beforeSmtp@1:stop');
    frozen = await scene.submitted(cycle, scene.nextUnit());
    await untilState(frozen, 'sending', 60_000);
    await second.start();
    expect(await received(frozen)).toEqual([]);
  });

  it('hears 450, 550 and silence from the relay: defers, fails for good, repeats with the same Message-ID', async () => {
    const [later, never, cutBefore, cutAfter] = [
      scene.nextUnit(),
      scene.nextUnit(),
      scene.nextUnit(),
      scene.nextUnit(),
    ];
    stack.smtp.setRules([
      { recipient: addressOf(later), code: 450, text: '4.2.1 Hộp thư tạm khóa', times: 1 },
      { recipient: addressOf(never), at: 'rcpt', code: 550, text: '5.1.1 Không có người này' },
      { recipient: addressOf(cutBefore), drop: 'beforeAnswer', store: true, times: 1 },
      { recipient: addressOf(cutAfter), drop: 'afterAnswer', times: 1 },
    ]);
    const ids = await Promise.all(
      [later, never, cutBefore, cutAfter].map((unit) => scene.submitted(cycle, unit)),
    );
    const [deferred = '', failed = '', uncertain = '', answered = ''] = ids;
    await Promise.all([
      untilState(deferred, 'deferred', 90_000),
      untilState(failed, 'failed', 90_000),
      untilState(answered, 'accepted', 90_000),
    ]);
    expect((await receipt(deferred))?.last_answer).toContain('450 4.2.1 Hộp thư tạm khóa');
    expect(await received(deferred)).toEqual([]);
    await Promise.all([untilState(uncertain, 'accepted', 30_000), untilState(deferred, 'accepted', 60_000)]);

    expect(await receipt(deferred)).toMatchObject({ attempts: 2, uncertain: false });
    expect(await received(deferred)).toHaveLength(1);
    expect(await receipt(uncertain)).toMatchObject({ attempts: 2, uncertain: true });
    expect(await received(uncertain)).toHaveLength(2);
    expect(await receipt(answered)).toMatchObject({ attempts: 1, uncertain: false });
    expect(await received(answered)).toHaveLength(1);
    expect(await receipt(failed)).toMatchObject({ state: 'failed', attempts: 1 });
    expect((await receipt(failed))?.last_answer).toContain('550 5.1.1 Không có người này');
  });

  it('wakes when its message has long been sent by the other: its late answer changes nothing', async () => {
    await untilState(frozen, 'accepted', 120_000);
    const before = await receipt(frozen);
    expect(before).toMatchObject({ attempts: 2, epoch: 2, uncertain: true });
    expect(await received(frozen)).toHaveLength(1);
    stack.mailWorker.cont();
    await until('the zombie has spoken', 30_000, async () => {
      const [attempt] = await stack.query(
        `SELECT answer FROM message_attempt WHERE message_id = $1 AND epoch = 1 AND ended_at IS NOT NULL`,
        [before?.id],
      );
      return attempt !== undefined;
    });
    expect(await receipt(frozen)).toEqual(before);
  });

  it('after all of it nothing is lost and nothing sent twice unmarked', async () => {
    await scene.rest();
    for (const [index, id] of killed.entries()) {
      expect(await receipt(id)).toMatchObject({ state: 'accepted', uncertain: true });
      // What was killed after the 250 has come twice; a lease that ran out while others died adds a copy at most.
      expect((await received(id)).length).toBeGreaterThanOrEqual(index % 2 === 0 ? 1 : 2);
    }
    expect(await scene.violations()).toEqual([]);
  });

  it('goes on by itself when the other worker is gone', async () => {
    await second.kill();
    const id = await scene.submitted(cycle, scene.nextUnit());
    await untilState(id, 'accepted', 60_000);
    expect(await scene.violations()).toEqual([]);
  });
});
