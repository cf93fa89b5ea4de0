import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type Stack, startStack } from '../support/stack.js';
import { Receipts } from './receipts.js';
import { Scene } from './scene.js';
import { secondWorker } from './second-process.js';

export interface MailWorkerKilled {
  /** Where the worker dies, each time with a mail of its own. */
  readonly deaths: readonly ('beforeSmtp' | 'afterSmtp250')[];
  /**
   * Whether leases, retries, heartbeats and the polls of a frozen worker run out by the clock, or their end is brought
   * about.
   */
  readonly byTheClock: boolean;
}

/** Longer than whatever runs out by the clock. */
const OUTCOME_WITHIN_MS = 180_000;

/** The mail worker is killed or frozen, the relay refuses, defers and hangs up: nothing is lost, nothing sent twice unmarked. */
export function declareMailWorkerKilled({ deaths, byTheClock }: MailWorkerKilled): void {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;
  let receipts: Receipts;
  let second: ReturnType<typeof secondWorker>;

  beforeAll(async () => {
    stack = await startStack({
      units: 20,
      // The server may give each poll of a frozen worker the runner anew, which is missed each time.
      ...(byTheClock ? {} : { temporalConfig: { 'matching.longPollExpirationInterval': '"5s"' } }),
    });
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

  /** Stops the worker that runs and starts it anew; it sends at once where its predecessor's runner is not waited for. */
  const restarted = async (faults = ''): Promise<void> => {
    await stack.mailWorker.kill();
    if (!byTheClock) await receipts.endRunner();
    await stack.mailWorker.start(faults);
  };
  const leaseEnds = async (id: string): Promise<void> => {
    if (!byTheClock) await receipts.leaseEnds(id);
  };
  const nextTryComes = async (id: string): Promise<void> => {
    if (!byTheClock) await receipts.nextTryComes(id);
  };
  const until = (id: string, state: string) => receipts.untilState(id, state, OUTCOME_WITHIN_MS);

  it.each(deaths.map((point, index) => ({ point, time: index + 1 })))(
    'dies at $point, death $time: the mail goes out again, marked',
    async ({ point }) => {
      await restarted(`${point}@1`);
      const id = await scene.submitted(cycle, scene.nextUnit());
      expect(await stack.mailWorker.waitForExit(60_000)).toEqual({ code: null, signal: 'SIGKILL' });
      const sent = point === 'afterSmtp250' ? 1 : 0;
      expect(await receipts.of(id)).toMatchObject({ state: 'sending', attempts: 1 });
      expect(await receipts.received(id)).toHaveLength(sent);
      await restarted();
      // Whoever died may have sent it: until its lease ends nobody else does.
      const other = await scene.submitted(cycle, scene.nextUnit());
      await until(other, 'accepted');
      expect(await receipts.of(id)).toMatchObject({ state: 'sending', attempts: 1 });
      await leaseEnds(id);
      await until(id, 'accepted');
      expect(await receipts.of(id)).toMatchObject({ uncertain: true, attempts: 2 });
      expect(await receipts.received(id)).toHaveLength(sent + 1);
      await scene.rest();
      expect(await scene.violations()).toEqual([]);
    },
  );

  it('freezes while it holds a message: another takes over, and its late answer changes nothing', async () => {
    await restarted('beforeSmtp@1:stop');
    const frozen = await scene.submitted(cycle, scene.nextUnit());
    await until(frozen, 'sending');
    // Nobody ends its runner: it is missed after its heartbeat.
    await second.start();
    expect(await receipts.received(frozen)).toEqual([]);
    await leaseEnds(frozen);
    await until(frozen, 'accepted');
    const before = await receipts.of(frozen);
    expect(before).toMatchObject({ attempts: 2, epoch: 2, uncertain: true });
    expect(await receipts.received(frozen)).toHaveLength(1);
    stack.mailWorker.cont();
    await receipts.untilAnswered(before?.id, 1, 30_000);
    expect(await receipts.of(frozen)).toEqual(before);
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });

  it('hears 450, 550 and silence from the relay: defers, fails for good, repeats with the same Message-ID', async () => {
    await restarted();
    const units = [0, 1, 2, 3].map(() => scene.nextUnit()) as [string, string, string, string];
    const [later, never, cutBefore, cutAfter] = units;
    stack.smtp.setRules([
      { recipient: receipts.addressOf(later), code: 450, text: '4.2.1 Hộp thư tạm khóa', times: 1 },
      { recipient: receipts.addressOf(never), at: 'rcpt', code: 550, text: '5.1.1 Không có người này' },
      { recipient: receipts.addressOf(cutBefore), drop: 'beforeAnswer', store: true, times: 1 },
      { recipient: receipts.addressOf(cutAfter), drop: 'afterAnswer', times: 1 },
    ]);
    const ids = await Promise.all(units.map((unit) => scene.submitted(cycle, unit)));
    const [deferred = '', failed = '', uncertain = '', answered = ''] = ids;
    await Promise.all([
      until(deferred, 'deferred'),
      until(failed, 'failed'),
      until(answered, 'accepted'),
      until(uncertain, 'uncertain'),
    ]);
    expect((await receipts.of(deferred))?.last_answer).toContain('450 4.2.1 Hộp thư tạm khóa');
    expect(await receipts.received(deferred)).toEqual([]);
    for (const id of [deferred, uncertain]) await nextTryComes(id);
    await Promise.all([deferred, uncertain].map((id) => until(id, 'accepted')));

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
    if (!byTheClock) await receipts.endRunner();
    await second.start();
    await until(await scene.submitted(cycle, scene.nextUnit()), 'accepted');
    await stack.mailWorker.start();
    await second.kill();
    await until(await scene.submitted(cycle, scene.nextUnit()), 'accepted');
    expect(await scene.violations()).toEqual([]);
  });
}
