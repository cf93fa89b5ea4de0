import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { runCli } from '../../apps/cli/cli.js';
import type { Host } from '../../apps/cli/host.js';
import { AnswersByContract } from './answers-by-contract.js';

/** A request as the stub has seen it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = { readonly status?: number; readonly body: unknown } | 'hang up' | 'silence';

/** Speaks for the API: answers of one test by method and path, and everything that was asked. */
export const answers = new Map<string, Reply | ((seen: Seen) => Reply)>();
export const requests: Seen[] = [];
const contract = new AnswersByContract();
let server: Server;
let url = '';
let dataDir = '';

/** Where the stub answers, and the folder of the command line in this test. */
export const stubUrl = (): string => url;
export const cliFolder = (): string => dataDir;

/** Has the stub serve the tests of a file; to be called where tests are declared. */
export function answersToTests(): void {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const at = new URL(request.url ?? '/', 'http://stub');
        const seen: Seen = {
          method: request.method ?? '',
          path: at.pathname.replace(/^\/api\/v1/, ''),
          query: Object.fromEntries(at.searchParams),
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        requests.push(seen);
        const found = answers.get(`${seen.method} ${seen.path}`);
        const reply = typeof found === 'function' ? found(seen) : found;
        if (reply === 'hang up') return void request.socket.destroy();
        if (reply === 'silence') return;
        const { status = 200, body } = reply ?? problem(404, 'ROUTE.NOT_FOUND', 'Không có địa chỉ này.');
        response.writeHead(status, { 'content-type': 'application/json' });
        if (typeof body === 'string') return void response.end(body);
        response.end(contract.text(seen.method, seen.path, status, body));
      });
    });
    // A test that is long at its sums must not find its connection closed meanwhile.
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'antq-cli-'));
    answers.clear();
    requests.length = 0;
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
    expect(contract.takeFaults()).toEqual([]);
  });
}

export const problem = (status: number, code: string, detail: string, problems?: unknown) => ({
  status,
  body: { type: 'about:blank', title: 'Từ chối', status, code, detail, problems },
});

/** How a run of the command line ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly string[];
}

/** Runs the command line against the stub. */
export async function antq(
  args: readonly string[],
  more: { settings?: Partial<Host['settings']>; answer?: string; terminal?: boolean } = {},
): Promise<Ended> {
  const told = { out: '', err: '' };
  const asked: string[] = [];
  let clock = 0;
  const code = await runCli(args, {
    settings: { url, token: 'secret', dataDir, plain: true, ...more.settings },
    out: {
      write: (text) => void (told.out += text),
      isTTY: more.terminal ?? false,
      columns: 100,
      colour: false,
    },
    err: { write: (text) => void (told.err += text), isTTY: more.terminal ?? false },
    interactive: more.answer !== undefined,
    ask: async (question) => {
      asked.push(question);
      return more.answer ?? '';
    },
    pause: async (ms) => void (clock += ms),
    now: () => clock,
  });
  return { code, ...told, asked };
}

export const applied = {
  id: 'c-1',
  status: 'applied',
  cycleId: '51-2027-dt1',
  unitId: 'U1',
  kind: 'submit',
  stage: 'q1Plan',
  stageName: 'Nghị quyết, kế hoạch Quý I',
  receivedAt: '2027-03-01T01:00:00.000Z',
  effectiveAt: '2027-03-01T01:00:00.000Z',
  version: 1,
  late: false,
};
export const unitOf = ['--cycle', '51-2027-dt1', '--unit', 'U1'];
export const commands = 'POST /cycles/51-2027-dt1/units/U1/commands';
export const sentBody = () => JSON.parse(requests.at(-1)!.body) as unknown;

export const cycleOf = (state: string, opened: number) => ({
  id: '51-2027-dt1',
  provinceName: 'Tỉnh Quảng Ngãi',
  year: 2027,
  clockKind: 'rehearsal',
  label: 'dt1',
  now: '2026-12-31T17:00:00.000Z',
  policy: { id: 'quang-ngai-2025', title: 'Kế hoạch 33', hash: 'a'.repeat(64) },
  state,
  units: {
    total: 1156,
    opened,
    inside: 1101,
    outside: 55,
    outsideReasons: [{ reason: 'doanh nghiệp nhỏ, siêu nhỏ', units: 55 }],
  },
});
export const stageOf = (level: string) => ({
  stage: 'q1Plan',
  name: 'Nghị quyết, kế hoạch Quý I',
  act: 'submit',
  level,
  opens: '2027-01-01',
  due: { lastDay: '2027-03-31', phrase: '', words: 'Quý I', source: 'KH 33', status: 'assumed' },
  counts: { awaiting: 1101 },
  overdue: 0,
});

/** A cycle whose stages of appraisal, decision and review the acts need not name. */
export const judged = () => {
  const acts = { appraisal: 'appraise', recognition: 'decide', awardReview: 'review' };
  const stages = Object.entries(acts).map(([stage, act]) => ({ ...stageOf('tinh'), stage, act }));
  const body = { ...cycleOf('open', 1156), stages: [stageOf('tinh'), ...stages], confirmations: [] };
  answers.set('GET /cycles/51-2027-dt1', { body });
};

/** A cycle that is open once it was asked for so many times. */
export function openingIn(polls: number): void {
  let polled = 0;
  answers.set('POST /cycles', {
    status: 201,
    body: {
      cycle: cycleOf('opening', 0),
      isNew: true,
      passed: [{ stage: 'x', name: 'Bước đã qua', lastDay: '2027-01-05' }],
    },
  });
  answers.set('GET /cycles/51-2027-dt1', () => {
    polled += 1;
    const cycle = polled < polls ? cycleOf('opening', polled * 400) : cycleOf('open', 1156);
    return { body: { ...cycle, stages: [stageOf('tinh'), stageOf('xa')], confirmations: [] } };
  });
}
