import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { withChange } from '#libs/api-client';
import type { BoardAnswer, ChangeEvent } from '#libs/contracts/http';
import { type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath } from '../support/unit-year-driver.js';
import { atMost, measured, NO_LIMITS, percentile } from './figures.js';

/** Five hundred people who watch one board while units hand in. */
jest.setTimeout(600_000);

const WATCHERS = 500;
/** One account may have twenty streams. */
const STREAMS_EACH = 20;
const SECONDS = 60;
const COMMANDS_A_SECOND = 2;

let stack: Stack;
let cycleId: string;
/** Questions for the board, all watchers together. */
let reads = 0;

beforeAll(async () => {
  stack = await startStack({ units: 200, settings: { api: NO_LIMITS } });
  cycleId = await stack.openRehearsal(2027);
});

afterAll(() => stack?.dispose());

/** Follows the board as a page does: reads it once, and takes over what the stream tells. */
class Watcher {
  board: BoardAnswer | undefined;
  /** When the number of each commune's chain was told, by `commune:number`. */
  readonly toldAt = new Map<string, number>();
  private text = '';
  private following: Promise<void> = Promise.resolve();
  private readonly stream;

  constructor(private readonly token: string) {
    this.stream = request(`${stack.apiUrl}/api/v1/cycles/${cycleId}/events`, {
      headers: { authorization: `Bearer ${token}` },
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((opened, failed) => {
      this.stream.once('error', failed);
      this.stream.once('response', (response) => {
        if (response.statusCode !== 200) failed(new Error(`events: ${response.statusCode}`));
        response.setEncoding('utf8').on('data', (chunk: string) => this.hear(chunk));
        // Ended by the end of the bench.
        response.on('error', () => undefined);
        opened();
      });
      this.stream.end();
    });
    await this.read();
  }

  close(): void {
    this.stream.destroy();
  }

  private async read(): Promise<void> {
    reads += 1;
    const { body } = await stack.call<BoardAnswer>('GET', `/cycles/${cycleId}/board`, this.token);
    this.board = body;
  }

  private hear(chunk: string): void {
    const at = performance.now();
    this.text += chunk;
    const frames = this.text.split('\n\n');
    this.text = frames.pop() ?? '';
    for (const frame of frames) {
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (data === undefined) continue;
      const event = JSON.parse(data) as ChangeEvent;
      for (const [area, seq] of Object.entries(event.areas)) this.toldAt.set(`${area}:${seq}`, at);
      this.following = this.following.then(() => this.follow(event));
    }
  }

  private async follow({ board: change }: ChangeEvent): Promise<void> {
    if (change === undefined || this.board === undefined) return;
    this.board = withChange(this.board, change);
    if (this.board === undefined) await this.read();
  }
}

it('are told of a change, and need not ask', async () => {
  const tokens = await Promise.all(
    Array.from({ length: WATCHERS / STREAMS_EACH }, () =>
      stack.account('supervisor', { level: 'tinh', provinceCode: '51' }),
    ),
  );
  const watchers = tokens.flatMap((token) => Array.from({ length: STREAMS_EACH }, () => new Watcher(token)));
  for (const watcher of watchers) await watcher.open();
  const [opened, begun] = [reads, performance.now()];

  const committed: { readonly key: string; readonly at: number }[] = [];
  for (let turn = 0; turn < SECONDS * COMMANDS_A_SECOND; turn += 1) {
    await delay(Math.max(0, begun + (turn * 1_000) / COMMANDS_A_SECOND - performance.now()));
    const unit = stack.inside[turn % stack.inside.length];
    const path = commandsPath(cycleId, unit?.id ?? '');
    const token = stack.token('unit-head', { unitId: unit?.id ?? '' });
    const body =
      Math.floor(turn / stack.inside.length) % 2 === 0
        ? bodies.submit('q1Plan')
        : { kind: 'withdraw', stage: 'q1Plan', reason: 'Nhầm' };
    expect((await stack.call('POST', path, token, body)).status).toBe(200);
    const at = performance.now();
    const [head] = await stack.query<{ seq: number }>(
      'SELECT seq FROM audit_head WHERE cycle_id = $1 AND area_code = $2',
      [cycleId, unit?.communeCode],
    );
    committed.push({ key: `${unit?.communeCode}:${head?.seq}`, at });
  }
  await delay(1_000);
  const minutes = (performance.now() - begun) / 60_000;

  const final = await stack.call<BoardAnswer>('GET', `/cycles/${cycleId}/board`, tokens[0] ?? '');
  for (const { board } of watchers) expect({ ...board, now: '' }).toEqual({ ...final.body, now: '' });
  const waits = watchers.flatMap(({ toldAt }) =>
    committed.map(({ key, at }) => Math.max(0, (toldAt.get(key) ?? Number.POSITIVE_INFINITY) - at)),
  );
  for (const watcher of watchers) watcher.close();
  const p95 = percentile(waits, 0.95);
  const asked = Math.round(((reads - opened) / WATCHERS / minutes) * 100) / 100;
  measured([
    { name: 'từ trả lời người nộp đến 500 người xem, p50', value: percentile(waits, 0.5), unit: 'ms' },
    {
      name: 'từ trả lời người nộp đến 500 người xem, p95',
      value: p95,
      unit: 'ms',
      bar: atMost(p95, 250, 'ms'),
    },
    { name: 'lượt hỏi lại của một người mỗi phút', value: asked, unit: '', bar: atMost(asked, 1, '') },
  ]);
});
