import { describe, expect, it } from '@jest/globals';
import { DeliverMail } from './deliver-mail.use-case.js';
import type { ClaimedMessage, MailQueue, SendOutcome } from './mail-queue.port.js';

const HOUR = 3_600_000;

const queued = (more: Partial<ClaimedMessage> = {}): ClaimedMessage => ({
  id: 'one',
  epoch: 1,
  messageId: '<one@example.test>',
  cycleId: '51-2026',
  clockKind: 'calendar',
  template: 'receipt',
  params: {},
  recipient: 'a@example.test',
  attempts: 1,
  uncertainTries: 0,
  createdAt: new Date().toISOString(),
  ...more,
});

/** One turn over one claim; tells how many were asked for and what was recorded. */
async function deliver(message: ClaimedMessage, outcome: SendOutcome) {
  const stop = new AbortController();
  const recorded: { state: string; answer: string; after?: number }[] = [];
  const limits: number[] = [];
  const keep =
    (state: string) =>
    (_message: unknown, _sent: unknown, answer: string, after?: number): Promise<boolean> => {
      recorded.push({ state, answer, ...(after !== undefined && { after }) });
      return Promise.resolve(true);
    };
  const queue: MailQueue = {
    claim: (_relay, limit) => {
      limits.push(limit);
      stop.abort();
      return Promise.resolve([message]);
    },
    accepted: keep('accepted'),
    deferred: keep('deferred'),
    failed: keep('failed'),
    uncertain: keep('uncertain'),
    wait: () => Promise.resolve(),
  };
  const delivery = new DeliverMail(
    queue,
    { render: () => ({ subject: 's', text: 't', html: 'h' }) },
    { atOnce: 3, send: () => Promise.resolve(outcome) },
    { hit: () => undefined },
    { info: () => undefined, warn: () => undefined },
  );
  await delivery.run('relay', stop.signal, () => undefined);
  return { recorded, limits };
}

describe('the delivery of mail', () => {
  it('claims no more than the sender sends at once', async () => {
    expect((await deliver(queued(), { kind: 'accepted', answer: '250' })).limits).toEqual([3]);
  });

  const aged = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

  it('keeps a deferred mail for days however often it was tried', async () => {
    const message = queued({ attempts: 118, createdAt: aged(119) });
    const { recorded } = await deliver(message, { kind: 'deferred', answer: '451 later' });
    expect(recorded).toEqual([{ state: 'deferred', answer: '451 later', after: HOUR }]);
  });

  it('gives a deferred mail up after five days and says why', async () => {
    const message = queued({ attempts: 3, createdAt: aged(121) });
    const { recorded } = await deliver(message, { kind: 'deferred', answer: '451 later' });
    expect(recorded).toEqual([{ state: 'failed', answer: 'thôi gửi sau 5 ngày; lần cuối: 451 later' }]);
  });

  it('sends what may have arrived again at growing distances, four times in all, whatever came between', async () => {
    const outcomes = [];
    for (const uncertainTries of [0, 1, 2, 3]) {
      const message = queued({ attempts: 20 + uncertainTries, uncertainTries });
      const { recorded } = await deliver(message, { kind: 'uncertain', answer: 'ECONNECTION: cut' });
      outcomes.push(...recorded);
    }
    const distances = outcomes.flatMap(({ after }) => after ?? []);
    expect(outcomes.map(({ state }) => state)).toEqual(['uncertain', 'uncertain', 'uncertain', 'failed']);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(new Set(distances).size).toBe(3);
    expect(outcomes[3]?.answer).toBe(
      '4 lần bị đứt giữa chừng, thư có thể đã đến; lần cuối: ECONNECTION: cut',
    );
  });
});
