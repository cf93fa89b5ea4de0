import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freePort } from '#infra/local';
import { eventually } from '../support/eventually.js';
import { type Answer, type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath } from '../support/unit-year-driver.js';

/** What an operator relies on: nobody's work stops another's, and what the processes do can be seen. */
const QUEUE = { atMost: 3, waitMs: 700 };
const READ_CONNECTIONS = 2;
let stack: Stack;
let cycleId: string;
const ports = { api: 0, cycle: 0, temporal: 0 };

beforeAll(async () => {
  for (const name of ['api', 'cycle', 'temporal'] as const) ports[name] = await freePort();
  stack = await startStack({
    settings: {
      api: {
        DATABASE_READ_POOL_SIZE: String(READ_CONNECTIONS),
        DATABASE_QUEUE_SIZE: String(QUEUE.atMost),
        DATABASE_QUEUE_WAIT_MS: String(QUEUE.waitMs),
        ANTQ_METRICS_PORT: String(ports.api),
      },
      cycle: { ANTQ_METRICS_PORT: String(ports.cycle), ANTQ_TEMPORAL_METRICS_PORT: String(ports.temporal) },
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

/** What a process shows, by name and labels. */
async function shown(port: number): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    ]),
  );
}

const STEPS = ['receipt', 'lock', 'rules', 'judge', 'write', 'commit'];

describe('what a process shows of itself', () => {
  it('counts the steps, statements and seconds of a command, and the request under its route', async () => {
    const route = 'method="POST",route="/cycles/{cycleId}/units/{unitId}/commands",status="200"';
    const value = (all: ReadonlyMap<string, number>, name: string) => all.get(name) ?? 0;
    const before = await shown(ports.api);
    expect((await submit(4)).status).toBe(200);
    const after = await eventually(async () => {
      const all = await shown(ports.api);
      const name = `antq_http_request_seconds_count{${route}}`;
      return value(all, name) === value(before, name) + 1 ? all : undefined;
    });
    const more = (name: string) => value(after, name) - value(before, name);
    for (const step of STEPS) {
      expect([step, more(`antq_command_step_seconds_count{step="${step}"}`)]).toEqual([step, 1]);
    }
    const statements = Object.fromEntries(
      STEPS.map((step) => [step, more(`antq_command_step_statements_total{step="${step}"}`)]),
    );
    expect(statements).toEqual({ receipt: 3, lock: 3, rules: 2, judge: 1, write: 9, commit: 1 });
    expect(more('antq_command_step_seconds_sum{step="write"}')).toBeGreaterThan(0);
    expect(more('antq_pool_wait_seconds_count{pool="commands",end="had"}')).toBe(1);
    expect(value(after, 'antq_pool_wait_seconds_count{pool="reads",end="refused"}')).toBeGreaterThan(0);
    expect(after.get('antq_pool_waiting{pool="commands"}')).toBe(0);
    expect(after.has('process_cpu_seconds_total')).toBe(true);
  });

  it('tells how far runs lag, and forgets it once they have heard', async () => {
    await eventually(async () => {
      const all = await shown(ports.api);
      return all.get('antq_carry_waiting') === 0 && all.get('antq_carry_lag_seconds') === 0
        ? true
        : undefined;
    });
  });

  it('names no unit, no cycle and no account, however long it works', async () => {
    const unserved = `/cycles/${cycleId}/khong-co`;
    await stack.call('GET', unserved, stack.token('administrator'));
    const names = [...(await shown(ports.api)).keys()].join('\n');
    expect(names).toContain('method="other",route="none",status="404"');
    for (const word of [cycleId, stack.inside[4]?.id ?? '', 'khong-co']) expect(names).not.toContain(word);
  });

  it('holds for the worker and its part of Temporal, too', async () => {
    const worker = await shown(ports.cycle);
    expect(worker.get('antq_pool_wait_seconds_count{pool="worker",end="had"}')).toBeGreaterThan(0);
    const temporal = [...(await shown(ports.temporal)).keys()];
    expect(temporal.some((name) => name.startsWith('temporal_workflow_task'))).toBe(true);
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
