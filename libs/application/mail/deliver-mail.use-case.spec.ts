import { describe, expect, it } from '@jest/globals';
import { mailQueueOf } from '../../../test/support/database/mail-queue.js';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { SmallProvince } from '../../../test/support/small-cycle.js';
import { DeliverMail } from './deliver-mail.use-case.js';
import type { SendOutcome } from './mail-queue.port.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Four mails of a real year are queued. */
const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [['QN01', 'Trường THPT', 'xa', 'qn01@unit.example.test']]);
  province.unitOfWork.setNow('2026-01-02T07:00');
  const { id: cycleId } = await province.live(2026);
  const address = { cycleId, relay: 'relay', recipient: 'a@example.test' } as const;
  await each.unitOfWork.inTransaction(({ messages }) =>
    messages.enqueueAll(
      ['one', 'two', 'three', 'four'].map((key) => ({ ...address, key, template: 'receipt', params: {} })),
    ),
  );
});

interface Row {
  readonly key: string;
  readonly state: string;
  readonly answer: string | null;
  /** Milliseconds until it is tried again. */
  readonly after: number;
}

/** One round of the delivery, in which the relay gives each mail this outcome; what is recorded of those it was given. */
async function deliver(outcome: SendOutcome): Promise<readonly Row[]> {
  const stop = new AbortController();
  const send = async () => {
    stop.abort();
    return outcome;
  };
  const delivery = new DeliverMail(
    mailQueueOf(database()),
    { render: () => ({ subject: 's', text: 't', html: 'h' }) },
    { atOnce: 3, send },
    { hit: () => undefined },
    { info: () => undefined, warn: () => undefined },
    { filled: () => undefined },
  );
  await delivery.run('relay', stop.signal, () => undefined);
  return database().source.query<Row[]>(
    `SELECT key, state, last_answer AS answer,
            (1000 * extract(epoch FROM next_attempt_at - clock_timestamp()))::float8 AS after
       FROM message WHERE last_answer IS NOT NULL ORDER BY key`,
  );
}

/** The one mail that is left, tried and queued as long ago as this; all others are gone. */
const onlyOne = (attempts: number, hours: number): Promise<unknown> =>
  database().source.query(
    `UPDATE message SET state = CASE key WHEN 'one' THEN 'deferred' ELSE 'accepted' END,
            attempts = $1, created_at = clock_timestamp() - make_interval(hours => $2)`,
    [attempts, hours],
  );

describe('the delivery of mail', () => {
  it('claims no more than the sender sends at once', async () => {
    const rows = await deliver({ kind: 'accepted', answer: '250' });
    expect(rows.map(({ state, answer }) => [state, answer])).toEqual(Array(3).fill(['accepted', '250']));
  });

  it('keeps a deferred mail for days however often it was tried', async () => {
    await onlyOne(118, 119);
    const [row, ...others] = await deliver({ kind: 'deferred', answer: '451 later' });
    expect([row, others]).toMatchObject([{ key: 'one', state: 'deferred', answer: '451 later' }, []]);
    expect(Math.abs((row?.after ?? 0) - HOUR)).toBeLessThan(MINUTE);
  });

  it('gives a deferred mail up after five days and says why', async () => {
    await onlyOne(3, 121);
    expect(await deliver({ kind: 'deferred', answer: '451 later' })).toMatchObject([
      { key: 'one', state: 'failed', answer: 'thôi gửi sau 5 ngày; lần cuối: 451 later' },
    ]);
  });

  it('sends what may have arrived again at growing distances, four times in all, whatever came between', async () => {
    await onlyOne(20, 1);
    const states: (string | undefined)[] = [];
    const distances: number[] = [];
    let last: Row | undefined;
    for (let tries = 1; tries <= 4; tries += 1) {
      await database().source.query(`UPDATE message SET next_attempt_at = clock_timestamp()`);
      [last] = await deliver({ kind: 'uncertain', answer: 'ECONNECTION: cut' });
      states.push(last?.state);
      distances.push(Math.round((last?.after ?? 0) / 1_000));
      // Between two cuts the relay has asked for patience.
      if (tries < 4) {
        await database().source.query(`UPDATE message SET next_attempt_at = clock_timestamp()`);
        await deliver({ kind: 'deferred', answer: '451 later' });
      }
    }
    expect(states).toEqual(['uncertain', 'uncertain', 'uncertain', 'failed']);
    const [first = 0, second = 0, third = 0] = distances;
    expect([first, second > first, third > second]).toEqual([10, true, true]);
    expect(last?.answer).toBe('4 lần bị đứt giữa chừng, thư có thể đã đến; lần cuối: ECONNECTION: cut');
  });
});
