import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { shown, shownBy } from '../support/shown-metrics.js';
import { type Answer, type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath } from '../support/unit-year-driver.js';

/** What an operator relies on: nobody's work stops another's, and what the processes do can be seen. */
const QUEUE = { atMost: 3, waitMs: 700 };
const READ_CONNECTIONS = 2;
let stack: Stack;
let cycleId: string;
let temporalPort: number;

beforeAll(async () => {
  // Below the ports that connections take by themselves while the stack starts.
  temporalPort = 20_000 + (process.pid % 10_000);
  stack = await startStack({
    settings: {
      api: {
        DATABASE_READ_POOL_SIZE: String(READ_CONNECTIONS),
        DATABASE_QUEUE_SIZE: String(QUEUE.atMost),
        DATABASE_QUEUE_WAIT_MS: String(QUEUE.waitMs),
        ANTQ_METRICS_PORT: '0',
      },
      cycle: { ANTQ_METRICS_PORT: '0', ANTQ_TEMPORAL_METRICS_PORT: String(temporalPort) },
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

const STEPS = ['receipt', 'lock', 'rules', 'judge', 'write', 'commit'];

describe('what a process shows of itself', () => {
  it('counts the steps, statements and seconds of a command, and the request under its route', async () => {
    const route = 'method="POST",route="/cycles/{cycleId}/units/{unitId}/commands",status="200"';
    const value = (all: ReadonlyMap<string, number>, name: string) => all.get(name) ?? 0;
    const before = await shownBy(stack.api);
    expect((await submit(4)).status).toBe(200);
    const after = await eventually(async () => {
      const all = await shownBy(stack.api);
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
    expect(statements).toEqual({ receipt: 2, lock: 2, rules: 2, judge: 1, write: 9, commit: 1 });
    expect(more('antq_command_step_seconds_sum{step="write"}')).toBeGreaterThan(0);
    expect(more('antq_pool_wait_seconds_count{pool="commands",end="had"}')).toBe(1);
    expect(value(after, 'antq_pool_wait_seconds_count{pool="reads",end="refused"}')).toBeGreaterThan(0);
    expect(after.get('antq_pool_waiting{pool="commands"}')).toBe(0);
    expect(after.has('process_cpu_seconds_total')).toBe(true);
  });

  it('tells how far runs lag, and forgets it once they have heard', async () => {
    await eventually(async () => {
      const all = await shownBy(stack.api);
      return all.get('antq_carry_waiting') === 0 && all.get('antq_carry_lag_seconds') === 0
        ? true
        : undefined;
    });
  });

  it('names no unit, no cycle and no account, however long it works', async () => {
    const unserved = `/cycles/${cycleId}/khong-co`;
    await stack.call('GET', unserved, stack.token('administrator'));
    const names = [...(await shownBy(stack.api)).keys()].join('\n');
    expect(names).toContain('method="other",route="none",status="404"');
    for (const word of [cycleId, stack.inside[4]?.id ?? '', 'khong-co']) expect(names).not.toContain(word);
  });

  it('holds for the worker and its part of Temporal, too', async () => {
    const worker = await shownBy(stack.cycleWorker);
    expect(worker.get('antq_pool_wait_seconds_count{pool="worker",end="had"}')).toBeGreaterThan(0);
    const temporal = [...(await shown(temporalPort)).keys()];
    expect(temporal.some((name) => name.startsWith('temporal_workflow_task'))).toBe(true);
  });
});

/** Lines of a log that speak of a trace. */
const linesOf = (log: string, trace: string) =>
  log
    .split('\n')
    .filter((line) => line.includes(trace))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('one trace', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

  it('goes from the request through its command to its run, its mail and every log', async () => {
    const unitId = stack.inside[5]?.id ?? '';
    const token = stack.token('unit-head', { unitId });
    const sent = await stack.call('POST', commandsPath(cycleId, unitId), token, bodies.submit('q1Plan'), {
      headers: { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
    });
    expect([sent.status, sent.headers.get('trace-id')]).toEqual([200, TRACE]);
    const commandId = sent.body.id;
    const rows = await stack.query(
      `SELECT 'command' AS row, id::text FROM command WHERE trace = $1
       UNION ALL SELECT 'message', key FROM message WHERE trace = $1 ORDER BY 1`,
      [TRACE],
    );
    expect(rows).toEqual([
      { row: 'command', id: commandId },
      { row: 'message', id: `receipt/${commandId}` },
    ]);
    const heard = await eventually(() => Promise.resolve(linesOf(stack.cycleWorker.log, TRACE)[0]));
    expect(heard).toMatchObject({ msg: 'command.heard', commandId, outcome: 'applied' });
    const mailed = await eventually(() => Promise.resolve(linesOf(stack.mailWorker.log, TRACE)[0]));
    expect(mailed).toMatchObject({ msg: 'mail.answered', outcome: 'accepted' });
    const mails = await Promise.all(stack.smtp.mails().map(({ id }) => stack.smtp.raw(id)));
    expect(
      mails.filter((raw) => raw?.toString().toLowerCase().includes(`x-antq-trace: ${TRACE}`)),
    ).toHaveLength(1);
  });

  it('is noted with who asked for what and what the answer was, and with nothing of the content', async () => {
    const [unitId = '', reason] = [stack.inside[5]?.id, 'Lý do của riêng ai'];
    const token = stack.token('unit-head', { unitId });
    const path = commandsPath(cycleId, unitId);
    const body = { kind: 'withdraw', stage: 'q1Plan', reason };
    const [account] = await stack.query('SELECT actor_id FROM command WHERE trace = $1', [TRACE]);
    const done = await stack.call('POST', `${path}?dryRun=true`, token, body);
    const trace = done.headers.get('trace-id') ?? '';
    expect([done.status, trace]).toEqual([200, expect.stringMatching(/^[0-9a-f]{32}$/)]);
    const noted = (of: string) => eventually(() => Promise.resolve(linesOf(stack.api.log, of)[0]));
    expect(await noted(trace)).toMatchObject({
      msg: 'request.answered',
      account: account?.['actor_id'],
      method: 'POST',
      route: '/cycles/{cycleId}/units/{unitId}/commands',
      ids: { cycleId, unitId },
      status: 200,
      ms: expect.any(Number),
    });
    const stranger = await stack.call('GET', `/cycles/${cycleId}/units/${unitId}`, 'antq_none');
    const refused = await noted(stranger.headers.get('trace-id') ?? '-');
    expect(refused).toMatchObject({ status: 401, route: '/cycles/{cycleId}/units/{unitId}' });
    expect(Object.keys(refused)).not.toContain('ids');
    for (const secret of [reason, token, 'dryRun', 'antq_none']) expect(stack.api.log).not.toContain(secret);
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
