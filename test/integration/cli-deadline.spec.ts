import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeadlineChangeAnswer, DeadlinesAnswer } from '#libs/contracts';
import { runCli } from '../../apps/cli/cli.js';
import { AnswersByContract } from '../support/answers-by-contract.js';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly dryRun: string | null;
  readonly key: string | undefined;
  readonly body: unknown;
}

const requests: Seen[] = [];
let answer: unknown;
/** What a dry run is answered. */
let known: DeadlineChangeAnswer;
const contract = new AnswersByContract();
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const at = new URL(request.url ?? '/', 'http://stub');
      const text = Buffer.concat(chunks).toString('utf8');
      const key = request.headers['idempotency-key'];
      requests.push({
        method: request.method ?? '',
        path: at.pathname,
        dryRun: at.searchParams.get('dryRun'),
        key: typeof key === 'string' ? key : undefined,
        body: text === '' ? undefined : JSON.parse(text),
      });
      const cycle = { id: '51-2026-dt', clockKind: 'rehearsal', label: 'dt' };
      const dryRun = at.searchParams.get('dryRun') === 'true';
      const body = at.pathname.endsWith('/cycles/51-2026-dt') ? cycle : dryRun ? known : answer;
      response.writeHead(200, { 'content-type': 'application/json' });
      const path = at.pathname.replace('/api/v1', '');
      response.end(contract.text(request.method ?? '', path, 200, body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => expect(contract.takeFaults()).toEqual([]));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  requests.length = 0;
  known = plan;
  answer = { ...plan, dryRun: false, version: 1 };
});

async function antq(args: readonly string[], reply?: string) {
  const told = { out: '', err: '' };
  const code = await runCli(args, {
    settings: { url, token: 'secret', dataDir: '/nowhere', plain: true },
    out: { write: (text) => void (told.out += text), isTTY: false, columns: 100, colour: false },
    err: { write: (text) => void (told.err += text), isTTY: false },
    interactive: reply !== undefined,
    ask: async () => reply ?? '',
    pause: async () => undefined,
    now: () => 0,
  });
  return { code, ...told };
}

const plan: DeadlineChangeAnswer = {
  cycleId: '51-2026-dt',
  dryRun: true,
  stage: 'q1Plan',
  name: 'Nghị quyết, kế hoạch Quý I',
  number: '12/CV-CAT',
  date: '2026-03-18',
  levels: [
    {
      level: 'xa',
      before: '2026-03-31',
      beforeAssumed: true,
      after: '2026-04-14',
      open: 1200,
      fallAway: [
        { name: 'mốc 7 ngày', day: '2026-03-24', at: '2026-03-24T01:00:00.000Z', reason: 'đúng ngày' },
      ],
      come: [{ name: 'mốc 14 ngày', day: '2026-03-31', at: '2026-03-31T01:00:00.000Z', reason: 'đúng ngày' }],
    },
  ],
  open: 1200,
  told: 900,
  turnsLate: { count: 3, units: [{ unitId: 'QN0001', name: 'Trường A' }] },
  noLongerLate: { count: 0, units: [] },
  warnings: ['Hạn mới đã qua.'],
};
const document = ['--number', '12/CV-CAT', '--date', '18/03/2026', '--reason', 'Bão lũ'];
const change = ['--cycle', '51-2026-dt', '--stage', 'q1Plan', '--level', 'xa', ...document];

describe('antq deadline set', () => {
  it('shows what follows before it asks, and sends the same once it is told to', async () => {
    const ended = await antq(['deadline', 'set', ...change, '--before', '15/04/2026'], 'co');
    expect(ended).toMatchObject({ code: 0, err: '' });
    const sent = {
      stage: 'q1Plan',
      level: 'xa',
      operator: 'before',
      day: '2026-04-15',
      number: '12/CV-CAT',
      date: '2026-03-18',
      reason: 'Bão lũ',
    };
    expect(requests.map(({ method, path, dryRun, body }) => [method, path, dryRun, body])).toEqual([
      ['POST', '/api/v1/cycles/51-2026-dt/deadlines', 'true', sent],
      ['POST', '/api/v1/cycles/51-2026-dt/deadlines', null, sent],
    ]);
    expect(ended.out).toContain('31/03/2026*');
    expect(ended.out).toContain('* mốc giả định, chưa có văn bản');
    expect(ended.out).toContain('14/04/2026');
    expect(ended.out).toContain('Chưa xong: 1.200; đã được nhắc theo hạn cũ: 900.');
    expect(ended.out).toContain('Thành quá hạn: 3: Trường A (QN0001); và 2 đơn vị khác.');
    expect(ended.out).toContain('Hết quá hạn: không có.');
    expect(ended.out).toMatch(/bỏ\s*│ mốc 7 ngày\s*│ 24\/03\/2026 08:00/);
    expect(ended.out).toMatch(/thêm\s*│ mốc 14 ngày\s*│ 31\/03\/2026 08:00/);
    expect(ended.out).toContain('Lưu ý: Hạn mới đã qua.');
    expect(ended.out).toContain('Đã sửa hạn (lần 1) theo văn bản số 12/CV-CAT.');
  });

  it('changes nothing where the answer is no, in a dry run, and in a preview', async () => {
    const line = ['deadline', 'set', ...change, '--by', '2026-04-14'];
    expect(await antq(line, 'khong')).toMatchObject({ code: 0, err: expect.stringContaining('Đã thôi') });
    const dry = await antq([...line, '--dry-run', '--json']);
    expect(JSON.parse(dry.out)).toEqual(plan);
    const preview = await antq(['deadline', 'preview', ...change, '--by', '2026-04-14']);
    expect(preview.out).toContain('Chạy thử, chưa thay đổi gì.');
    expect(requests.map(({ dryRun }) => dryRun)).toEqual(['true', 'true', 'true']);
  });

  it('takes a key that was used for what it is: done, with nothing to look at or to ask', async () => {
    known = { ...plan, version: 3 };
    const line = ['deadline', 'set', ...change, '--by', '2026-04-14', '--key', 'khoa-cua-toi'];
    const ended = await antq(line, 'khong');
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('Đã sửa hạn trước đây (lần 3)');
    expect(ended.out).not.toContain('Thành quá hạn');
    expect(requests.map(({ dryRun, key }) => [dryRun, key])).toEqual([['true', 'khoa-cua-toi']]);
  });

  it('asks nobody where nobody answers, unless it was told so', async () => {
    const line = ['deadline', 'set', ...change, '--by', '2026-04-14'];
    expect(await antq(line)).toMatchObject({ code: 2, err: expect.stringContaining('--dry-run') });
    expect(requests).toEqual([]);
    const done = await antq([...line, '--yes', '--json', '--key', 'khoa-cua-toi']);
    expect(JSON.parse(done.out)).toMatchObject({ version: 1 });
    expect(done.err).toContain('Thành quá hạn: 3');
    expect(requests.at(-1)).toMatchObject({ dryRun: null, key: 'khoa-cua-toi' });
  });

  it.each([
    [['--by', '2026-04-14', '--before', '2026-04-15'], 'Cần đúng một trong hai'],
    [[], 'Cần đúng một trong hai'],
    [['--by', '2026-02-30'], 'Cần một ngày có thật'],
  ])('takes one day: %j', async (days, sentence) => {
    const ended = await antq(['deadline', 'set', ...change, ...days, '--yes']);
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining(sentence) });
    expect(requests).toEqual([]);
  });

  it('does not go without the number of the document', async () => {
    const ended = await antq(['deadline', 'set', '--cycle', 'c', '--stage', 'q1Plan', '--by', '2026-04-14']);
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('--number') });
  });
});

describe('antq deadline', () => {
  it('lists the days in force, marked where no document names them, and what moved them', async () => {
    const due = {
      phrase: '',
      words: '',
      source: '',
    };
    answer = {
      cycleId: '51-2026-dt',
      now: '2026-03-20T02:00:00.000Z',
      items: [
        {
          stage: 'q1Plan',
          name: 'Quý I',
          level: 'xa',
          opens: '2026-01-01',
          due: { ...due, lastDay: '2026-04-14', status: 'binding' },
          cutOff: '2026-11-15',
          cutOffAssumed: true,
          originalLastDay: '2026-03-31',
          originalAssumed: true,
        },
      ],
      amendments: [
        {
          version: 1,
          stage: 'q1Plan',
          name: 'Quý I',
          level: 'xa',
          lastDay: '2026-04-14',
          words: '',
          number: '12/CV-CAT',
          date: '2026-03-18',
          reason: 'Bão lũ',
          effectiveAt: '2026-03-20T02:00:00.000Z',
        },
      ],
    } satisfies DeadlinesAnswer;
    const ended = await antq(['deadline', 'list', '--cycle', '51-2026-dt']);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('Chu kỳ 51-2026-dt (DIỄN TẬP “dt”), hiện là 20/03/2026');
    expect(ended.out).toMatch(
      /14\/04\/2026\s*│ Quý I\s*│ q1Plan\s*│ xã\s*│ 15\/11\/2026\*\s*│ 31\/03\/2026\*/,
    );
    expect(ended.out).toContain('* mốc giả định, chưa có văn bản');
    expect(ended.out).toContain('số 12/CV-CAT ngày 18/03/2026');
  });

  it('gives one unit more time by the command that always did', async () => {
    answer = { id: 'c-1', status: 'applied', cycleId: 'c', unitId: 'U1', kind: 'extend', version: 1 };
    await antq([
      'deadline',
      'extend',
      '--cycle',
      'c',
      '--unit',
      'U1',
      '--stage',
      'q1Plan',
      '--until',
      '20/04/2026',
      '--reason',
      'Mới lập',
    ]);
    expect(requests).toEqual([
      expect.objectContaining({
        path: '/api/v1/cycles/c/units/U1/commands',
        body: { kind: 'extend', stage: 'q1Plan', until: '2026-04-20', reason: 'Mới lập' },
      }),
    ]);
  });
});
