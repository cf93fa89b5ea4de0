import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { withChange } from '#libs/api-client';
import { tokenDigest } from '#libs/application';
import type { BoardAnswer, ExclusionAnswer, Page } from '#libs/contracts';
import { type BoardChange, type ChangeEvent, changeEvent } from '#libs/contracts/http';
import { type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { faultsOf } from '../support/strict.js';
import { applied, driveYears, instantOf, stepsOf } from '../support/unit-year-driver.js';

jest.setTimeout(180_000);

interface Told {
  readonly id: string;
  readonly areas: Readonly<Record<string, number>>;
  readonly board?: BoardChange;
  readonly at: number;
}

/** One open event stream, read as it comes. */
class Reader {
  readonly events: Told[] = [];
  isEnded = false;
  private readonly abort = new AbortController();

  constructor(readonly response: Response) {
    void this.read();
  }

  static async open(cycleId: string, token: string, lastEventId?: string): Promise<Reader> {
    const abort = new AbortController();
    const response = await fetch(`${stack.apiUrl}/api/v1/cycles/${cycleId}/events`, {
      signal: abort.signal,
      headers: {
        authorization: `Bearer ${token}`,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
    });
    const reader = new Reader(response);
    reader.abort.signal.addEventListener('abort', () => {
      abort.abort();
    });
    readers.push(reader);
    return reader;
  }

  close(): void {
    this.abort.abort();
  }

  async until(isDone: () => boolean, timeoutMs: number): Promise<boolean> {
    const end = performance.now() + timeoutMs;
    while (!isDone() && performance.now() < end) await delay(10);
    return isDone();
  }

  private async read(): Promise<void> {
    let text = '';
    try {
      for await (const chunk of this.response.body ?? []) {
        text += Buffer.from(chunk as Uint8Array).toString('utf8');
        const frames = text.split('\n\n');
        text = frames.pop() ?? '';
        for (const frame of frames) {
          const found = /^event: change\nid: (\d+)\ndata: (.*)$/.exec(frame);
          if (found === null) continue;
          const told = JSON.parse(found[2] ?? '') as ChangeEvent;
          faults.push(...faultsOf(changeEvent, told));
          const { areas, board } = told;
          this.events.push({ id: found[1] ?? '', areas, board, at: performance.now() });
        }
      }
    } catch {
      // Ended by whoever closed it.
    }
    this.isEnded = true;
  }
}

let stack: Stack;
let unit: SampleUnit;
let neighbour: SampleUnit;
let cycleId: string;
const readers: Reader[] = [];
/** Where an event was not as the contract has it. */
const faults: string[] = [];
const supervisor = () => stack.account('supervisor', { level: 'tinh', provinceCode: '51' });
const board = async (token: string, query = '') =>
  (await stack.call<BoardAnswer>('GET', `/cycles/${cycleId}/board${query}`, token)).body;

/** Ends the connections that listen for changes, as their server's administrator; answers how many. */
async function cutListeners(): Promise<number> {
  const database = new pg.Client({ connectionString: stack.adminUrl });
  await database.connect();
  try {
    const { rowCount } = await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN antq_audit'`,
    );
    return rowCount ?? 0;
  } finally {
    await database.end();
  }
}

beforeAll(async () => {
  stack = await startStack();
  const ofCommune = stack.inside.filter(({ judgedBy, managedBy }) => judgedBy === 'xa' && managedBy === 'xa');
  unit = ofCommune[0] as SampleUnit;
  neighbour = ofCommune.find(({ communeCode }) => communeCode !== unit.communeCode) as SampleUnit;
  cycleId = await stack.openRehearsal(2026, 'xem', instantOf(2026, '03-10T09:00'));
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(async () => {
  await stack.dispose();
  expect(faults).toEqual([]);
});

describe('who watches a cycle', () => {
  it('is told within a second of a command, with the sum that the board then has', async () => {
    const token = await supervisor();
    const reader = await Reader.open(cycleId, token);
    expect(reader.response.headers.get('content-type')).toContain('text/event-stream');
    expect(await reader.until(() => reader.events.length > 0, 1_000)).toBe(true);
    const before = await board(token);
    expect(reader.events[0]?.id).toBe(String(before.seq));

    await applied(stack, await stepsOf(stack, cycleId, unit.id).submit('q1Plan'));
    const isTold = () =>
      reader.events.some(({ areas }) => areas[unit.communeCode] !== undefined && areas['51'] === undefined);
    expect(await reader.until(isTold, 1_000)).toBe(true);
    const after = await board(token);
    expect(Number(reader.events.at(-1)?.id)).toBe(after.seq);
    expect(after.seq).toBeGreaterThan(before.seq);
    const done = (answer: BoardAnswer) =>
      answer.total[answer.columns.findIndex(({ stage }) => stage === 'q1Plan')]?.done;
    expect([done(before), done(after)]).toEqual([0, 1]);
    // Who has the board of before needs no other one.
    const changes = reader.events.flatMap((event) => event.board ?? []);
    const followed = changes.reduce<BoardAnswer | undefined>(
      (known, change) => known && withChange(known, change),
      before,
    );
    expect({ ...followed, now: after.now }).toEqual(after);
  });

  it('is told nothing again that the last event told, and all that came since', async () => {
    const token = await supervisor();
    const { seq } = await board(token);
    const knows = await Reader.open(cycleId, token, String(seq));
    await delay(500);
    expect(knows.events).toEqual([]);
    const missed = await Reader.open(cycleId, token, String(seq - 1));
    expect(await missed.until(() => missed.events.length > 0, 1_000)).toBe(true);
    expect(missed.events[0]?.id).toBe(String(seq));
  });

  it('of one commune is told nothing of another, nor counts it', async () => {
    const token = await stack.account('supervisor', { level: 'xa', communeCode: neighbour.communeCode });
    const reader = await Reader.open(cycleId, token);
    await applied(stack, await stepsOf(stack, cycleId, unit.id).submit('registration'));
    await delay(700);
    const told = new Set(reader.events.flatMap(({ areas }) => Object.keys(areas)));
    expect([...told].filter((area) => area !== neighbour.communeCode)).toEqual([]);
    const before = reader.events.length;
    await applied(stack, await stepsOf(stack, cycleId, neighbour.id).submit('registration'));
    expect(await reader.until(() => reader.events.length > before, 1_000)).toBe(true);
    const own = await board(token);
    expect(own.communes.map(({ code }) => code)).toEqual([neighbour.communeCode]);
    expect(own.commune?.code).toBe(neighbour.communeCode);
    expect(reader.events.at(-1)?.id).toBe(String(own.seq));
    const foreign = await stack.call('GET', `/cycles/${cycleId}/board?commune=${unit.communeCode}`, token);
    expect([foreign.status, foreign.body.code]).toEqual([404, 'AREA.UNKNOWN']);
  });

  it('is sent away within half a minute after the token was revoked', async () => {
    const token = await supervisor();
    const stays = await Reader.open(cycleId, await supervisor());
    const reader = await Reader.open(cycleId, token);
    await stack.query('UPDATE api_token SET revoked_at = now() WHERE digest = $1', [tokenDigest(token)]);
    expect(await reader.until(() => reader.isEnded, 31_000)).toBe(true);
    expect(stays.isEnded).toBe(false);
  });

  it('is still told when the listening connection was cut', async () => {
    const reader = await Reader.open(cycleId, await supervisor());
    await reader.until(() => reader.events.length > 0, 1_000);
    expect(await cutListeners()).toBe(1);
    const before = reader.events.length;
    await applied(stack, await stepsOf(stack, cycleId, unit.id).giveBack('q1Plan'));
    expect(await reader.until(() => reader.events.length > before, 6_000)).toBe(true);
  });
});

describe('what a board and its lists say', () => {
  it('is answered again only where it has changed, and of past days by the clock of the cycle', async () => {
    const token = await supervisor();
    const ask = (query: string, headers: Record<string, string> = {}) =>
      fetch(`${stack.apiUrl}/api/v1/cycles/${cycleId}/board${query}`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
      });
    const { now, pastFrom } = await board(token);
    const opened = pastFrom ?? '';
    const first = await ask(`?asOf=${opened}`);
    expect([first.status, ((await first.json()) as BoardAnswer).asOf]).toEqual([200, opened]);
    const again = await ask(`?asOf=${opened}`, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([
      304,
      '',
      first.headers.get('etag'),
    ]);
    const codeOf = async (day: string) => {
      const answer = await ask(`?asOf=${day}`);
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    expect(await codeOf('2026-02-30')).toEqual([400, 'INPUT.INVALID']);
    expect(await codeOf(`${Number(now.slice(0, 4)) + 1}-12-31`)).toEqual([422, 'BOARD.DAY_AHEAD']);
    expect(await codeOf('2001-01-01')).toEqual([422, 'BOARD.BEFORE_OPENING']);
  });

  it('agrees with the units as they stand, also by kind', async () => {
    const token = await supervisor();
    const whole = await board(token);
    expect(whole.units).toEqual({
      inside: stack.inside.length,
      outside: stack.units.length - stack.inside.length,
    });
    expect(
      whole.total.map(
        ({ done, working, returned, overdue, pastSuggested = 0, notSubmitted, ahead }) =>
          done + working + returned + overdue + pastSuggested + notSubmitted + ahead,
      ),
    ).toEqual(whole.columns.map(() => stack.inside.length));
    for (const [index, cell] of whole.total.entries()) {
      const sum = (name: 'done' | 'working' | 'returned' | 'ahead') =>
        whole.communes.reduce((total, { cells }) => total + (cells[index]?.[name] ?? 0), 0);
      expect([sum('done'), sum('working'), sum('returned'), sum('ahead')]).toEqual([
        cell.done,
        cell.working,
        cell.returned,
        cell.ahead,
      ]);
    }
    const kinds = await Promise.all(
      ['co-quan', 'co-so-giao-duc', 'doanh-nghiep'].map((kind) => board(token, `?kind=${kind}`)),
    );
    expect(kinds.reduce((total, { units }) => total + units.inside, 0)).toBe(stack.inside.length);
    expect(kinds.map(({ bodies }) => bodies)).toEqual([[], [], []]);
  });

  it('counts the papers that offices owe, and names the places that are past its day', async () => {
    await stack.setClock(cycleId, instantOf(2026, '04-01T09:00'));
    const { bodies } = await board(await supervisor());
    const plan = bodies.find(({ stage }) => stage === 'communePlan');
    const communes = new Set(stack.units.map(({ communeCode }) => communeCode));
    // No document orders the commune's plan, so nobody is past a day with it.
    expect([plan?.overdue, plan?.late, plan?.pastSuggested]).toEqual([0, [], undefined]);
    expect(plan?.working).toBeGreaterThanOrEqual(communes.size);
    expect(bodies.find(({ stage }) => stage === 'provinceReport')).toMatchObject({
      ahead: 1,
      overdue: 0,
      late: [],
    });
  });

  it('lists who handed nothing in with the class and the rule, to whom it concerns', async () => {
    await driveYears(stack, cycleId, [{ unitId: neighbour.id, scenario: 'notSubmitted', after: '04-01' }]);
    const listOf = async (token: string) =>
      (await stack.call<Page<ExclusionAnswer>>('GET', `/cycles/${cycleId}/exclusions`, token)).body.items;
    const [only, ...others] = await listOf(await supervisor());
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      unitId: neighbour.id,
      notSubmitted: true,
      class: { key: 'yeu', name: 'Yếu', assumed: true },
      status: 'binding',
    });
    expect(only?.reason).toContain('Không xét thi đua, khen thưởng');
    expect(only?.source).toContain('Kế hoạch 33/KH-UBND ngày 21/8/2025');
    expect(await listOf(stack.token('unit-head', { unitId: neighbour.id }))).toHaveLength(1);
    expect(await listOf(stack.token('unit-head', { unitId: unit.id }))).toEqual([]);
  });
});

describe('the end of the service', () => {
  it('closes the streams and does not wait for those who watch', async () => {
    const reader = await Reader.open(cycleId, await supervisor());
    await reader.until(() => reader.events.length > 0, 1_000);
    const began = performance.now();
    await stack.api.kill('SIGTERM');
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await reader.until(() => reader.isEnded, 1_000)).toBe(true);
  });
});
