import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Answer } from '../support/stack.js';
import { type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath } from '../support/unit-year-driver.js';
import { atLeast, atMost, measured, NO_LIMITS, percentile } from './figures.js';
import { SameStatements } from './same-statements.js';

/** What a person waits for who hands something in: alone, among others, and at a deadline. */
jest.setTimeout(900_000);

let stack: Stack;
let cycleId: string;
const turns = new Map<string, number>();

beforeAll(async () => {
  stack = await startStack({ units: 400, settings: { api: NO_LIMITS } });
  cycleId = await stack.openRehearsal(2027);
});

afterAll(() => stack?.dispose());

/** What a unit does next: it hands in and takes back in turn. */
function nextBody(unitId: string) {
  const turn = turns.get(unitId) ?? 0;
  turns.set(unitId, turn + 1);
  return turn % 2 === 0
    ? bodies.submit('q1Plan')
    : ({ kind: 'withdraw', stage: 'q1Plan', reason: 'Nhầm' } as const);
}

/** Each unit hands in and takes back in turn, so that it may go on for ever. */
async function act(unitId: string): Promise<Answer> {
  const token = stack.token('unit-head', { unitId });
  return stack.call('POST', commandsPath(cycleId, unitId), token, nextBody(unitId));
}

/** Sends at a steady rate; each wait counts from the instant at which it was to be sent. */
async function steadily(perSecond: number, seconds: number) {
  const started = performance.now();
  const sent = Array.from({ length: perSecond * seconds }, async (_, at) => {
    const due = started + (at * 1_000) / perSecond;
    await delay(due - performance.now());
    const { id } = stack.inside[at % stack.inside.length] ?? { id: '' };
    const { status } = await act(id);
    return { status, ms: performance.now() - due };
  });
  const answers = await Promise.all(sent);
  const lastAnswerAt = performance.now();
  const waits = answers.map(({ ms }) => ms);
  return {
    failed: answers.filter(({ status }) => status !== 200).length,
    answers: [...new Set(answers.map(({ status }) => status))].sort().join(', '),
    p50: percentile(waits, 0.5),
    p95: percentile(waits, 0.95),
    carriedAfter: await untilCarried(lastAnswerAt),
  };
}

/** Seconds until every run has heard of everything. */
async function untilCarried(since: number): Promise<number> {
  for (;;) {
    const [row] = await stack.query(
      `SELECT count(*)::int AS n FROM command WHERE carried_at IS NULL AND status <> 'refused'`,
    );
    if (row?.['n'] === 0) return Math.round((performance.now() - since) / 100) / 10;
    await delay(250);
  }
}

/** One after the other; the first twenty warm the API up. */
async function oneByOne(pauseMs: number): Promise<{ readonly p50: number; readonly p95: number }> {
  const waits: number[] = [];
  for (const [at, { id }] of stack.inside.slice(0, 120).entries()) {
    const started = performance.now();
    expect((await act(id)).status).toBe(200);
    if (at >= 20) waits.push(performance.now() - started);
    await delay(pauseMs);
  }
  await untilCarried(performance.now());
  return { p50: percentile(waits, 0.5), p95: percentile(waits, 0.95) };
}

it('alone, with the run of the one before told', async () => {
  const { p50, p95 } = await oneByOne(200);
  measured([
    { name: 'một mình, p50', value: p50, unit: 'ms' },
    { name: 'một mình, p95', value: p95, unit: 'ms', bar: atMost(p95, 40, 'ms') },
  ]);
});

it('one right after the other', async () => {
  const { p50, p95 } = await oneByOne(0);
  measured([
    { name: 'nối tiếp nhau, p50', value: p50, unit: 'ms' },
    { name: 'nối tiếp nhau, p95', value: p95, unit: 'ms' },
  ]);
});

/** Units of communes of their own: what is noted of two of one commune could not be sent side by side. */
function oneOfEachCommune(): readonly string[] {
  const byCommune = new Map(
    stack.inside.map(({ id, communeCode, managedBy }) => [`${communeCode} ${managedBy}`, id]),
  );
  return [...byCommune].filter(([of]) => of.endsWith(' xa')).map(([, id]) => id);
}

/** As many at once as keep the door busy. */
const AT_ONCE = 8;
const ROUNDS = 6;

/** By the API, as many at once as there are connections beside; answers how many a second. */
async function byTheApi(units: readonly string[]): Promise<number> {
  const waiting = [...units];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
        expect((await act(unit)).status).toBe(200);
      }
    }),
  );
  return (units.length / (performance.now() - started)) * 1_000;
}

it('beside the same statements sent by the bare driver', async () => {
  const units = oneOfEachCommune();
  const half = Math.floor(units.length / 2);
  const bare = await SameStatements.open(stack.appUrl, AT_ONCE);
  const rounds: { readonly door: number; readonly plain: number }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const sent = [];
      for (const unit of units.slice(0, half)) sent.push(await bare.sentFor(cycleId, unit, nextBody(unit)));
      const plain = await bare.send(sent);
      const door = await byTheApi(units.slice(half));
      await untilCarried(performance.now());
      rounds.push({ door, plain });
    }
  } finally {
    await bare.close();
  }
  const shares = rounds.map(({ door, plain }) => (100 * door) / plain);
  const share = percentile(shares, 0.5);
  measured([
    {
      name: `cửa nhận, ${AT_ONCE} lượt một lúc`,
      value: percentile(
        rounds.map(({ door }) => door),
        0.5,
      ),
      unit: '/s',
    },
    {
      name: 'cùng các câu lệnh, gửi thẳng bằng pg',
      value: percentile(
        rounds.map(({ plain }) => plain),
        0.5,
      ),
      unit: '/s',
    },
    {
      name: `bằng (${ROUNDS} vòng xen kẽ, ${Math.round(Math.min(...shares))} đến ${Math.round(Math.max(...shares))} %)`,
      value: share,
      unit: '%',
      bar: atLeast(share, 40, '%'),
    },
  ]);
});

it.each([
  { perSecond: 20, seconds: 30 },
  { perSecond: 100, seconds: 60 },
])('$perSecond a second for $seconds s', async ({ perSecond, seconds }) => {
  const { failed, answers, p50, p95, carriedAfter } = await steadily(perSecond, seconds);
  const name = `${perSecond}/giây`;
  measured([
    { name: `${name}, p50`, value: p50, unit: 'ms' },
    {
      name: `${name}, p95`,
      value: p95,
      unit: 'ms',
      ...(perSecond === 20 ? { bar: atMost(p95, 150, 'ms') } : {}),
    },
    {
      name: `${name}, không thành (các mã: ${answers})`,
      value: failed,
      unit: '',
      bar: atMost(failed, 0, ''),
    },
    { name: `${name}, mọi tiến trình biết sau`, value: carriedAfter, unit: 's' },
  ]);
});
