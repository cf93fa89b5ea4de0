import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Stack, startStack } from '../support/stack.js';
import { Receipts } from './receipts.js';
import { Scene } from './scene.js';
import { secondWorker } from './second-process.js';

jest.setTimeout(120_000);

/** The drill `mail-worker-killed` waits for leases and retries by the clock; here they are brought about. */
describe('the mail worker is killed or frozen, the relay refuses, defers and hangs up', () => {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;
  let receipts: Receipts;
  let second: ReturnType<typeof secondWorker>;

  beforeAll(async () => {
    stack = await startStack({ units: 12 });
    scene = new Scene(stack);
    receipts = new Receipts(stack);
    cycle = await stack.openRehearsal(2027);
    second = secondWorker(stack, 'mail');
  });

  afterEach(async () => {
    stack.mailWorker.cont();
    await second.kill();
    if (!stack.mailWorker.isAlive) await stack.mailWorker.start();
    stack.smtp.setRules([]);
  });

  afterAll(async () => {
    stack?.mailWorker.cont();
    await second?.dispose();
    await stack?.dispose();
  });

  /** Stops the worker that runs and starts it anew, so that it sends at once. */
  const restarted = async (faults = ''): Promise<void> => {
    await stack.mailWorker.kill();
    await receipts.endRunner();
    await stack.mailWorker.start(faults);
  };

  it.each(['beforeSmtp', 'afterSmtp250'])('dies at %s: the mail goes out again, marked', async (point) => {
    await restarted(`${point}@1`);
    const id = await scene.submitted(cycle, scene.nextUnit());
    expect(await stack.mailWorker.waitForExit(60_000)).toEqual({ code: null, signal: 'SIGKILL' });
    const sent = point === 'afterSmtp250' ? 1 : 0;
    expect(await receipts.of(id)).toMatchObject({ state: 'sending', attempts: 1 });
    expect(await receipts.received(id)).toHaveLength(sent);
    await restarted();
    // Whoever died may have sent it: until its lease ends nobody else does.
    const other = await scene.submitted(cycle, scene.nextUnit());
    await receipts.untilState(other, 'accepted', 30_000);
    expect(await receipts.of(id)).toMatchObject({ state: 'sending', attempts: 1 });
    await receipts.leaseEnds(id);
    await receipts.untilState(id, 'accepted', 30_000);
    expect(await receipts.of(id)).toMatchObject({ uncertain: true, attempts: 2 });
    expect(await receipts.received(id)).toHaveLength(sent + 1);
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });

  it('freezes while it holds a message: another takes over, and its late answer changes nothing', async () => {
    await restarted('beforeSmtp@1:stop');
    const frozen = await scene.submitted(cycle, scene.nextUnit());
    await receipts.untilState(frozen, 'sending', 60_000);
    // Nobody ends its runner: it is missed after its heartbeat. The frozen worker's polls stand open for a minute, and the
    // server may give each of them the runner anew, which is missed each time.
    await second.start();
    expect(await receipts.received(frozen)).toEqual([]);
    await receipts.leaseEnds(frozen);
    await receipts.untilState(frozen, 'accepted', 180_000);
    const before = await receipts.of(frozen);
    expect(before).toMatchObject({ attempts: 2, epoch: 2, uncertain: true });
    expect(await receipts.received(frozen)).toHaveLength(1);
    stack.mailWorker.cont();
    await receipts.untilAnswered(before?.id, 1, 30_000);
    expect(await receipts.of(frozen)).toEqual(before);
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  }, 300_000);

  it('hears 450, 550 and silence from the relay: defers, fails for good, repeats with the same Message-ID', async () => {
    await restarted();
    const [later, never, cutBefore, cutAfter] = [0, 1, 2, 3].map(() => scene.nextUnit()) as [
      string,
      string,
      string,
      string,
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
      receipts.untilState(deferred, 'deferred', 60_000),
      receipts.untilState(failed, 'failed', 60_000),
      receipts.untilState(answered, 'accepted', 60_000),
      receipts.untilState(uncertain, 'uncertain', 60_000),
    ]);
    expect((await receipts.of(deferred))?.last_answer).toContain('450 4.2.1 Hộp thư tạm khóa');
    expect(await receipts.received(deferred)).toEqual([]);
    await receipts.nextTryComes(deferred);
    await receipts.nextTryComes(uncertain);
    await Promise.all([deferred, uncertain].map((id) => receipts.untilState(id, 'accepted', 30_000)));

    expect(await receipts.of(deferred)).toMatchObject({ attempts: 2, uncertain: false });
    expect(await receipts.received(deferred)).toHaveLength(1);
    expect(await receipts.of(uncertain)).toMatchObject({ attempts: 2, uncertain: true });
    expect(await receipts.received(uncertain)).toHaveLength(2);
    expect(await receipts.of(answered)).toMatchObject({ attempts: 1, uncertain: false });
    expect(await receipts.received(answered)).toHaveLength(1);
    expect(await receipts.of(failed)).toMatchObject({ state: 'failed', attempts: 1 });
    expect((await receipts.of(failed))?.last_answer).toContain('550 5.1.1 Không có người này');
    expect(await scene.violations()).toEqual([]);
  });

  it('goes on by itself when another worker that held the queue is gone', async () => {
    await stack.mailWorker.kill();
    await receipts.endRunner();
    await second.start();
    await receipts.untilState(await scene.submitted(cycle, scene.nextUnit()), 'accepted', 60_000);
    await stack.mailWorker.start();
    await second.kill();
    const id = await scene.submitted(cycle, scene.nextUnit());
    await receipts.untilState(id, 'accepted', 60_000);
    expect(await scene.violations()).toEqual([]);
  });
});
