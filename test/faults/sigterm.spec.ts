import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { type Stack, startStack } from '../support/stack.js';
import { Receipts } from './receipts.js';
import { Scene, until } from './scene.js';

jest.setTimeout(300_000);

const ENDS_WITHIN_MS = 10_000;

describe('a mail worker that is told to end', () => {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;
  let receipts: Receipts;

  beforeAll(async () => {
    stack = await startStack({ units: 4 });
    scene = new Scene(stack);
    receipts = new Receipts(stack);
    cycle = await stack.openRehearsal(2027);
  });

  beforeEach(async () => {
    if (!stack.mailWorker.isAlive) await stack.mailWorker.start();
  });

  afterAll(async () => {
    await stack?.dispose();
  });

  /** Only the administrator of the server sees what another role's connections said last. */
  const listeners = async (): Promise<number> => {
    const admin = new Client({ connectionString: stack.adminUrl });
    await admin.connect();
    try {
      const { rows } = await admin.query(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'antq-worker-mail' AND query LIKE 'LISTEN%'`,
      );
      return rows.length;
    } finally {
      await admin.end();
    }
  };
  const told = async () => {
    const gone = stack.mailWorker.waitForExit(ENDS_WITHIN_MS);
    void stack.mailWorker.kill('SIGTERM');
    return gone;
  };

  it('ends soon and well, though it listens to the database and keeps a connection to the relay', async () => {
    await receipts.untilState(await scene.submitted(cycle, scene.nextUnit()), 'accepted', 60_000);
    expect(await listeners()).toBeGreaterThan(0);
    expect(await told()).toEqual({ code: 0, signal: null });
  });

  it('ends as soon while the relay keeps it waiting, and the mail goes out again after the lease', async () => {
    const unit = scene.nextUnit();
    stack.smtp.setRules([{ recipient: '*', hang: true, store: false, times: 1 }]);
    const id = await scene.submitted(cycle, unit);
    await until('the relay holds the mail', 60_000, async () =>
      Promise.resolve(stack.smtp.attempts().some(({ code }) => code === 0)),
    );
    await told();
    expect(await receipts.of(id)).toMatchObject({ state: 'sending', attempts: 1 });
    await stack.mailWorker.start();
    await receipts.leaseEnds(id);
    await receipts.untilState(id, 'accepted', 60_000);
    expect(await scene.violations()).toEqual([]);
  });
});

describe('processes that are told to end while what they use is frozen', () => {
  let stack: Stack;
  /** PostgreSQL's own processes each: those that serve a connection would answer although the first one is frozen. */
  let servers: readonly number[] = [];

  beforeAll(async () => {
    stack = await startStack({ units: 1 });
  });

  afterAll(async () => {
    for (const pid of servers) process.kill(pid, 'SIGCONT');
    await stack?.dispose();
  });

  it('api and both workers end within their drain time', async () => {
    servers = [stack.temporal.pid, stack.postgres.pid, ...(await serversOf(stack))];
    for (const pid of servers) process.kill(pid, 'SIGSTOP');
    const ends = [
      { process: stack.api, withinMs: 12_000 },
      { process: stack.mailWorker, withinMs: 13_000 },
      { process: stack.cycleWorker, withinMs: 20_000 },
    ].map(({ process: child, withinMs }) => {
      const end = child.waitForExit(withinMs);
      void child.kill('SIGTERM');
      return end;
    });
    for (const { signal } of await Promise.all(ends)) expect(signal).toBeNull();
  });
});

/** Process ids of the connections that PostgreSQL serves. */
async function serversOf(stack: Stack): Promise<number[]> {
  const admin = new Client({ connectionString: stack.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'antq-%'`,
  );
  await admin.end();
  return rows.map(({ pid }) => pid);
}
