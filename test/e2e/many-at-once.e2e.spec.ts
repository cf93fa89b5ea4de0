import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Answer, type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath } from '../support/unit-year-driver.js';

/** Readers that hold every connection of theirs, and commands beside them. */
const QUEUE = { atMost: 3, waitMs: 700 };
const READ_CONNECTIONS = 2;
let stack: Stack;
let cycleId: string;

beforeAll(async () => {
  stack = await startStack({
    apiSettings: {
      DATABASE_READ_POOL_SIZE: String(READ_CONNECTIONS),
      DATABASE_QUEUE_SIZE: String(QUEUE.atMost),
      DATABASE_QUEUE_WAIT_MS: String(QUEUE.waitMs),
    },
  });
  cycleId = await stack.openRehearsal(2027);
}, 180_000);

afterAll(() => stack?.dispose());

const timed = async (asked: Promise<Answer>) => {
  const began = performance.now();
  const { status, body, headers } = await asked;
  return { status, code: body.code, after: headers.get('retry-after'), ms: performance.now() - began };
};
const submit = (at: number) => {
  const unitId = stack.inside[at]?.id ?? '';
  const token = stack.token('unit-head', { unitId });
  return timed(stack.call('POST', commandsPath(cycleId, unitId), token, bodies.submit('q1Plan')));
};
const read = () => timed(stack.call('GET', `/cycles/${cycleId}/decisions`, stack.token('administrator')));

describe('readers that hold all connections of theirs', () => {
  it('keep no command waiting, and whoever comes after them is told within the bound to come again', async () => {
    const owner = new pg.Client({ connectionString: stack.ownerUrl });
    await owner.connect();
    try {
      await submit(0);
      await owner.query('BEGIN; LOCK TABLE decision_document IN ACCESS EXCLUSIVE MODE');
      const held = Array.from({ length: READ_CONNECTIONS }, read);
      await untilWaiting(owner, READ_CONNECTIONS);
      const more = Array.from({ length: QUEUE.atMost + 3 }, read);
      const commands = await Promise.all([submit(1), submit(2), submit(3)]);
      expect(commands.map(({ status }) => status)).toEqual([200, 200, 200]);
      const refused = await Promise.all(more);
      for (const { status, code, after, ms } of refused) {
        expect({ status, code, after }).toEqual({ status: 503, code: 'SYSTEM.BUSY', after: '3' });
        expect(ms).toBeLessThan(QUEUE.waitMs + 2_000);
      }
      // Who found the queue full did not wait for anything.
      const [soonest] = refused.map(({ ms }) => ms).sort((a, b) => a - b);
      expect(soonest).toBeLessThan(QUEUE.waitMs);
      await owner.query('COMMIT');
      expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
      expect((await read()).status).toBe(200);
    } finally {
      await owner.end();
    }
  });
});

/** Until so many readers wait for the lock. */
async function untilWaiting(client: pg.Client, readers: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'decision_document'::regclass`,
    );
    if (rows[0]?.n === readers) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the readers do not wait for the lock');
}
