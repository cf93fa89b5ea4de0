import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ScoreAnswer } from '#libs/contracts';
import { cite, type UnitProfile } from '#libs/policy';
import { explain, type ScoreLine, scoreSheet } from '#libs/scoring';
import { runCli } from '../../apps/cli/cli.js';
import type { Host } from '../../apps/cli/host.js';
import { loadPack } from '../../libs/policy/packs.support.js';
import { AnswersByContract } from '../support/answers-by-contract.js';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = { readonly status?: number; readonly body: unknown } | 'hang up' | 'silence';

/** Speaks for the API: answers of one test by method and path, and everything that was asked. */
const answers = new Map<string, Reply | ((seen: Seen) => Reply)>();
const requests: Seen[] = [];
const contract = new AnswersByContract();
let server: Server;
let url = '';
let dataDir = '';

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

const problem = (status: number, code: string, detail: string, problems?: unknown) => ({
  status,
  body: { type: 'about:blank', title: 'Từ chối', status, code, detail, problems },
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly string[];
}

async function antq(
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

const applied = {
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
const unitOf = ['--cycle', '51-2027-dt1', '--unit', 'U1'];
const commands = 'POST /cycles/51-2027-dt1/units/U1/commands';
const sentBody = () => JSON.parse(requests.at(-1)!.body) as unknown;

describe('the sentences of the documents', () => {
  it('are told from the files, without a server: all, one document, what is open', async () => {
    const whole = await antq(['policy', 'coverage'], { settings: { url: 'http://127.0.0.1:1' } });
    expect([whole.code, whole.err]).toEqual([0, '']);
    expect(whole.out).toMatch(/\n5 văn bản, 17\d câu: \d+ đáp ứng, \d+ một phần, \d+ ở ngoài\.\n/);
    const one = await antq(['policy', 'coverage', '--document', 'hd413']);
    expect(one.out).toContain('Hướng dẫn 413/HD-CAT-PV05 ngày 11/02/2021');
    expect(one.out).toContain('(dossier)');
    const open = await antq(['policy', 'coverage', '--open', '--json']);
    const { documents } = JSON.parse(open.out) as {
      readonly documents: readonly { readonly sentences: readonly { readonly reason?: string }[] }[];
    };
    expect(documents).toHaveLength(5);
    expect(documents.every(({ sentences }) => sentences.every(({ reason }) => reason !== undefined))).toBe(
      true,
    );
    expect(await antq(['policy', 'coverage', '--document', 'kh34'])).toMatchObject({ code: 2 });
    expect(requests).toEqual([]);
  });
});

describe('the way a command ends', () => {
  it('is 0 when it is done, with a key of its own for each POST', async () => {
    answers.set(commands, { body: applied });
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--paper-number', '12/KH']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out.split('\n')[0]).toBe(
      'Đã gửi “Nghị quyết, kế hoạch Quý I” của đơn vị U1, chu kỳ 51-2027-dt1.',
    );
    expect(ended.out).toContain('Tính vào lúc 01/03/2027 08:00:00, đúng hạn.');
    expect(sentBody()).toEqual({ kind: 'submit', stage: 'q1Plan', paper: { number: '12/KH' } });
    const first = requests.at(-1)!.headers;
    expect(first.authorization).toBe('Bearer secret');
    expect(first['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    await antq(['submit', ...unitOf, '--stage', 'q1Plan']);
    expect(requests.at(-1)!.headers['idempotency-key']).not.toBe(first['idempotency-key']);
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--key', 'khoa-cua-toi']);
    expect(requests.at(-1)!.headers['idempotency-key']).toBe('khoa-cua-toi');
  });

  it('is 0 with the way to the outcome when the outcome is not there yet', async () => {
    answers.set(commands, { status: 202, body: { ...applied, status: 'received', late: undefined } });
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan']);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('Đã tiếp nhận, chưa có kết quả');
    expect(ended.out).toContain('xem: antq command show c-1');
  });

  it.each([
    [['cycle', 'open', '--policy', 'p'], 'Thiếu tùy chọn --year'],
    [['cycle', 'open', '--policy', 'p', '--year', 'soon'], 'Cần một số nguyên'],
    [['cycle', 'clock', '--cycle', 'c', '--to', '2026-02-30'], 'Cần một thời điểm'],
    [['cycle', 'show'], 'Thiếu mã'],
    [['cycle', 'shwo'], 'Không có lệnh "shwo". Có phải là show?'],
    [['doctor', '--colour'], 'Không có tùy chọn --colour'],
    [['doctor', 'now'], 'nhiều đối số hơn'],
    [['score', 'explain', '--cycle'], 'Tùy chọn --cycle <mã> cần một giá trị'],
    [
      ['cycle', 'open', '--policy', 'p', '--year', '2027', '--clock-start', '2027-01-01'],
      'Hãy thêm --rehearsal',
    ],
    [['cycle', 'open', '--policy', 'p', '--year', '2027', '--communes', '8'], 'Hãy thêm --rehearsal'],
    [
      ['cycle', 'open', '--policy', 'p', '--year', '2027', '--rehearsal', '--communes', 'tám'],
      'Cần một số xã, phường',
    ],
    [
      ['submit', ...unitOf, '--stage', 's', '--on-behalf', '--arrival-number', '88'],
      'Số đến và ngày đến phải đi cùng nhau',
    ],
    [['submit', ...unitOf, '--stage', 's', '--as', 'unit-head'], 'Không có mã truy cập nào'],
    [['submit', ...unitOf, '--stage', 's', '--sheet', '/nowhere/x.csv'], 'không có tệp này'],
    [['unit', 'import', 'list.pdf'], 'không phải .csv, .xlsx hay .ods'],
  ])('is 2 with one sentence for %j, and nothing is sent', async (args, sentence) => {
    const ended = await antq(args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(sentence);
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(requests).toHaveLength(0);
  });

  it('is 2 where no token is known, and a local token does not leave for another address', async () => {
    writeFileSync(
      path.join(dataDir, 'cli.json'),
      JSON.stringify({ apiUrl: 'http://127.0.0.1:9', token: 'local' }),
    );
    const ended = await antq(['cycle', 'list'], { settings: { token: undefined } });
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('Chưa có mã truy cập');
    expect(requests).toHaveLength(0);
  });

  it('is 3 for what is not there', async () => {
    answers.set(
      'GET /cycles/none',
      problem(404, 'CYCLE.UNKNOWN', 'Không có chu kỳ "none" trong phạm vi của tài khoản.'),
    );
    const ended = await antq(['cycle', 'show', 'none']);
    expect(ended).toMatchObject({ code: 3, out: '' });
    expect(ended.err).toBe('Không có chu kỳ "none" trong phạm vi của tài khoản. [CYCLE.UNKNOWN]\n');
  });

  it.each([400, 401, 403, 409, 422])(
    'is 4 with the listed problems for a refusal with status %i',
    async (status) => {
      const place = 'tiêu chí 4a';
      answers.set(
        commands,
        problem(status, 'SCORE.INVALID', 'Bảng điểm có chỗ chưa đúng.', [
          { code: 'X', place, message: 'quá điểm' },
        ]),
      );
      const ended = await antq(['submit', ...unitOf, '--stage', 'selfScoring']);
      expect(ended).toMatchObject({ code: 4, out: '' });
      expect(ended.err).toBe('Bảng điểm có chỗ chưa đúng. [SCORE.INVALID]\n  - tiêu chí 4a: quá điểm\n');
    },
  );

  it('is 4 with what to type here, which the sentence of the API does not know', async () => {
    const detail = 'Bước đã khóa sổ, nên mở lại cần ngày cuối mới.';
    answers.set(commands, problem(409, 'RESTART.NEEDS_DATE', detail));
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan']);
    expect(ended).toMatchObject({ code: 4, out: '' });
    expect(ended.err).toBe(`${detail} [RESTART.NEEDS_DATE]\nThêm --until YYYY-MM-DD.\n`);
    answers.set(commands, { body: { ...applied, status: 'refused', code: 'RETURN.NEEDS_DATE', detail } });
    expect((await antq(['submit', ...unitOf, '--stage', 'q1Plan'])).err).toBe(
      `${detail}\nThêm --answer-by YYYY-MM-DD.\n`,
    );
  });

  it('is 5 when a part behind the API is away, and 4 when the matter has to wait', async () => {
    answers.set('GET /cycles', problem(503, 'SYSTEM.BUSY', 'Hệ thống đang bận.'));
    expect((await antq(['cycle', 'list'])).code).toBe(5);
    answers.set('GET /cycles', problem(503, 'CYCLE.OPENING', 'Chu kỳ đang mở.'));
    expect((await antq(['cycle', 'list'])).code).toBe(4);
  });

  it('is 5 with a sentence when nothing listens', async () => {
    const ended = await antq(['doctor'], { settings: { url: 'http://127.0.0.1:1' } });
    expect(ended).toMatchObject({ code: 5, out: '' });
    expect(ended.err).toContain('Không kết nối được với API tại http://127.0.0.1:1');
  });

  it('is 5 with the key to send again when the API dies under a command', async () => {
    answers.set(commands, 'hang up');
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan']);
    expect(ended.code).toBe(5);
    expect(ended.err).toContain(`gửi lại với --key ${String(requests.at(-1)!.headers['idempotency-key'])}`);
  });

  it('is 1 when something else than the API answers', async () => {
    answers.set('GET /cycles', { body: '<html>' });
    const ended = await antq(['cycle', 'list']);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('trả lời không đúng dạng của API');
  });
});

describe('doctor', () => {
  const part = (key: string, ok: boolean) => ({
    key,
    name: key,
    ok,
    detail: ok ? 'chạy' : 'không trả lời',
    tookMs: 4.2,
  });

  it('says in words which part is down and ends with 5, without a token', async () => {
    answers.set('GET /health/parts', {
      body: { ok: false, parts: [part('postgresql', true), part('smtp', false)] },
    });
    const ended = await antq(['doctor'], { settings: { token: undefined } });
    expect(ended.code).toBe(5);
    expect(ended.out).toMatch(/postgresql\s+│ tốt/);
    expect(ended.out).toMatch(/smtp\s+│ HỎNG/);
    expect(ended.out).toContain('Đang hỏng: smtp.');
    expect(requests.at(-1)!.headers.authorization).toBeUndefined();
  });

  it('gives up before ten seconds when the API is silent', async () => {
    answers.set('GET /health/parts', 'silence');
    const begun = Date.now();
    const ended = await antq(['doctor']);
    expect(ended.code).toBe(5);
    expect(ended.err).toContain('không trả lời trong 9 giây');
    expect(Date.now() - begun).toBeLessThan(10_000);
  }, 20_000);
});

describe('--json', () => {
  it('prints the answer of the API and nothing else', async () => {
    const pack = { jurisdiction: '51', validFrom: '2025-08-21', base: false };
    const page = { items: [{ id: 'quang-ngai-2025', title: 'Kế hoạch', ...pack }], faults: [] };
    answers.set('GET /policies', { body: page });
    const ended = await antq(['policy', 'list', '--json']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ended.out)).toEqual(page);
  });

  it('prints the refusal for the program and the sentence for the person', async () => {
    const refusal = problem(409, 'STAGE.NOT_OPEN', 'Bước chưa mở.');
    answers.set(commands, refusal);
    const ended = await antq(['submit', '--json', ...unitOf, '--stage', 'dossier']);
    expect(ended.code).toBe(4);
    expect(JSON.parse(ended.out)).toEqual(refusal.body);
    expect(ended.err).toBe('Bước chưa mở. [STAGE.NOT_OPEN]\n');
  });

  it('keeps progress out of the way of the opened cycle', async () => {
    openingIn(3);
    const ended = await antq(['cycle', 'open', '--policy', 'p', '--year', '2027', '--json']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ended.out)).toMatchObject({
      isNew: true,
      cycle: { state: 'open', units: { opened: 1156 } },
    });
  });
});

const cycleOf = (state: string, opened: number) => ({
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
const stageOf = (level: string) => ({
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
const judged = () => {
  const acts = { appraisal: 'appraise', recognition: 'decide', awardReview: 'review' };
  const stages = Object.entries(acts).map(([stage, act]) => ({ ...stageOf('tinh'), stage, act }));
  const body = { ...cycleOf('open', 1156), stages: [stageOf('tinh'), ...stages], confirmations: [] };
  answers.set('GET /cycles/51-2027-dt1', { body });
};

function openingIn(polls: number): void {
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

describe('cycle', () => {
  it('follows the opening to its end and tells what opened, what passed and the days', async () => {
    openingIn(3);
    const ended = await antq(
      ['cycle', 'open', '--policy', 'quang-ngai-2025', '--year', '2027', '--rehearsal'],
      {
        terminal: true,
      },
    );
    expect(ended.code).toBe(0);
    expect(JSON.parse(requests[0]!.body)).toEqual({
      policy: 'quang-ngai-2025',
      year: 2027,
      rehearsal: 'dt1',
    });
    expect(ended.err).toContain('Đã mở 400/1.156 đơn vị');
    expect(ended.err).toContain('Đã mở 1.156/1.156 đơn vị');
    expect(ended.out).toContain('1.101 đơn vị trong năm, 55 ngoài tiêu chuẩn');
    // One line drawn over and over, given back at the end.
    expect(ended.err.indexOf('\n')).toBe(ended.err.length - 1);
    expect(ended.out).toContain('Bước đã qua: hết ngày 05/01/2027');
    expect(ended.out).toMatch(/tỉnh, xã │ 01\/01\/2027 │ 31\/03\/2027\*/);
    expect(ended.out).toContain('* mốc giả định, chưa có văn bản');
    expect(Math.max(...ended.out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });

  it.each([
    ['8', 8],
    ['21211', ['21211']],
    ['21211, 21034', ['21211', '21034']],
  ])('opens a rehearsal of the communes %s', async (text, communes) => {
    openingIn(0);
    const ended = await antq([
      ...['cycle', 'open', '--policy', 'p', '--year', '2027', '--rehearsal'],
      ...['--communes', text],
    ]);
    expect(ended.code).toBe(0);
    expect(JSON.parse(requests[0]!.body)).toMatchObject({ rehearsal: 'dt1', communes });
  });

  it('names the body beside a stage that is its own', async () => {
    const body = 'UBND xã, phường, đặc khu';
    openingIn(0);
    answers.set('GET /cycles/51-2027-dt1', {
      body: {
        ...cycleOf('open', 1156),
        stages: [stageOf('tinh'), { ...stageOf('xa'), stage: 'communePlan', body }],
        confirmations: [],
      },
    });
    const ended = await antq(['cycle', 'open', '--policy', 'p', '--year', '2027', '--rehearsal']);
    expect(ended.out).toMatch(/communePlan │ UBND xã, phường, đặc/);
    expect(Math.max(...ended.out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });

  it('fills a log with a line every two seconds at most', async () => {
    // Polls stand half a second apart.
    openingIn(8);
    const ended = await antq(['cycle', 'open', '--policy', 'p', '--year', '2027']);
    const told = ended.err.trimEnd().split('\n');
    expect(told).toEqual(['0', '1.600', '1.156'].map((units) => `Đã mở ${units}/1.156 đơn vị`));
  });

  it('counts the units of both levels in one row where their days are the same, and names what is overdue', async () => {
    const stage = (
      key: string,
      level: string,
      lastDay: string,
      awaiting: number,
      overdue: number,
      more: object = {},
    ) => ({
      ...stageOf(level),
      stage: key,
      name: `Bước ${key}`,
      due: { ...stageOf(level).due, lastDay },
      counts: { awaiting, done: 1, ...more },
      overdue,
    });
    answers.set('GET /cycles/c', {
      body: {
        ...cycleOf('opening', 400),
        stages: [
          stage('a', 'tinh', '2027-03-31', 421, 0),
          stage('b', 'tinh', '2027-11-04', 421, 1200),
          stage('a', 'xa', '2027-03-31', 678, 0),
          stage('b', 'xa', '2027-10-30', 678, 0),
          stage('c', 'tinh', '2027-12-01', 419, 0, { waived: 2 }),
          stage('c', 'xa', '2027-12-01', 676, 0, { waived: 1, closed: 1 }),
        ],
        confirmations: [],
      },
    });
    const { out } = await antq(['cycle', 'show', 'c']);
    expect(out).toContain('đang mở 400/1.156');
    expect(out).toMatch(/ không yêu cầu 3 │/);
    const rows = out.split('\n').filter((line) => line.includes('│ Bước') && line.includes('/2027'));
    expect(rows.map((row) => row.split('│').map((cell) => cell.trim()))).toEqual([
      ['', 'Bước a', '31/03/2027*', '–', '1.099', '–', '–', '2', '–', ''],
      ['', 'Bước b (tỉnh)', '04/11/2027*', '–', '421', '–', '–', '1', 'QUÁ HẠN 1.200', ''],
      ['', 'Bước b (xã)', '30/10/2027*', '–', '678', '–', '–', '1', '–', ''],
      ['', 'Bước c', '01/12/2027*', '–', '1.095', '–', '–', '2', 'không nộp 1', ''],
    ]);
  });

  it('leaves an opening that nothing works on and tells where to look', async () => {
    let polled = 0;
    const stalled = () => {
      openingIn(1);
      polled = 0;
      answers.set('GET /cycles/51-2027-dt1', () => {
        polled += 1;
        return { body: { ...cycleOf('opening', 7), stages: [], confirmations: [] } };
      });
    };
    const open = ['cycle', 'open', '--policy', 'p', '--year', '2027'];
    stalled();
    const ended = await antq(open);
    expect(ended.code).toBe(0);
    expect(ended.out).toBe(
      'Đã ghi nhận việc mở chu kỳ 51-2027-dt1; các đơn vị sẽ được mở khi Temporal và worker hoạt động trở lại. Xem: antq doctor\n',
    );
    // The first poll moves from 0 to 7; from then on thirty seconds of half a second each.
    expect(polled).toBe(61);
    stalled();
    const json = await antq([...open, '--json']);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.out)).toMatchObject({ cycle: { state: 'opening', units: { opened: 7 } } });
    expect(json.err).toContain('Đã ghi nhận việc mở chu kỳ');
  });

  it('follows an opening to its end however long it takes, while units go on opening', async () => {
    openingIn(1);
    let polled = 0;
    answers.set('GET /cycles/51-2027-dt1', () => {
      polled += 1;
      const cycle = polled < 200 ? cycleOf('opening', Math.floor(polled / 50)) : cycleOf('open', 1156);
      return { body: { ...cycle, stages: [], confirmations: [] } };
    });
    const ended = await antq(['cycle', 'open', '--policy', 'p', '--year', '2027']);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('Đã mở chu kỳ 51-2027-dt1.');
  });

  it('marks assumed opening days and cut-offs, and explains the mark only where one is shown', async () => {
    const due = { ...stageOf('tinh').due, status: 'binding' };
    const stage = { ...stageOf('tinh'), due, cutOff: '2027-11-14' };
    const detail = (more: object) => ({
      body: { ...cycleOf('open', 1156), stages: [{ ...stage, ...more }], confirmations: [] },
    });
    const shown = async (...args: string[]) => (await antq(args)).out;
    const open = ['cycle', 'open', '--policy', 'p', '--year', '2027', '--no-wait'];
    openingIn(1);
    answers.set('GET /cycles/51-2027-dt1', detail({ opensAssumed: true, cutOffAssumed: true }));
    expect(await shown(...open)).toMatch(/01\/01\/2027\* │ 31\/03\/2027 │ 14\/11\/2027\*/);
    const marked = await shown('cycle', 'show', '51-2027-dt1');
    expect(marked).toContain('14/11/2027* │');
    expect(marked).toContain('* mốc giả định, chưa có văn bản');
    answers.set('GET /cycles/51-2027-dt1', detail({ opensAssumed: true }));
    expect(await shown(...open)).toContain('* mốc giả định, chưa có văn bản');
    // The opening day has no column here.
    expect(await shown('cycle', 'show', '51-2027-dt1')).not.toContain('*');
  });

  it('keeps the levels apart where only one has an assumed cut-off', async () => {
    const stages = [{ ...stageOf('tinh'), cutOffAssumed: true }, stageOf('xa')];
    answers.set('GET /cycles/c', {
      body: {
        ...cycleOf('open', 1156),
        stages: stages.map((stage) => ({ ...stage, name: 'Bước', cutOff: '2027-11-14' })),
        confirmations: [],
      },
    });
    const { out } = await antq(['cycle', 'show', 'c']);
    expect(out).toMatch(/\(tỉnh\) .*14\/11\/2027\* /);
    expect(out).toMatch(/\(xã\) .*14\/11\/2027 /);
  });

  it('goes on following while the API is away for a moment', async () => {
    openingIn(1);
    const whenBack = answers.get('GET /cycles/51-2027-dt1')!;
    let polled = 0;
    answers.set('GET /cycles/51-2027-dt1', (seen) => {
      polled += 1;
      return polled < 4 ? 'hang up' : typeof whenBack === 'function' ? whenBack(seen) : whenBack;
    });
    expect((await antq(['cycle', 'open', '--policy', 'p', '--year', '2027'])).code).toBe(0);
  });

  it.each([
    ['2026-03-10', '2026-03-09T17:00:00.000Z'],
    ['10/03/2026', '2026-03-09T17:00:00.000Z'],
    ['2026-03-10T08:00', '2026-03-10T01:00:00.000Z'],
    ['2026-03-10T08:00:00Z', '2026-03-10T08:00:00.000Z'],
  ])('reads the instant %s as Vietnamese time unless it says otherwise', async (typed, sent) => {
    answers.set('POST /cycles/51-2027-dt1/clock', { body: cycleOf('open', 1156) });
    expect((await antq(['cycle', 'clock', '--cycle', '51-2027-dt1', '--to', typed])).code).toBe(0);
    expect(sentBody()).toEqual({ to: sent });
  });

  it('shows with --print what would be sent and sends nothing', async () => {
    const line = ['cycle', 'clock', '--cycle', 'c', '--to', '2026-03-10', '--print'];
    const ended = await antq([...line, '--json']);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({
      method: 'POST',
      url: `${url}/api/v1/cycles/c/clock`,
      body: { to: '2026-03-09T17:00:00.000Z' },
    });
    const told = await antq(line);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Chưa gửi gì\. Yêu cầu sẽ gửi:\nPOST .*\/cycles\/c\/clock\n/);
    expect(requests).toHaveLength(0);
  });

  it('takes no --dry-run where the API cannot tell what would happen', async () => {
    const ended = await antq(['cycle', 'clock', '--cycle', 'c', '--to', '2026-03-10', '--dry-run']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('Không có tùy chọn --dry-run');
  });
});

describe('an act on one unit', () => {
  const dryAnswer = { ...applied, id: undefined, status: undefined, dryRun: true };

  it('asks with --dry-run what would happen, and says so', async () => {
    answers.set(commands, { body: dryAnswer });
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--dry-run']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(requests.at(-1)!.query).toEqual({ dryRun: 'true' });
    expect(ended.out).toBe(
      'Chạy thử, chưa ghi gì. Sẽ gửi “Nghị quyết, kế hoạch Quý I” của đơn vị U1, chu kỳ 51-2027-dt1, tính vào lúc 01/03/2027 08:00:00, đúng hạn.\n',
    );
  });

  it('shows with --print the request alone', async () => {
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--print']);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('"kind": "submit"');
    expect(requests).toHaveLength(0);
  });

  const decision = ['--number', '5/QĐ', '--date', '01/12/2027', '--signer', 'Chủ tịch'];
  it.each([
    ['có', true],
    ['true', true],
    ['yes', true],
    ['không', false],
    ['no', false],
  ])('records %s as the decision about an exemplar that it is', async (typed, accepted) => {
    answers.set(commands, { body: { ...applied, kind: 'decideExemplar' } });
    const ended = await antq(['exemplar', 'decide', ...unitOf, '--accepted', typed, ...decision]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(sentBody()).toEqual({
      kind: 'decideExemplar',
      accepted,
      number: '5/QĐ',
      date: '2027-12-01',
      signer: 'Chủ tịch',
    });
  });

  it('says which option is missing where the cycle has no such stage', async () => {
    answers.set('GET /cycles/51-2027-dt1', {
      body: { ...cycleOf('open', 1156), stages: [stageOf('tinh')], confirmations: [] },
    });
    const ended = await antq(['award', 'record', ...unitOf, '--conclusion', 'c']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('--stage');
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('refuses a decision about an exemplar that is neither yes nor no', async () => {
    const ended = await antq(['exemplar', 'decide', ...unitOf, '--accepted', 'ys', ...decision]);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('Cần yes (có) hoặc no (không).');
    expect(requests).toHaveLength(0);
  });

  it.each([
    [['withdraw', '--stage', 'q1Plan', '--reason', 'r'], { kind: 'withdraw', stage: 'q1Plan', reason: 'r' }],
    [
      ['return', '--stage', 'q1Plan', '--reason', 'r', '--items', '4a,5d', '--answer-by', '01/12/2027'],
      { kind: 'return', stage: 'q1Plan', reason: 'r', items: ['4a', '5d'], answerBy: '2027-12-01' },
    ],
    [
      ['extend', '--stage', 'q1Plan', '--until', '2027-04-05', '--reason', 'r'],
      { kind: 'extend', stage: 'q1Plan', until: '2027-04-05', reason: 'r' },
    ],
    [
      ['deadline', 'extend', '--stage', 'q1Plan', '--until', '2027-04-05', '--reason', 'r'],
      { kind: 'extend', stage: 'q1Plan', until: '2027-04-05', reason: 'r' },
    ],
    [['cycle', 'pause', '--reason', 'r'], { kind: 'pause', reason: 'r' }],
    [['cycle', 'resume', '--reason', 'r'], { kind: 'resume', reason: 'r' }],
    [['cycle', 'close', '--reason', 'r'], { kind: 'close', reason: 'r' }],
    [['pledge', '--pledges', '9/10'], { kind: 'recordPledges', pledged: 9, total: 10 }],
    [['exemplar', 'propose', '--reason', 'r'], { kind: 'proposeExemplar', reason: 'r' }],
    [['award', 'record', '--conclusion', 'c'], { kind: 'review', stage: 'awardReview', conclusion: 'c' }],
    [
      ['award', 'propose', '--form', 'Giấy khen', '--persons', '2'],
      {
        kind: 'proposeAwards',
        stage: 'recognition',
        proposals: [{ form: 'Giấy khen', collectives: [], persons: 2 }],
      },
    ],
    [
      ['exclusions', 'override', '--number', '7', '--date', '2027-12-02', '--reason', 'r'],
      { kind: 'overrideExclusion', stage: 'recognition', number: '7', date: '2027-12-02', reason: 'r' },
    ],
    [
      ['delegate', '--to', 'tinh', '--number', '7', '--date', '2027-12-02', '--reason', 'r'],
      { kind: 'delegate', to: 'tinh', number: '7', date: '2027-12-02', reason: 'r' },
    ],
    [['appeal', 'raise', '--reason', 'r'], { kind: 'appeal', stage: 'recognition', reason: 'r' }],
  ])('sends %j as it is meant', async (line, body) => {
    judged();
    answers.set(commands, { body: applied });
    const [first = '', ...rest] = line;
    const words = rest[0]?.startsWith('--') === false ? [first, rest[0]] : [first];
    const ended = await antq([...words, ...unitOf, ...line.slice(words.length)]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(sentBody()).toEqual(body);
  });
});

describe('cycle restart', () => {
  const restart = [
    'cycle',
    'restart',
    ...unitOf,
    '--from',
    'selfScoring',
    '--reason',
    'Chấm lại',
    '--until',
    '2027-12-05',
  ];
  beforeEach(() => {
    answers.set('GET /cycles/51-2027-dt1/units/U1/restart-plan', {
      body: {
        cycleId: '51-2027-dt1',
        unitId: 'U1',
        unitName: 'Trường THPT X',
        round: 1,
        nextRound: 2,
        superseded: [
          { stage: 'selfScoring', name: 'Cơ sở tự chấm điểm', status: 'done', newLastDay: '2027-12-05' },
        ],
        kept: [{ stage: 'q1Plan', name: 'Kế hoạch Quý I', status: 'done', lastDay: '2027-03-31' }],
      },
    });
    answers.set(commands, { body: { ...applied, kind: 'restart' } });
  });
  const posts = () => requests.filter(({ method }) => method === 'POST');

  it('is refused without --yes where nobody can answer', async () => {
    const ended = await antq(restart);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('--dry-run để xem trước, hoặc --yes để thực hiện');
    expect(requests).toHaveLength(0);
  });

  it('only shows the plan with --dry-run', async () => {
    const ended = await antq([...restart, '--dry-run']);
    expect(ended.code).toBe(0);
    expect(requests[0]!.query).toEqual({ from: 'selfScoring', until: '2027-12-05' });
    expect(ended.out).toMatch(/Bị thay[\s\S]*Cơ sở tự chấm điểm[\s\S]*Giữ nguyên[\s\S]*Kế hoạch Quý I/);
    expect(posts()).toHaveLength(0);
  });

  it('shows the plan first and then does it with --yes', async () => {
    const ended = await antq([...restart, '--yes']);
    expect(ended.code).toBe(0);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(ended.out.indexOf('Bị thay')).toBeLessThan(
      ended.out.indexOf('Đã mở lại chu kỳ 51-2027-dt1 của đơn vị U1.'),
    );
    expect(sentBody()).toEqual({
      kind: 'restart',
      from: 'selfScoring',
      until: '2027-12-05',
      reason: 'Chấm lại',
    });
  });

  it('leaves the plan to stderr when stdout belongs to a program', async () => {
    const ended = await antq([...restart, '--yes', '--json']);
    expect(JSON.parse(ended.out)).toMatchObject({ kind: 'restart', status: 'applied' });
    expect(ended.err).toContain('Bị thay');
  });

  it.each([
    ['co', 1],
    ['', 0],
    ['no', 0],
  ])('asks the person, and after "%s" sends %i commands', async (answer, sent) => {
    const ended = await antq(restart, { answer });
    expect(ended.code).toBe(0);
    expect(ended.asked).toHaveLength(1);
    expect(posts()).toHaveLength(sent);
  });

  it('is refused with the sentence of the plan', async () => {
    answers.set(
      'GET /cycles/51-2027-dt1/units/U1/restart-plan',
      problem(409, 'RESTART.NEEDS_DATE', 'Mở lại cần ngày cuối mới.'),
    );
    const ended = await antq([...restart, '--yes']);
    expect(ended.code).toBe(4);
    expect(posts()).toHaveLength(0);
  });
});

describe('tokens', () => {
  beforeEach(() => {
    writeFileSync(path.join(dataDir, 'cli.json'), JSON.stringify({ apiUrl: url, token: 'of-admin' }));
    writeFileSync(
      path.join(dataDir, 'tokens.json'),
      JSON.stringify([
        { role: 'unit-head', roleName: 'thủ trưởng đơn vị', name: 'A', token: 'of-head', scope: 'U1' },
        { role: 'unit-officer', roleName: 'cán bộ đầu mối', name: 'B', token: 'of-officer', scope: 'U1' },
        { role: 'appraiser', roleName: 'cơ quan thẩm định', name: 'C', token: 'of-appraiser', scope: '51' },
      ]),
    );
    answers.set(commands, { body: applied });
    answers.set('GET /cycles', { body: { items: [] } });
  });
  const local = { settings: { url: undefined, token: undefined } };
  const bearer = () => requests.at(-1)!.headers.authorization;

  it('are the administrator’s by default and the head’s for a submit', async () => {
    await antq(['cycle', 'list'], local);
    expect(bearer()).toBe('Bearer of-admin');
    await antq(['submit', ...unitOf, '--stage', 'q1Plan'], local);
    expect(bearer()).toBe('Bearer of-head');
    await antq(['return', ...unitOf, '--stage', 'q1Plan', '--reason', 'Thiếu', '--items', '4a, 5d'], local);
    expect(bearer()).toBe('Bearer of-appraiser');
    expect(sentBody()).toEqual({ kind: 'return', stage: 'q1Plan', reason: 'Thiếu', items: ['4a', '5d'] });
  });

  it('are those of the administrator for a paper entered on behalf', async () => {
    const paper = ['--on-behalf', '--arrival-number', '88', '--arrived-on', '2027-03-02'];
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', ...paper], local);
    expect(bearer()).toBe('Bearer of-admin');
    expect(sentBody()).toMatchObject({ onBehalf: { arrivalNumber: '88', arrivedOn: '2027-03-02' } });
  });

  it('of a paper whose receipt stands need no number: the receipt has it', async () => {
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--on-behalf'], local);
    expect(sentBody()).toMatchObject({ onBehalf: {} });
  });

  it('are those of the province that the pack of a rehearsal is for', async () => {
    const administrators = ['51', '30', '00'].map((provinceCode) => ({
      ...{ role: 'administrator', roleName: 'quản trị', name: 'D', token: `of-${provinceCode}` },
      scope: { provinceCode },
    }));
    writeFileSync(path.join(dataDir, 'tokens.json'), JSON.stringify(administrators));
    for (const [policy, year, token] of [
      ['quang-ngai-2025', '2026', 'of-51'],
      ['hai-duong-2024', '2024', 'of-30'],
      ['huong-dan-413-2021', '2021', 'of-00'],
      ['khong-co', '2021', 'of-51'],
    ] as const) {
      await antq(['rehearse', '--policy', policy, '--year', year], local);
      expect([policy, bearer()]).toEqual([policy, `Bearer ${token}`]);
    }
  });

  it('follow --as, and a token that is named wins over both', async () => {
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--as', 'unit-officer'], local);
    expect(bearer()).toBe('Bearer of-officer');
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--token', 'typed'], local);
    expect(bearer()).toBe('Bearer typed');
    const ended = await antq(['cycle', 'list', '--as', 'supervisor'], local);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('unit-head (thủ trưởng đơn vị)');
  });
});

describe('score sheets', () => {
  beforeEach(judged);
  const fileOf = (name: string, text: string) => {
    const file = path.join(dataDir, name);
    writeFileSync(file, text);
    return file;
  };
  const record = (file: string) => [
    'score',
    'record',
    ...unitOf,
    '--sheet',
    file,
    '--propose',
    'yes',
    '--gap',
    '5g=half',
  ];

  it('are read from CSV with decimal commas, and empty cells say nothing', async () => {
    answers.set(commands, { body: applied });
    const file = fileOf(
      's.csv',
      '\uFEFFcriterion;points;reason;collectives;persons;max;text\n1a;1,5;"Thiếu; sửa";;;2;Nghị quyết\n8c;;;;;50;Chờ\n9;;;1;;5;Khen\n',
    );
    expect((await antq(record(file))).code).toBe(0);
    expect(sentBody()).toEqual({
      kind: 'appraise',
      stage: 'appraisal',
      proposeRecognition: true,
      gapChoices: { '5g': 'half' },
      sheet: [
        { criterion: '1a', points: 1.5, reason: 'Thiếu; sửa' },
        { criterion: '8c' },
        { criterion: '9', awards: { collectives: 1, persons: 0 } },
      ],
    });
  });

  it('are read from JSON with the choices made in the file', async () => {
    answers.set(commands, { body: applied });
    const file = fileOf(
      's.json',
      JSON.stringify({ sheet: [{ criterion: '1a', points: 2, max: 2 }], gapChoices: { x: 'y' } }),
    );
    await antq(record(file));
    expect(sentBody()).toMatchObject({
      sheet: [{ criterion: '1a', points: 2 }],
      gapChoices: { x: 'y', '5g': 'half' },
    });
  });

  it('are refused cell by cell where they cannot be read', async () => {
    const ended = await antq(record(fileOf('s.csv', 'criterion,points\n1a,hai\n1b,-1\n')));
    expect(ended.code).toBe(4);
    expect(ended.err).toContain('dòng 2, cột "points": "hai" không phải là số');
    expect(ended.err).toContain('dòng 3, cột "points": "-1" không phải là số');
    expect(requests).toHaveLength(0);
  });

  it('come as a template that can be handed in again, with the leaves of the criteria only', async () => {
    const criterion = (key: string, depth: number) => ({
      key,
      no: key,
      depth,
      text: `Nội dung ${key}; đủ`,
      max: 2.5,
    });
    answers.set('GET /policies/p', {
      body: {
        criteria: [
          criterion('1', 0),
          criterion('1a', 1),
          { ...criterion('1b', 1), derived: true },
          criterion('2', 0),
        ],
      },
    });
    answers.set(commands, { body: applied });
    const template = await antq(['score', 'template', '--policy', 'p']);
    expect(template.out.split('\n')[0]).toBe(
      '\uFEFFTiêu chí;Điểm;Ghi chú;Lý do;Số tập thể;Số cá nhân;Tối đa;Nội dung',
    );
    const filled = template.out.replace('1a;;;;;', '1a;1,5;;Thiếu;2;1');
    await antq(record(fileOf('t.csv', filled)));
    expect(sentBody()).toMatchObject({
      sheet: [
        { criterion: '1a', points: 1.5, reason: 'Thiếu', awards: { collectives: 2, persons: 1 } },
        { criterion: '2' },
      ],
    });
  });
});

describe('score explain', () => {
  const unit: UnitProfile = {
    kind: 'co-so-giao-duc',
    subKind: 'thpt',
    managedBy: 'tinh',
    size: 'vua',
    hasParty: true,
    hasUnion: true,
    hasMassOrganisations: true,
    hasGuards: true,
    hasStudents: true,
    isFdi: false,
  };

  /** A score as the API tells it, from the real pack; criterion 7 is lowered. */
  function scored(): ScoreAnswer {
    const pack = loadPack('quang-ngai-2025');
    const leaves = pack.criteria.flatMap(({ children, ...own }) => children ?? [own]);
    const lines = leaves
      .filter(({ derivedFrom }) => derivedFrom === undefined)
      .map(({ key, max, perAward }): ScoreLine => {
        if (perAward) {
          const awards = { collectives: 0, persons: 1 };
          return { criterion: key, awards, higherAwards: awards };
        }
        return key === '7'
          ? { criterion: key, self: max, higher: max - 2.5, reason: 'Mô hình duy trì một phần' }
          : { criterion: key, self: max, higher: max };
      });
    const sheet = { lines, recognition: 'pending' } as const;
    const result = scoreSheet({ rules: pack, unit, gapChoices: {}, year: 2026, sheet }, 'higher');
    const { recognition: _recognition, pending: _pending, gaps: _gaps, ...shown } = result;
    return {
      ...shown,
      cycleId: 'c',
      unitId: 'U1',
      unitName: 'Trường THPT X',
      round: 1,
      policy: pack.id,
      lines: result.lines.map((line) => {
        const { criterion, no, text, max, self, higher, points, counted, reason, status } = line;
        const said = { criterion, no, text, max, self, higher, points, counted, reason, status };
        return { ...said, source: cite(pack, line.src) };
      }),
      text: explain(result),
    };
  }
  const run = async (...more: string[]) => {
    const answer = scored();
    answers.set('GET /cycles/51-2027-dt1/units/U1/score', { body: answer });
    const { out } = await antq(['score', 'explain', ...unitOf, ...more]);
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
    // The words of the second column, and of the lines outside the table, as running text.
    const flat = out.split('\n').map((line) => line.split('│')[2] ?? line);
    return { answer, out, flat: flat.join(' ').replace(/\s+/g, ' ') };
  };

  it('gives each criterion one line of figures, and words only where they say more', async () => {
    const { answer, out, flat } = await run();
    expect(out.split('\n').length).toBeLessThan(2 * answer.lines.length + 12);
    expect(out).not.toContain('Cấp trên chấm: ');
    expect(flat).toContain('→ Thấp hơn cơ sở tự chấm 2,5 điểm. Lý do: Mô hình duy trì một phần');
    expect(flat).toContain('→ 0 tập thể × 2 + 1 cá nhân × 1 = 1.');
    expect(flat).toContain('→ Chờ quyết định công nhận; chưa tính vào tổng.');
    expect(flat).toContain('→ Áp dụng: Có tổ chức Đảng');
    expect(flat).toContain('→ Chưa rõ, mặc định*: Tính 2 điểm một tập thể');
    expect(flat).not.toMatch(/(?<!\.)\.\.(?!\.)/);
    expect(out).toMatch(/│ Tổng điểm tạm tính +│ +100 │ +48 │ +45,5 │ +45,5 │/);
    expect(out.match(/Kế hoạch 33\/KH-UBND/g)).toHaveLength(1);
    expect(out).toContain('tiêu chí 1, 2, 3, 4, 5, 6, 7, 8, 9');
  });

  it('gives with --full the whole wording, how each line was counted and its source', async () => {
    const { answer, flat } = await run('--full');
    for (const line of answer.lines) {
      expect(flat).toContain(line.text);
      expect(flat).toContain(line.counted);
    }
    expect(flat.match(/Căn cứ: Kế hoạch 33/g)?.length).toBeGreaterThanOrEqual(answer.lines.length);
    expect(flat).toContain('Trường hợp chưa rõ REWARD_CAP');
  });
});

describe('mail list', () => {
  const message = {
    id: 'ec022b8d-dbdc-4874-b08a-9961ed13ee29',
    messageId: '<a@b>',
    cycleId: '51-2027-dt1',
    unitId: 'QN0030',
    template: 'receipt',
    recipient: 'dm0030@donvi.example.test',
    subject: '[DIỄN TẬP] [ANTQ 2027] Đã nhận: Nghị quyết, kế hoạch Quý I – Trường THPT số 2 Xã Tịnh Khê',
    state: 'accepted',
    uncertain: true,
    attempts: 2,
    createdAt: '2027-03-01T01:00:00.000Z',
  };
  beforeEach(() => void answers.set('GET /messages', { body: { items: [message] } }));

  it('has two lines a mail, marks what may have gone twice and leaves the id to --full', async () => {
    const { out, err } = await antq(['mail', 'list']);
    expect(err).toBe('');
    expect(out).toMatch(
      /│ 01\/03\/2027 │ QN0030 .*│ Đã nhận: .*│ dm0030@donvi\.example\.test │ đã chuyển \?/,
    );
    expect(out).toMatch(/│ 08:00 +│ 51-2027-dt1 │/);
    expect(out).toContain('? có lúc chưa chắc đã gửi');
    expect(out).not.toContain(message.id);
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
    const full = await antq(['mail', 'list', '--full']);
    expect(full.out).toContain(message.subject);
    expect(full.out).toContain(`antq mail show ${message.id}`);
  });
});

/** Of a list that was read whole. */
const nothingAside = { unreadSheets: [], unusedColumns: [], skipped: [], corrections: [] };

describe('unit', () => {
  it('hands a list over as it is and ends with 4 when rows were refused', async () => {
    const file = path.join(dataDir, 'ds.csv');
    writeFileSync(file, 'unit_code,unit_name\n');
    answers.set('POST /units/imports', {
      body: {
        dryRun: true,
        rowsRead: 1200,
        inserted: 1198,
        updated: 0,
        unchanged: 0,
        problems: [
          { code: 'ROSTER.BAD_EMAIL', place: 'dòng 5, cột "Email"', message: 'Thiếu @.' },
          { code: 'ROSTER.DUPLICATE', place: 'dòng 7', message: 'Trùng mã.' },
        ],
        questions: [],
        changes: [],
        reading: nothingAside,
      },
    });
    const ended = await antq(['unit', 'import', file, '--dry-run', '--commune', '21000']);
    expect(ended.code).toBe(4);
    expect(requests[0]).toMatchObject({
      query: { dryRun: 'true', filename: 'ds.csv', commune: '21000' },
      body: 'unit_code,unit_name\n',
    });
    expect(requests[0]!.headers['content-type']).toBe('text/csv');
    expect(ended.out).toContain('đọc 1.200 dòng; thêm 1.198');
    expect(ended.out).toMatch(/5 │ Email\s+│ Thiếu @\./);
  });

  it('tells what of a list was left aside, put right or changed, and asks with 4 what a row means', async () => {
    const file = path.join(dataDir, 'ds.ods');
    writeFileSync(file, 'x');
    const question = {
      code: 'UNIT.LOST_ZEROS',
      place: 'dòng 4',
      unit: '12',
      known: { id: '0012', name: 'Trường A' },
      message: 'Chưa nhập mã 12.',
    };
    answers.set('POST /units/imports', {
      body: {
        ...{ dryRun: true, rowsRead: 3, inserted: 0, updated: 1, unchanged: 1, problems: [] },
        questions: [question],
        changes: [
          {
            unit: 'QN0001',
            name: 'Sở A',
            fields: [{ field: 'headcount', label: 'Số người', before: '37', after: '40' }],
          },
        ],
        reading: {
          sheet: 'Nam 2026',
          unreadSheets: [{ name: 'Nam 2025', hidden: true }],
          unusedColumns: ['Ghi chú'],
          skipped: [{ line: 9, why: 'total', text: 'Tổng cộng: 3' }],
          corrections: [{ line: 3, column: 'Điện thoại', from: '912345678', to: '0912345678' }],
        },
      },
    });
    const ended = await antq([
      'unit',
      'import',
      file,
      '--sheet',
      'Nam 2026',
      '--as-new',
      '13,14',
      '--dry-run',
    ]);
    expect(ended.code).toBe(4);
    expect(requests[0]).toMatchObject({ query: { filename: 'ds.ods', sheet: 'Nam 2026', asNew: '13,14' } });
    for (const told of [
      'Đọc trang "Nam 2026"; chưa đọc trang "Nam 2025" (ẩn).',
      'Cột không dùng: "Ghi chú".',
      'dòng 9: dòng cộng, Tổng cộng: 3',
      'dòng 3: Điện thoại, 912345678 → 0912345678',
      'dòng 4: Chưa nhập mã 12.',
    ]) {
      expect(ended.out).toContain(told);
    }
    expect(ended.out).toMatch(/QN0001 │ Sở A │ Số người │ 37\s+│ 40/);
  });

  it('collects pages up to the limit and tells how to go on', async () => {
    const row = (id: string) => ({
      id,
      name: `Đơn vị ${id}`,
      kind: 'co-quan',
      communeName: 'Xã A',
      managedBy: 'xa',
    });
    answers.set('GET /units', ({ query }) =>
      query['cursor'] === undefined
        ? { body: { items: [row('U1'), row('U2')], next: 'n2' } }
        : { body: { items: [row('U3')], next: query['cursor'] === 'n2' ? 'n3' : undefined } },
    );
    const some = await antq(['unit', 'list', '--limit', '3', '--search', 'dak lak']);
    expect(requests.map(({ query }) => query['limit'])).toEqual(['3', '1']);
    expect(some.out).toContain('3 đơn vị');
    expect(some.out).toContain('--cursor n3');
    const all = await antq(['unit', 'list', '--all', '--json']);
    expect((JSON.parse(all.out) as { items: unknown[] }).items).toHaveLength(4);
  });

  it('tells late, overdue and not yet open apart in words', async () => {
    const due = (lastDay: string, more = {}) => ({
      lastDay,
      phrase: '',
      words: '',
      source: '',
      status: 'binding',
      ...more,
    });
    const stage = (name: string, rest: object) => ({
      stage: name,
      name,
      act: 'submit',
      round: 1,
      opens: '2027-01-01',
      ...rest,
    });
    answers.set('GET /cycles/c/units/U1', {
      body: {
        cycleId: 'c',
        unit: { id: 'U1', name: 'Đơn vị' },
        now: '2027-06-01T00:00:00.000Z',
        standing: 'inside',
        round: 1,
        status: 'open',
        stages: [
          stage('a', {
            status: 'done',
            standing: 'done',
            late: true,
            due: due('2027-03-31'),
            effectiveAt: '2027-04-01T00:00:00.000Z',
          }),
          stage('a2', {
            ...{ status: 'done', standing: 'done', late: true, afterSuggested: true },
            // A day that was granted and ended before the suggested one sets nothing.
            due: due('2027-03-31', { status: 'assumed', graceUntil: '2027-03-15' }),
            effectiveAt: '2027-04-01T00:00:00.000Z',
          }),
          stage('b', { status: 'awaiting', standing: 'overdue', due: due('2027-05-31') }),
          stage('d', {
            status: 'returned',
            standing: 'returned',
            due: due('2027-05-01', { graceUntil: '2027-07-01' }),
          }),
          stage('e', {
            status: 'awaiting',
            standing: 'ahead',
            opens: '2027-08-01',
            due: due('2027-09-01'),
          }),
          stage('g', {
            status: 'awaiting',
            standing: 'notSubmitted',
            due: due('2027-05-01'),
            cutOff: '2027-05-10',
          }),
          stage('h', { status: 'waived', standing: 'waived', due: due('2027-03-31') }),
          stage('i', { status: 'awaiting', standing: 'closed', due: due('2027-03-31') }),
        ],
        history: [
          {
            version: 1,
            round: 1,
            kind: 'x',
            text: 'Gửi bước a',
            at: '2027-05-05T05:05:00.000Z',
            effectiveAt: '2027-04-01T00:00:00.000Z',
            actorName: 'Bà B',
          },
        ],
      },
    });
    answers.set('GET /messages', { body: { items: [] } });
    const { out } = await antq(['unit', 'show', 'U1', '--cycle', 'c']);
    expect(out).toMatch(/│ a .*│ xong, TRỄ HẠN/);
    expect(out).toMatch(/│ a2 .*│ xong, sau ngày đề nghị\*/);
    expect(out).toMatch(/│ b .*│ chờ, QUÁ HẠN/);
    expect(out).toMatch(/│ d .*│ bị trả lại/);
    expect(out).not.toMatch(/│ d .*QUÁ HẠN/);
    expect(out).toMatch(/│ e .*│ mở từ 01\/08\/2027/);
    expect(out).toMatch(/│ g .*│ không nộp/);
    expect(out).toMatch(/│ h .*│ không yêu cầu/);
    expect(out).toMatch(/│ i .*│ không nộp/);
    expect(out.match(/QUÁ HẠN/g)).toHaveLength(1);
    expect(out).toMatch(/│ 01\/04\/2027 07:00 │ +1 │ Gửi bước a/);
    expect(out).not.toContain('05/05/2027');
  });

  it('marks assumed cut-offs, and assumed opening days of what is still ahead', async () => {
    const stage = (name: string, rest: object) => ({
      stage: name,
      name,
      act: 'submit',
      round: 1,
      status: 'awaiting',
      standing: 'working',
      opens: '2027-01-01',
      cutOff: '2027-11-14',
      ...rest,
    });
    const shown = async (...stages: object[]) => {
      const unit = { id: 'U1', name: 'Đơn vị' };
      const year = { cycleId: 'c', unit, standing: 'inside', round: 1, status: 'open', history: [] };
      answers.set('GET /cycles/c/units/U1', {
        body: { ...year, now: '2027-06-01T00:00:00.000Z', stages },
      });
      answers.set('GET /messages', { body: { items: [] } });
      return (await antq(['unit', 'show', 'U1', '--cycle', 'c'])).out;
    };
    const marked = await shown(
      stage('a', { cutOffAssumed: true }),
      stage('b', { standing: 'ahead', opens: '2027-08-01', opensAssumed: true }),
    );
    expect(marked).toMatch(/│ a .*│ 14\/11\/2027\* │ chờ/);
    expect(marked).toMatch(/│ b .*│ 14\/11\/2027 +│ mở từ 01\/08\/2027\*/);
    expect(marked).toContain('* mốc giả định, chưa có văn bản');
    expect(await shown(stage('a', { opensAssumed: true }))).not.toContain('*');
    const ahead = { standing: 'ahead', opens: '2027-08-01', opensAssumed: true };
    expect(await shown(stage('b', ahead))).toContain('* mốc giả định');
  });
});

describe('policy show', () => {
  it('marks assumed opening days and cut-offs beside their day', async () => {
    const stage = {
      name: 'Bước',
      kind: 'unit',
      actor: 'unit-head',
      opens: '2027-01-01',
      source: 'KH 33',
      status: 'binding',
    };
    const due = (date: string) => ({
      ...{ lastDay: `2027-03-${date}`, words: 'Quý I', source: 'KH 33', status: 'binding' },
    });
    const pack = { id: 'p', title: 'Gói', jurisdiction: 'Tỉnh', validFrom: '2025-01-01', base: false };
    const lists = { criteria: [], classes: [], gaps: [], targets: [], figures: [], sources: [] };
    answers.set('GET /policies/p', {
      body: {
        ...pack,
        ...lists,
        year: 2027,
        stages: [
          { ...stage, stage: 'a', opensAssumed: true, cutOff: '2027-11-14' },
          { ...stage, stage: 'b', cutOff: '2027-11-20', cutOffAssumed: true },
          { ...stage, stage: 'c', tinh: due('31'), huyen: due('20'), xa: due('10') },
          { ...stage, stage: 'd', tinh: due('31'), xa: due('31') },
        ],
      },
    });
    const { out } = await antq(['policy', 'show', 'p']);
    expect(out).toMatch(/\(a\) +│ 01\/01\/2027\* │ – +│ 14\/11\/2027 /);
    expect(out).toMatch(/\(b\) +│ 01\/01\/2027 +│ – +│ 20\/11\/2027\*/);
    for (const day of ['tỉnh: 31/03/2027', 'huyện: 20/03/2027', 'xã: 10/03/2027']) expect(out).toContain(day);
    expect(out).toMatch(/\(d\) +│ 01\/01\/2027 +│ 31\/03\/2027/);
  });
});

describe('policies as figures', () => {
  const figure = {
    path: 'targets.recognised',
    section: 'Chỉ tiêu',
    text: 'Đơn vị đạt tiêu chuẩn',
    value: 'ít nhất 80% số đơn vị đăng ký',
    citation: 'Kế hoạch 33/KH-UBND ngày 21/8/2025, mục I.4',
    status: 'target',
  };

  it('are cited with document, place and words, and end with 3 where nothing fits', async () => {
    answers.set('GET /policies/p/cite', {
      body: {
        id: 'p',
        figure: '80%',
        items: [{ ...figure, document: 'Kế hoạch 33/KH-UBND', quote: 'ít nhất 80% đạt' }],
      },
    });
    const cited = await antq(['policy', 'cite', 'p', '80%']);
    expect(cited.code).toBe(0);
    expect(cited.out).toContain(
      'ít nhất 80% số đơn vị đăng ký – Kế hoạch 33/KH-UBND ngày 21/8/2025, mục I.4\n',
    );
    expect(cited.out).toContain('Nguyên văn: “ít nhất 80% đạt”');
    expect(requests.at(-1)?.path).toBe('/policies/p/cite');
    answers.set('GET /policies/p/cite', { body: { id: 'p', figure: 'x', items: [] } });
    expect(await antq(['policy', 'cite', 'p', 'x'])).toMatchObject({
      code: 3,
      out: 'Gói p không có số liệu nào ứng với “x”.\n',
    });
  });

  it('stand side by side, with what is assumed marked and the foundation of what only ought to be', async () => {
    const row = (id: string) => ({
      id,
      title: `Gói ${id}`,
      jurisdiction: 'Tỉnh',
      validFrom: '2025-01-01',
      base: false,
    });
    const { path, section, text, value, citation, status } = figure;
    answers.set('GET /policies/p/diff/q', {
      body: {
        a: row('p'),
        b: row('q'),
        rows: [
          {
            path,
            section,
            text,
            a: { value: '70%', citation: 'Giả định', status: 'assumed' },
            b: { value, citation, status },
          },
        ],
        same: 1200,
      },
    });
    const { code, out } = await antq(['policy', 'diff', 'p', 'q']);
    expect(code).toBe(0);
    expect(out).toMatch(/Đơn vị đạt tiêu chuẩn │ 70%\* +│ ít nhất 80% số đơn vị đăng ký/);
    expect(out).toContain('(phấn đấu; Kế hoạch 33/KH-UBND');
    expect(out).toContain('Khác 1 dòng, giống 1.200 dòng.');
  });

  it('are checked all at once, and a file that is none counts as a fault', async () => {
    const sound = {
      ok: true,
      errors: [],
      assumed: [{ path: 'classes.tot', text: 'Tốt', value: 'từ 90 điểm' }],
    };
    answers.set('GET /policies/p/check', { body: { id: 'p', ...sound } });
    answers.set('GET /policies/q/check', { body: { id: 'q', ...sound } });
    const items = [{ id: 'p' }, { id: 'q' }];
    answers.set('GET /policies', { body: { items, faults: [] } });
    const all = await antq(['policy', 'check']);
    expect(all.code).toBe(0);
    expect(all.out).toContain('2 gói: không có chỗ sai; 2 số liệu giả định.');
    const faults = [{ file: 'hong.json', place: 'dòng 3, cột 12', message: 'Tệp không phải là JSON đúng.' }];
    answers.set('GET /policies', { body: { items, faults } });
    const broken = await antq(['policy', 'check']);
    expect(broken.code).toBe(4);
    expect(broken.out).toMatch(/hong\.json │ dòng 3, cột 12 │ Tệp không phải là JSON đúng\./);
  });
});

describe('command show', () => {
  it('waits for the outcome when asked to, and a refusal ends with 4', async () => {
    let polls = 0;
    answers.set('GET /commands/c-1', () => {
      polls += 1;
      return polls < 3
        ? { body: { ...applied, status: 'received' } }
        : { body: { ...applied, status: 'refused', code: 'STAGE.NOT_OPEN', detail: 'Bước chưa mở.' } };
    });
    const ended = await antq(['command', 'show', 'c-1', '--wait']);
    expect(ended.code).toBe(4);
    expect(ended.err).toContain('Bước chưa mở.');
    expect((await antq(['command', 'show', 'c-1'])).code).toBe(0);
  });
});

describe('checks', () => {
  it.each([
    [
      'audit verify',
      ['audit', 'verify', '--cycle', 'c'],
      'GET /audit/verify',
      { chains: 2, rows: 1500, broken: [{ areaCode: '21000', seq: 7, fault: 'sai mã băm' }] },
    ],
    [
      'policy check',
      ['policy', 'check', 'p'],
      'GET /policies/p/check',
      { errors: [{ code: 'E', path: 'classes', message: 'Thiếu' }], assumed: [] },
    ],
    [
      'audit reconcile',
      ['audit', 'reconcile', '--cycle', 'c'],
      'GET /cycles/c/reconciliation',
      { findings: [{ kind: 'k', object: 'o', detail: 'd' }] },
    ],
  ])('%s ends with 0 when sound and with 4 when not', async (_name, args, route, body) => {
    answers.set(route, { body: { ...body, ok: false } });
    expect((await antq(args)).code).toBe(4);
    answers.set(route, { body: { ...body, ok: true } });
    expect((await antq(args)).code).toBe(0);
  });
});

describe('help', () => {
  it.each([[['--help']], [['cycle', 'open', '--help']], [['help', 'submit']]])(
    'is Vietnamese for %j',
    async (args) => {
      const ended = await antq(args);
      expect(ended).toMatchObject({ code: 0, err: '' });
      expect(ended.out).toContain('Cách dùng: antq');
      expect(ended.out).not.toMatch(/Usage|Options:|Commands:|display help/);
    },
  );

  it('of a group without its command is a fault of usage', async () => {
    const ended = await antq(['cycle']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('Các lệnh:');
  });
});
