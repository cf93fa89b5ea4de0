/**
 * The mail worker is killed four times and frozen, and leases, retries and heartbeats run out by the clock: about four
 * minutes. Its shorter form is test/faults/mail-worker-killed.spec.ts.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Receipts } from '../faults/receipts.js';
import { Scene } from '../faults/scene.js';
import { secondWorker } from '../faults/second-process.js';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(300_000);

/** One story: leases last a minute, so what the first tests leave behind runs out while the later ones work. */
describe('the mail worker is killed or frozen, the relay refuses, defers and hangs up', () => {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;
  let receipts: Receipts;
  let second: ReturnType<typeof secondWorker>;
  const killed: string[] = [];
  let frozen: string;

  beforeAll(async () => {
    stack = await startStack({ units: 12 });
    scene = new Scene(stack);
    receipts = new Receipts(stack);
    cycle = await stack.openRehearsal(2027);
    second = secondWorker(stack, 'mail');
  });

  afterAll(async () => {
    stack?.mailWorker.cont();
    await second?.dispose();
    await stack?.dispose();
  });

  it('dies before it speaks to the relay and after the relay said 250, twice each', async () => {
    await stack.mailWorker.kill();
    for (const point of ['beforeSmtp', 'afterSmtp250', 'beforeSmtp', 'afterSmtp250']) {
      await stack.mailWorker.start(`${point}@1`);
      const id = await scene.submitted(cycle, scene.nextUnit());
      killed.push(id);
      // A dead runner is missed after its heartbeat; only then does the next worker get the queue.
      expect(await stack.mailWorker.waitForExit(60_000)).toEqual({ code: null, signal: 'SIGKILL' });
      expect(await receipts.of(id)).toMatchObject({ state: 'sending', attempts: 1 });
      expect(await receipts.received(id)).toHaveLength(point === 'afterSmtp250' ? 1 : 0);
    }
  });

  it('freezes while it holds a message, and another worker takes the queue over', async () => {
    await stack.mailWorker.start('beforeSmtp@1:stop');
    frozen = await scene.submitted(cycle, scene.nextUnit());
    await receipts.untilState(frozen, 'sending', 60_000);
    await second.start();
    expect(await receipts.received(frozen)).toEqual([]);
  });

  it('hears 450, 550 and silence from the relay: defers, fails for good, repeats with the same Message-ID', async () => {
    const [later, never, cutBefore, cutAfter] = [
      scene.nextUnit(),
      scene.nextUnit(),
      scene.nextUnit(),
      scene.nextUnit(),
    ];
    stack.smtp.setRules([
      { recipient: receipts.addressOf(later), code: 450, text: '4.2.1 Hộp thư tạm khóa', times: 1 },
      { recipient: receipts.addressOf(never), at: 'rcpt', code: 550, text: '5.1.1 Không có người này' },
      { recipient: receipts.addressOf(cutBefore), drop: 'beforeAnswer', store: true, times: 1 },
      { recipient: receipts.addressOf(cutAfter), drop: 'afterAnswer', times: 1 },
    ]);
    const ids = await Promise.all(
      [later, never, cutBefore, cutAfter].map((unit) => scene.submitted(cycle, unit)),
    );
    const [deferred = '', failed = '', uncertain = '', answered = ''] = ids;
    await Promise.all([
      receipts.untilState(deferred, 'deferred', 90_000),
      receipts.untilState(failed, 'failed', 90_000),
      receipts.untilState(answered, 'accepted', 90_000),
    ]);
    expect((await receipts.of(deferred))?.last_answer).toContain('450 4.2.1 Hộp thư tạm khóa');
    expect(await receipts.received(deferred)).toEqual([]);
    await Promise.all([
      receipts.untilState(uncertain, 'accepted', 30_000),
      receipts.untilState(deferred, 'accepted', 60_000),
    ]);

    expect(await receipts.of(deferred)).toMatchObject({ attempts: 2, uncertain: false });
    expect(await receipts.received(deferred)).toHaveLength(1);
    expect(await receipts.of(uncertain)).toMatchObject({ attempts: 2, uncertain: true });
    expect(await receipts.received(uncertain)).toHaveLength(2);
    expect(await receipts.of(answered)).toMatchObject({ attempts: 1, uncertain: false });
    expect(await receipts.received(answered)).toHaveLength(1);
    expect(await receipts.of(failed)).toMatchObject({ state: 'failed', attempts: 1 });
    expect((await receipts.of(failed))?.last_answer).toContain('550 5.1.1 Không có người này');
  });

  it('wakes when its message has long been sent by the other: its late answer changes nothing', async () => {
    await receipts.untilState(frozen, 'accepted', 120_000);
    const before = await receipts.of(frozen);
    expect(before).toMatchObject({ attempts: 2, epoch: 2, uncertain: true });
    expect(await receipts.received(frozen)).toHaveLength(1);
    stack.mailWorker.cont();
    await receipts.untilAnswered(before?.id, 1, 30_000);
    expect(await receipts.of(frozen)).toEqual(before);
  });

  it('after all of it nothing is lost and nothing sent twice unmarked', async () => {
    await scene.rest();
    for (const [index, id] of killed.entries()) {
      expect(await receipts.of(id)).toMatchObject({ state: 'accepted', uncertain: true });
      // What was killed after the 250 has come twice; a lease that ran out while others died adds a copy at most.
      expect((await receipts.received(id)).length).toBeGreaterThanOrEqual(index % 2 === 0 ? 1 : 2);
    }
    expect(await scene.violations()).toEqual([]);
  });

  it('goes on by itself when the other worker is gone', async () => {
    await second.kill();
    const id = await scene.submitted(cycle, scene.nextUnit());
    await receipts.untilState(id, 'accepted', 60_000);
    expect(await scene.violations()).toEqual([]);
  });
});
