import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { CycleAnswer, OpenCycleAnswer } from '#libs/contracts';
import { type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath, instantOf } from '../support/unit-year-driver.js';
import { worstWorkbook } from '../support/worst-workbook.js';
import { atMost, measured, NO_LIMITS, percentile } from './figures.js';

/** What others notice of one who has the machine do a great deal. */
jest.setTimeout(900_000);

const UNITS = 5_000;
const LAI_CHAU = '12';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ units: 400, provinces: true, settings: { api: NO_LIMITS } });
});

afterAll(() => stack?.dispose());

async function opened(administrator: string, body: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await stack.call<OpenCycleAnswer>('POST', '/cycles', administrator, body);
  if (answer.status >= 300) throw new Error(`cycle not opened: ${JSON.stringify(answer.body)}`);
  return answer.body.cycle.id;
}

async function isOpen(administrator: string, cycleId: string): Promise<boolean> {
  const { body } = await stack.call<CycleAnswer>('GET', `/cycles/${cycleId}`, administrator);
  return body.state === 'open';
}

it('while one account sends the worst list', async () => {
  const cycleId = await stack.openRehearsal(2026, 'tep-lon', instantOf(2026, '03-10T09:00'));
  const token = stack.token('unit-head', { unitId: stack.inside[0]?.id ?? '' });
  const workbook = Buffer.from(worstWorkbook());
  const waits: number[] = [];
  let left = 3;
  const sending = (async () => {
    for (; left > 0; left -= 1) {
      const answer = await fetch(
        `${stack.apiUrl}/api/v1/cycles/${cycleId}/registers/models/imports?filename=a.xlsx&dryRun=true`,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'idempotency-key': `tep-lon-nhat-${left}`,
            'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          },
          body: workbook,
        },
      );
      expect(answer.status).toBe(422);
    }
  })();
  while (left > 0) {
    const asked = performance.now();
    expect((await fetch(`${stack.apiUrl}/healthz`)).status).toBe(200);
    waits.push(performance.now() - asked);
    await delay(20);
  }
  await sending;
  const longest = Math.round(Math.max(...waits) * 10) / 10;
  measured([
    { name: '/healthz khi có tệp nặng nhất, p95', value: percentile(waits, 0.95), unit: 'ms' },
    {
      name: `/healthz khi có tệp nặng nhất, lâu nhất của ${waits.length} lần`,
      value: longest,
      unit: 'ms',
      bar: atMost(longest, 200, 'ms'),
    },
  ]);
});

it(`while ${UNITS} units of another province open`, async () => {
  const administrator = await stack.account('administrator', { level: 'tinh', provinceCode: LAI_CHAU });
  const cycleId = await opened(administrator, {
    policy: 'national-2025',
    year: 2027,
    province: LAI_CHAU,
    rehearsal: 'ben-canh',
  });
  while (!(await isOpen(administrator, cycleId))) await delay(100);
  const neighbours = await stack.query<{ id: string }>(
    `SELECT unit_id AS id FROM unit_year WHERE cycle_id = $1 AND standing = 'inside' AND unit_kind <> 'body'`,
    [cycleId],
  );
  const heads = await Promise.all(
    neighbours.map(({ id }) => stack.account('unit-head', { level: 'unit', unitId: id })),
  );
  const copies = Math.ceil(UNITS / stack.units.length);
  await stack.query(
    `INSERT INTO unit SELECT (jsonb_populate_record(one, jsonb_build_object('id', one.id || '-' || n))).*
       FROM unit AS one, generate_series(2, ${copies}) AS n WHERE one.province_code = '51'`,
  );
  const waits: number[] = [];
  const ofMany = stack.token('administrator');
  const started = performance.now();
  const opening = await opened(ofMany, { policy: 'quang-ngai-2025', year: 2027, rehearsal: 'nam-nghin' });
  while (!(await isOpen(ofMany, opening))) {
    const [at, turn] = [waits.length % neighbours.length, Math.floor(waits.length / neighbours.length) % 2];
    const body =
      turn === 0 ? bodies.submit('q1Plan') : ({ kind: 'withdraw', stage: 'q1Plan', reason: 'Nhầm' } as const);
    const asked = performance.now();
    const answer = await stack.call(
      'POST',
      commandsPath(cycleId, neighbours[at]?.id ?? ''),
      heads[at] ?? '',
      body,
    );
    expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
    waits.push(performance.now() - asked);
    await delay(100);
  }
  const [{ n: units } = { n: 0 }] = await stack.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM unit_year WHERE cycle_id = $1',
    [opening],
  );
  const p95 = percentile(waits, 0.95);
  measured([
    {
      name: `${units} năm mở xong sau`,
      value: Math.round((performance.now() - started) / 100) / 10,
      unit: 's',
    },
    {
      name: `lượt nộp của tỉnh khác trong lúc đó (${waits.length}), p50`,
      value: percentile(waits, 0.5),
      unit: 'ms',
    },
    {
      name: 'lượt nộp của tỉnh khác trong lúc đó, p95',
      value: p95,
      unit: 'ms',
      bar: atMost(p95, 3_000, 'ms'),
    },
  ]);
});
