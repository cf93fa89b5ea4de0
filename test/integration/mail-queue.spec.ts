import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ClaimedMessage } from '#libs/application';
import { createDataSource, PostgresMailQueue } from '#libs/persistence';
import { databaseForEachTest } from '../support/database/spec-database.js';

const CYCLE = '51-2026';
/** What a database connection needs to run while only the date is another. */
const TIMERS = [
  'nextTick',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'performance',
] as const;
const SENT = { subject: 's', text: 't' };

const database = databaseForEachTest(({ source }) =>
  source.query(`
    INSERT INTO area (code, kind, name, name_search, admin_kind) VALUES ('51', 'tinh', 'Quảng Ngãi', 'quang ngai', 'tỉnh');
    INSERT INTO policy_pack (hash, id, content) VALUES ('h', 'p', '{}');
    INSERT INTO cycle (id, province_code, year, clock_kind, pack_id, pack_hash, state, units_total)
      VALUES ('${CYCLE}', '51', 2026, 'calendar', 'p', 'h', 'open', 0);
    INSERT INTO office (code, kind, area_code, name, duties, email) VALUES
      ('CAT', 'province-police', '51', 'Công an tỉnh', '{}', 'cat@office.example.test'),
      ('UB', 'province-committee', '51', 'Ủy ban', '{}', NULL)`),
);
let queue: PostgresMailQueue;
beforeEach(() => {
  queue = new PostgresMailQueue(database().source);
});
afterEach(() => queue.close());

const unitOfWork = () => database().unitOfWork;
const enqueue = (key: string): Promise<void> =>
  unitOfWork().inTransaction((records) =>
    records.messages.enqueue({
      key,
      relay: 'relay',
      cycleId: CYCLE,
      template: 'receipt',
      params: {},
      recipient: 'a@example.test',
    }),
  );
const claimOne = async (leaseMs = 60_000): Promise<ClaimedMessage> => {
  const [message] = await queue.claim('relay', 1, leaseMs);
  if (message === undefined) throw new Error('nothing to claim');
  return message;
};

describe('a message', () => {
  it('is as old as the database says, whatever the clock of the process shows', async () => {
    jest.useFakeTimers({ now: Date.parse('2001-01-01T00:00:00Z'), doNotFake: [...TIMERS] });
    try {
      await enqueue('one');
    } finally {
      jest.useRealTimers();
    }
    const { createdAt } = await claimOne();
    expect(Math.abs(Date.parse(createdAt) - Date.now())).toBeLessThan(60_000);
  });

  it('of an account goes before what waits of cycles, a link first', async () => {
    const ofAccount = (template: string) =>
      unitOfWork().inTransaction((records) =>
        records.messages.enqueue({
          ...{ key: template, relay: 'relay', template, params: {}, recipient: 'a@example.test' },
        }),
      );
    await enqueue('earlier');
    await ofAccount('invitation');
    await ofAccount('sign-in-link');
    await enqueue('later');
    const seen: string[] = [];
    for (let each = 0; each < 4; each += 1) seen.push((await claimOne()).template);
    expect(seen).toEqual(['sign-in-link', 'invitation', 'receipt', 'receipt']);
  });

  it('counts as uncertain the tries that were cut off or never ended, and no others', async () => {
    await enqueue('one');
    const seen: number[] = [];
    const next = async (leaseMs?: number): Promise<ClaimedMessage> => {
      const message = await claimOne(leaseMs);
      seen.push(message.uncertainTries);
      return message;
    };
    await queue.deferred(await next(), SENT, '450 later', 0);
    await queue.uncertain(await next(), SENT, 'ECONNECTION: cut', 0);
    await queue.deferred(await next(), SENT, 'ESOCKET: away', 0);
    await next(0);
    await queue.accepted(await next(), SENT, '250 ok');
    expect(seen).toEqual([0, 0, 1, 1, 2]);
    const [row] = await database().source.query<{ state: string; uncertain: boolean; last_answer: string }[]>(
      `SELECT state, uncertain, last_answer FROM message`,
    );
    expect(row).toEqual({ state: 'accepted', uncertain: true, last_answer: '250 ok' });
  });

  it('is heard of at once by who waits, over one connection however many wait', async () => {
    const { signal } = new AbortController();
    const heard = Promise.all([queue.wait('relay', 20_000, signal), queue.wait('relay', 20_000, signal)]);
    const listeners = () =>
      database().source.query<{ pid: number }[]>(
        `SELECT pid FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'antq-test' AND query LIKE 'LISTEN%'`,
      );
    while ((await listeners()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const begun = Date.now();
    await enqueue('one');
    await heard;
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(await listeners()).toHaveLength(1);
  });

  it('does not keep the pool from ending once the queue is closed', async () => {
    const own = createDataSource({ url: database().appUrl, poolSize: 2, applicationName: 'antq-end' });
    await own.initialize();
    const listening = new PostgresMailQueue(own);
    await listening.wait('relay', 5, new AbortController().signal);
    listening.close();
    await expect(own.destroy()).resolves.toBeUndefined();
  }, 10_000);
});

describe('an office', () => {
  it('is read with its address where it has one', async () => {
    const office = (code: string) => unitOfWork().inTransaction((records) => records.units.office(code));
    const offices = [await office('CAT'), await office('UB'), await office('NO')];
    expect(offices.map((office) => office?.email)).toEqual(['cat@office.example.test', undefined, undefined]);
    expect(offices[2]).toBeUndefined();
  });
});
