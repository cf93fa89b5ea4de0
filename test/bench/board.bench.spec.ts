import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, it, jest } from '@jest/globals';
import pg from 'pg';
import { CycleRules, RegisterCommand } from '#libs/application';
import { createDataSource, type Database, PostgresUnitOfWork } from '#libs/persistence';
import { faultsAt } from '../support/faults.js';
import { type Stack, startStack } from '../support/stack.js';
import { bodies } from '../support/unit-year-driver.js';
import { atLeast, atMost, measured, NO_LIMITS, percentile } from './figures.js';

/** One cycle of the whole country's size: what a supervisor waits for while units hand in. */
jest.setTimeout(900_000);

const COMMUNES = 3_321;
const UNITS_EACH = 30;
const COMMANDS_A_SECOND = 50;
const SECONDS = 30;
/** As many connections as the writers have. */
const AT_ONCE = 8;
const LOOKS_A_SECOND = 5;

let stack: Stack;
let cycleId: string;
let source: Database;
let database: pg.Client;

beforeAll(async () => {
  stack = await startStack({ units: 12, settings: { api: NO_LIMITS } });
  cycleId = await stack.openRehearsal(2027);
  source = createDataSource({ url: stack.appUrl, poolSize: AT_ONCE, applicationName: 'antq-bench' });
  database = new pg.Client({ connectionString: stack.ownerUrl });
  await Promise.all([source.initialize(), database.connect()]);
  await multiply();
});

afterAll(async () => {
  await Promise.all([source?.destroy(), database?.end()]);
  await stack?.dispose();
});

const unitOfWork = () => new PostgresUnitOfWork(source, 'antq.example.test');

/** Makes of one unit as many as the country has communes and some thirty in each, with rows as the opening writes them. */
async function multiply(): Promise<void> {
  const template = stack.inside.find(({ managedBy }) => managedBy === 'xa')?.id ?? '';
  const numbers = `generate_series(1, ${COMMUNES}) AS c, generate_series(1, ${UNITS_EACH}) AS u`;
  const code = `'B' || lpad(c::text, 4, '0')`;
  const kind = `(ARRAY['co-quan', 'co-so-giao-duc', 'doanh-nghiep'])[1 + u % 3]`;
  const copies = (table: string, changes: string, where: string) =>
    `INSERT INTO ${table}
     SELECT (jsonb_populate_record(one, jsonb_build_object(${changes}))).* FROM ${table} AS one, ${numbers} WHERE ${where}`;
  const unitId = `${code} || '-' || u`;
  await database.query(
    `INSERT INTO area (code, kind, name, name_search, admin_kind, parent_code)
     SELECT ${code}, 'xa', 'Xã số ' || c, 'xa so ' || c, 'xã', '51' FROM generate_series(1, ${COMMUNES}) AS c`,
  );
  await database.query(
    copies('unit', `'id', ${unitId}, 'commune_code', ${code}, 'kind', ${kind}`, `one.id = '${template}'`),
  );
  const ofYear = `'unit_id', ${unitId}, 'commune_code', ${code}, 'unit_kind', ${kind}`;
  for (const table of ['unit_year', 'unit_stage']) {
    const where = `one.cycle_id = '${cycleId}' AND one.unit_id = '${template}'`;
    await database.query(copies(table, ofYear, where));
  }
  await database.query(
    `INSERT INTO audit_head (cycle_id, area_code, seq, hash)
     SELECT $1, ${code}, 1, repeat('0', 64) FROM generate_series(1, ${COMMUNES}) AS c`,
    [cycleId],
  );
  await unitOfWork().inTransaction((records) =>
    records.counters.recount(cycleId, '2027-01-04T02:00:00.000Z'),
  );
  await database.query('ANALYZE');
}

/** Units that hand in at a steady rate, by the transaction function itself; answers how long each took. */
async function handIn(until: () => boolean): Promise<number[]> {
  const register = new RegisterCommand(unitOfWork(), new CycleRules(), faultsAt());
  const took: number[] = [];
  const running = new Set<Promise<void>>();
  const started = performance.now();
  for (let at = 0; !until(); at += 1) {
    await delay(Math.max(0, started + (at * 1_000) / COMMANDS_A_SECOND - performance.now()));
    // A machine that cannot keep up hands in as fast as it can; how fast that was is told.
    if (running.size >= AT_ONCE) await Promise.race(running);
    const commune = `B${String(1 + ((at * 7) % COMMUNES)).padStart(4, '0')}`;
    const unitId = `${commune}-${1 + (Math.floor(at / COMMUNES) % UNITS_EACH)}`;
    const handing = (async () => {
      const begun = performance.now();
      const actor = {
        ...{ actorId: randomUUID(), name: 'Thủ trưởng', role: 'unit-head' as const },
        scope: { level: 'unit', unitId },
      } as const;
      const { command } = await register.execute(actor, {
        ...{ cycleId, unitId, idempotencyKey: randomUUID(), body: bodies.submit('q1Plan') },
      });
      if (command.status !== 'applied') throw new Error(`${unitId}: ${command.status}`);
      // These units have no runs that could hear of it.
      await source.query('UPDATE command SET carried_at = clock_timestamp() WHERE id = $1', [command.id]);
      took.push(performance.now() - begun);
    })();
    running.add(handing);
    void handing.finally(() => running.delete(handing));
  }
  await Promise.all(running);
  return took;
}

interface Look {
  readonly ms: number;
  readonly bytes: number;
}

/** How long the whole answer takes to arrive, as bytes. */
async function looks(times: number, everyMs = 0): Promise<Look[]> {
  const url = `${stack.apiUrl}/api/v1/cycles/${cycleId}/board`;
  const workerData = { url, token: stack.token('supervisor'), everyMs, times };
  const worker = new Worker(new URL('./looks.mjs', import.meta.url), { workerData });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

it('is answered while fifty units a second hand in', async () => {
  await looks(10);
  const quiet = (await looks(30)).map(({ ms }) => ms);

  let isOver = false;
  const started = performance.now();
  const handing = handIn(() => isOver);
  const seen = await looks(SECONDS * LOOKS_A_SECOND, 1_000 / LOOKS_A_SECOND);
  const waits = seen.map(({ ms }) => ms);
  const bytes = seen.at(-1)?.bytes ?? 0;
  // At the same time as the board was, beside the same writers.
  const grouped: number[] = [];
  for (let time = 0; time < 10; time += 1) {
    const begun = performance.now();
    await database.query(
      `SELECT commune_code, stage, level, counted, due_day, count(*) FROM unit_stage
        WHERE cycle_id = $1 AND standing = 'inside' AND in_pack GROUP BY 1, 2, 3, 4, 5`,
      [cycleId],
    );
    grouped.push(performance.now() - begun);
  }
  isOver = true;
  const took = await handing;
  const [p95, plain] = [percentile(waits, 0.95), percentile(grouped, 0.5)];
  const times = Math.round((plain / percentile(waits, 0.5)) * 10) / 10;
  measured([
    { name: 'cỡ của câu trả lời', value: Math.round(bytes / 1_024), unit: 'KiB' },
    { name: 'khi yên, p95', value: percentile(quiet, 0.95), unit: 'ms' },
    { name: 'khi có 50 lượt nộp/giây, p50', value: percentile(waits, 0.5), unit: 'ms' },
    { name: 'khi có 50 lượt nộp/giây, p95', value: p95, unit: 'ms', bar: atMost(p95, 20, 'ms') },
    { name: 'GROUP BY trên unit_stage, p50', value: plain, unit: 'ms' },
    { name: 'nhanh hơn GROUP BY', value: times, unit: '×', bar: atLeast(times, 5, '×') },
    { name: 'lượt nộp, p50', value: percentile(took, 0.5), unit: 'ms' },
    {
      name: 'lượt nộp',
      value: Math.round((took.length / (performance.now() - started)) * 1_000),
      unit: '/s',
    },
  ]);
});
