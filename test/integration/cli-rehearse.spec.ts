import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ReadPolicies } from '#libs/application';
import type { RehearsalAnswer, RehearsedYearAnswer } from '#libs/contracts';
import { runCli } from '../../apps/cli/cli.js';
import { MailCapture } from '../../apps/cli/rehearsal/mailbox.js';
import { PACKS } from '../../libs/policy/packs.support.js';
import { AnswersByContract } from '../support/answers-by-contract.js';

const CYCLE = '51-2026-thu';
const OTHERS = [{ recipient: 'ai-do@example.test', at: 'rcpt', code: 451, text: '4.2.2 Hop thu day' }];
const UNITS = Array.from({ length: 20 }, (_, index) => `QN${String(index + 1).padStart(4, '0')}`);

/** An API whose rehearsal opens and then stands still, and a mail capture, at one address. */
let server: Server;
let url = '';
let state: 'opening' | 'open';
let rules: unknown[];
let mostRules: number;
const asked: string[] = [];
/** What the server tells of its year, one after the other; the last again and again. */
let years: Partial<RehearsedYearAnswer>[];
let ordered: unknown;
/** What the server says in place of its year. */
let refusal: { readonly code: string; readonly detail: string } | undefined;
const contract = new AnswersByContract();

const cycle = () => ({
  id: CYCLE,
  provinceCode: '51',
  year: 2026,
  label: 'thu',
  policy: { id: 'quang-ngai-2025' },
  state,
  units: { opened: 0, total: 20 },
});
const answers: Readonly<Record<string, (body: unknown) => unknown>> = {
  'GET /api/rules': () => rules,
  'PUT /api/rules': (body) => {
    rules = body as unknown[];
    mostRules = Math.max(mostRules, rules.length);
    return {};
  },
  'GET /api/v1/cycles': () => ({ items: [] }),
  'GET /api/v1/policies/quang-ngai-2025': () => new ReadPolicies(PACKS).show('quang-ngai-2025', 2026),
  'POST /api/v1/cycles': () => ({ cycle: cycle() }),
  [`POST /api/v1/cycles/${CYCLE}/rehearsal/year`]: (body) => {
    ordered = body;
    return yearNow();
  },
  [`GET /api/v1/cycles/${CYCLE}/rehearsal/year`]: () => yearNow(),
  [`POST /api/v1/cycles/${CYCLE}/rehearsal/year/stop`]: (body) => {
    ordered = body;
    return { ...yearNow(), state: 'stopped' };
  },
  [`GET /api/v1/cycles/${CYCLE}`]: cycle,
  'GET /api/v1/units': () => ({
    items: UNITS.map((id) => ({
      id,
      name: id,
      kind: 'co-quan',
      subKind: 'hanh-chinh',
      communeCode: '21211',
      managedBy: 'tinh',
      size: 'vua',
      flags: { hasParty: true, hasUnion: true, hasMassOrganisations: true, hasGuards: true },
      email: `${id.toLowerCase()}@example.test`,
      contacts: [],
    })),
  }),
  [`POST /api/v1/cycles/${CYCLE}/rehearsal/accounts`]: () => ({ cycleId: CYCLE, accounts: [] }),
  [`POST /api/v1/cycles/${CYCLE}/rehearsal/advance`]: () => ({}),
  [`GET /api/v1/cycles/${CYCLE}/rehearsal`]: (): RehearsalAnswer => ({
    cycleId: CYCLE,
    state: 'open',
    now: '2025-12-31T17:00:00.000Z',
    settled: false,
    waitingFor: { commands: 0, mails: 1, calendar: 0, reminders: 0, escalations: 0 },
  }),
};

const yearNow = (): Partial<RehearsedYearAnswer> => ({
  ...{ cycleId: CYCLE, seed: 7, startedAt: '2026-11-30T01:00:00.000Z' },
  ...(years.length > 1 ? years.shift() : years[0]),
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const at = new URL(request.url ?? '/', 'http://stub');
      const what = `${request.method ?? ''} ${at.pathname}`;
      asked.push(what);
      const ofOffices = at.searchParams.get('kind') === 'body';
      const answer = what.endsWith(`${CYCLE}/units`)
        ? { items: ofOffices ? [] : UNITS.map((unitId) => ({ unitId, kind: 'co-quan' })) }
        : answers[what]?.(text === '' ? undefined : JSON.parse(text));
      const { pathname } = at;
      const isRefused = refusal !== undefined && pathname.endsWith('/rehearsal/year');
      const status = answer === undefined || isRefused ? 404 : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(
        pathname.startsWith('/api/v1')
          ? contract.text(
              request.method ?? '',
              pathname.slice('/api/v1'.length),
              status,
              isRefused ? refusal : (answer ?? {}),
            )
          : JSON.stringify(answer ?? {}),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked.length = 0;
  state = 'open';
  rules = OTHERS;
  mostRules = 0;
  years = [];
  ordered = undefined;
  refusal = undefined;
});
afterEach(() => {
  expect(contract.takeFaults()).toEqual([]);
});

/** Runs `antq rehearse`; the person leaves at the pause of this number. */
const rehearse = (leaveAt: number, ...args: readonly string[]) =>
  run(leaveAt, 'rehearse', '--year', '2026', '--label', 'thu', ...args);

async function run(leaveAt: number, ...args: readonly string[]) {
  const told = { out: '', err: '', listening: 0 };
  let leave: () => void = () => undefined;
  let pauses = 0;
  const code = await runCli(args, {
    settings: { url, token: 'secret', dataDir: '/nowhere', plain: true },
    out: { write: (text) => void (told.out += text), isTTY: false, columns: 100, colour: false },
    err: { write: (text) => void (told.err += text), isTTY: false },
    interactive: false,
    ask: async () => '',
    pause: async () => {
      pauses += 1;
      if (pauses === leaveAt) leave();
    },
    onQuit: (wanted) => {
      leave = wanted;
      told.listening += 1;
      return () => void (told.listening -= 1);
    },
    now: () => pauses,
  });
  return { code, ...told };
}

describe('antq rehearse, left before its end', () => {
  it('takes back what it told the mail capture and says how to go on', async () => {
    const ended = await rehearse(5, '--seed', '7', '--mailbox', url, '--keep-going', '--day', '10');
    expect(mostRules).toBeGreaterThan(OTHERS.length);
    expect(rules).toEqual(OTHERS);
    expect(ended).toMatchObject({ code: 1, listening: 0 });
    expect(ended.err).toContain(
      'Đã dừng diễn tập giữa chừng. Chạy tiếp: antq rehearse --policy quang-ngai-2025 --year 2026 --label thu ' +
        `--seed 7 --day 10 --mailbox ${url} --keep-going --resume`,
    );
  });

  it('ends while the cycle still opens, too', async () => {
    state = 'opening';
    const ended = await rehearse(2, '--communes', '8');
    expect(ended).toMatchObject({ code: 1, listening: 0 });
    expect(ended.err).toContain('--label thu --seed 1 --communes 8 --resume');
  });
});

describe('antq rehearse', () => {
  it('refuses a pace that the API would refuse, before anything was made', async () => {
    const ended = await rehearse(0, '--day', '3600001');
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('từ 0 đến 3600000') });
    expect(asked).toEqual([]);
  });
});

describe('antq rehearse --on-server', () => {
  const report = {
    asDrawn: true,
    units: 20,
    acts: 300,
    behaviours: [{ key: 'onTime', expected: 20, found: 20 }],
  };
  const ended = {
    state: 'ended',
    endedAt: '2026-11-30T01:02:05.000Z',
    acts: { done: 300, total: 300 },
  } as const;
  const order = ['--seed', '7', '--day', '20', '--on-server'];

  it('lets the server live the year and tells how it ended', async () => {
    years = [
      { state: 'running' },
      { state: 'running', now: '2026-03-10T02:00:00.000Z', acts: { done: 30, total: 300 } },
      { ...ended, report: report as never },
    ];
    const told = await rehearse(0, ...order, '--keep-going');
    expect(ordered).toEqual({ seed: 7, dayMs: 20, keepGoing: true });
    expect(told).toMatchObject({ code: 0, listening: 0 });
    expect(told.out).toContain('đúng hạn');
    expect(told.out).toContain('2 phút 05 giây');
    expect(told.out).toContain('Diễn tập kết thúc đúng như kịch bản.');
    expect(asked.filter((what) => /accounts|advance|rules/.test(what))).toEqual([]);
  });

  it.each<[string, Partial<RehearsedYearAnswer>, number, string]>([
    [
      'otherwise than drawn',
      { ...ended, report: { ...report, asDrawn: false } as never },
      1,
      'KHÁC KỊCH BẢN',
    ],
    ['because somebody stopped it', { state: 'stopped' }, 1, 'đã dừng'],
    [
      'because it cannot go on',
      { state: 'stopped', code: 'REHEARSAL.API_AWAY', detail: 'Diễn tập không kết nối được.' },
      4,
      'Lý do dừng: Diễn tập không kết nối được.',
    ],
  ])('tells a year that ended %s', async (_how, year, code, words) => {
    years = [{ state: 'running' }, year];
    const told = await rehearse(0, ...order);
    expect(told.code).toBe(code);
    expect(told.out).toContain(words);
  });

  it('left before its end leaves the year running, and says how to watch it again', async () => {
    years = [{ state: 'running' }];
    const told = await rehearse(2, ...order);
    expect(told).toMatchObject({ code: 1, listening: 0 });
    expect(told.err).toContain('máy chủ vẫn chạy tiếp năm diễn tập');
    expect(told.err).toContain('--label thu --seed 7 --day 20 --on-server --resume');
    expect(asked.filter((what) => what.endsWith('/stop'))).toEqual([]);
  });

  it('takes no mail capture', async () => {
    const told = await rehearse(0, ...order, '--mailbox', url);
    expect(told).toMatchObject({ code: 2, err: expect.stringContaining('--mailbox không dùng cùng') });
    expect(asked).toEqual([]);
  });
});

describe('antq rehearsal', () => {
  it('says how a year is begun where there is none', async () => {
    years = [];
    refusal = { code: 'REHEARSAL.NO_YEAR', detail: 'Chưa chạy lần nào.' };
    const shown = await run(0, 'rehearsal', 'show', '--cycle', CYCLE);
    expect(shown.code).toBe(3);
    expect(shown.err).toContain('Chưa chạy lần nào. [REHEARSAL.NO_YEAR]');
    expect(shown.err).toContain('antq rehearse --on-server');
  });

  it('shows how far the year is, and stops it for a reason', async () => {
    years = [{ state: 'running', acts: { done: 30, total: 300 }, refused: { total: 2, acts: [] } }];
    const shown = await run(0, 'rehearsal', 'show', '--cycle', CYCLE);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('số gieo 7: đang chạy');
    expect(shown.out).toContain('30/300 thao tác');
    expect(shown.out).toContain('2 thao tác bị từ chối');
    const stopped = await run(0, 'rehearsal', 'stop', '--cycle', CYCLE, '--reason', 'Xem lại');
    expect(stopped).toMatchObject({ code: 0, out: expect.stringContaining('đã dừng') });
    expect(ordered).toEqual({ reason: 'Xem lại' });
  });
});

describe('the rules of the mail capture', () => {
  it('are each of one rehearsal: what one takes back another keeps', async () => {
    const [one, other] = [new MailCapture(url, CYCLE), new MailCapture(url, '51-2026-khac')];
    await one.refuse(['a@example.test']);
    const afterOne = rules;
    await other.refuse(['a@example.test', 'b@example.test']);
    expect(rules).toHaveLength(4);
    await other.restore();
    expect(rules).toEqual(afterOne);
    await one.restore();
    expect(rules).toEqual(OTHERS);
  });
});
