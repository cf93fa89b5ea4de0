import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createDataSource,
  type Database,
  PoolFullError,
  type PoolObserver,
  poolStateOf,
} from '#libs/persistence';
import { databaseForEachTest } from '../support/database/spec-database.js';

const WAIT_MS = 300;
/** How long the driver waits for a connection. */
const CONNECT_MS = 5_000;
const database = databaseForEachTest();
let source: Database;
let ends: string[];

beforeEach(async () => {
  ends = [];
  const observer: PoolObserver = ({ end }) => void ends.push(end);
  const queue = { atMost: 1, waitMs: WAIT_MS };
  source = createDataSource({
    url: database().appUrl,
    poolSize: 2,
    applicationName: 'antq-bound',
    queue,
    observer,
  });
  await source.initialize();
  ends = [];
});

afterEach(() => source?.destroy());

/** Holds every connection, and answers how they are given back. */
async function holdAll(): Promise<() => Promise<void>> {
  const runners = [source.createQueryRunner(), source.createQueryRunner()];
  await Promise.all(runners.map((runner) => runner.connect()));
  return async () => {
    await Promise.all(runners.map((runner) => runner.release()));
  };
}

const timed = async (work: Promise<unknown>): Promise<{ readonly ms: number; readonly error?: unknown }> => {
  const began = performance.now();
  try {
    await work;
    return { ms: performance.now() - began };
  } catch (error) {
    return { ms: performance.now() - began, error };
  }
};

describe('a pool whose connections are all busy', () => {
  it('lets so many wait as may, turns the next away at once, and those who waited when their time is over', async () => {
    const release = await holdAll();
    try {
      const waiting = timed(source.query('SELECT 1'));
      await new Promise((resolve) => setImmediate(resolve));
      expect(poolStateOf(source)).toEqual({ busy: 2, waiting: 1 });
      const refused = await timed(source.query('SELECT 1'));
      expect(refused.error).toBeInstanceOf(PoolFullError);
      expect(refused.ms).toBeLessThan(WAIT_MS / 2);
      const waited = await waiting;
      expect(waited.error).toBeInstanceOf(PoolFullError);
      expect(waited.ms).toBeGreaterThan(WAIT_MS - 20);
      expect(poolStateOf(source)).toEqual({ busy: 2, waiting: 0 });
      expect(ends).toEqual(['had', 'had', 'refused', 'refused']);
    } finally {
      await release();
    }
  });

  it('is not brought down by who was turned away long before the driver itself gives up waiting', async () => {
    const release = await holdAll();
    try {
      expect((await timed(source.query('SELECT 1'))).error).toBeInstanceOf(PoolFullError);
      // A little longer than a connection is waited for: what is thrown then is thrown out of a timer.
      await delay(CONNECT_MS + 500);
    } finally {
      await release();
    }
    expect(await source.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  }, 20_000);

  it('counts those who ask in one turn against the queue, also while one connection is idle', async () => {
    await Promise.all([source.query('SELECT 1'), source.query('SELECT 1')]);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => timed(source.query('SELECT pg_sleep(0.5)'))),
    );
    const refused = answers.filter(({ error }) => error instanceof PoolFullError);
    expect(refused).toHaveLength(3);
    expect(refused.filter(({ ms }) => ms < WAIT_MS / 2)).toHaveLength(2);
  });

  it('serves who waited once a connection is given back, and everybody after it', async () => {
    const release = await holdAll();
    const waiting = timed(source.query('SELECT 1'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await release();
    expect((await waiting).error).toBeUndefined();
    expect((await timed(source.query('SELECT 1'))).error).toBeUndefined();
    expect(poolStateOf(source)).toEqual({ busy: 0, waiting: 0 });
  });
});
