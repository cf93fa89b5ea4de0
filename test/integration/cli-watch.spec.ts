import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  BoardAnswer,
  ExclusionAnswer,
  ReminderPreviewAnswer,
  ReminderPreviewLineAnswer,
  UpcomingAnswer,
} from '#libs/contracts';
import type { ChangeEvent } from '#libs/contracts/http';
import { runCli } from '../../apps/cli/cli.js';
import { AnswersByContract } from '../support/answers-by-contract.js';

/** Speaks for the API: answers of one test by path, everything that was asked, and the streams that are open. */
const answers = new Map<string, unknown>();
const asked: {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
}[] = [];
const streams: ServerResponse[] = [];
let refusal: number | undefined;
const contract = new AnswersByContract();
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const at = new URL(request.url ?? '/', 'http://stub');
    const path = at.pathname.replace(/^\/api\/v1/, '');
    asked.push({ path, query: Object.fromEntries(at.searchParams), headers: request.headers });
    if (path.endsWith('/events') && refusal === undefined) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('retry: 20\n\n');
      streams.push(response);
      return;
    }
    const found = answers.get(path);
    const body =
      typeof found === 'function'
        ? (found as (query: object) => unknown)(Object.fromEntries(at.searchParams))
        : found;
    const status = path.endsWith('/events') ? (refusal ?? 200) : body === undefined ? 404 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    const given = body ?? { status, code: 'X', detail: 'Bị từ chối.' };
    response.end(contract.text('GET', path, status, given));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answers.clear();
  asked.length = 0;
  refusal = undefined;
  answers.set('/cycles/c', {
    id: 'c',
    clockKind: 'rehearsal',
    label: 'dt1',
    now: '2026-03-10T01:00:00.000Z',
  });
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.destroy();
  expect(contract.takeFaults()).toEqual([]);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Terminal {
  readonly columns?: number;
  readonly rows?: number;
}

/** A command line that is still running; `out` grows. */
function antq(args: readonly string[], terminal?: Terminal) {
  const told = { out: '', err: '', leave: (): void => undefined };
  const ended = runCli(args, {
    settings: { url, token: 'secret', dataDir: '/nowhere', plain: true },
    out: {
      write: (text) => void (told.out += text),
      isTTY: terminal !== undefined,
      columns: terminal?.columns ?? 100,
      rows: terminal?.rows ?? 40,
      colour: false,
    },
    err: { write: (text) => void (told.err += text), isTTY: false },
    interactive: false,
    ask: async () => '',
    pause: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    onQuit: (leave) => {
      told.leave = leave;
      return () => undefined;
    },
    now: () => performance.now(),
  });
  return { told, ended };
}

async function until(isDone: () => boolean, ms = 4_000): Promise<void> {
  const end = performance.now() + ms;
  while (!isDone()) {
    if (performance.now() > end) throw new Error('not in time');
    await pause(10);
  }
}

const cycles = (...items: readonly object[]) => answers.set('/cycles', { items });
const board = (seq: number, done: number): BoardAnswer => ({
  cycleId: 'c',
  year: 2026,
  provinceName: 'Quảng Ngãi',
  clockKind: 'calendar',
  state: 'open',
  now: '2026-03-10T01:00:00.000Z',
  seq,
  units: { inside: 10, outside: 0 },
  columns: [
    {
      stage: 'q1Plan',
      name: 'Nghị quyết, kế hoạch Quý I',
      shortName: 'Quý I',
      opens: '2026-01-01',
      isOpen: true,
      lastDays: [{ day: '2026-03-31', assumed: false }],
    },
  ],
  total: [{ done, working: 10 - done, returned: 0, overdue: 0, notSubmitted: 0, ahead: 0, failing: 0 }],
  communes: [],
  bodies: [],
});
const reminderOf = (level: 'tinh' | 'xa', subjects: number) => ({
  at: '2026-03-24T01:00:00.000Z',
  kind: 'reminder',
  text: '24/03/2026 08:00: nhắc Quý I, mốc 7 ngày, dời từ Thứ Bảy 28/03',
  stage: 'q1Plan',
  stageName: 'Quý I',
  level,
  lastDay: '2026-03-31',
  rung: 'before-7',
  rungName: 'mốc 7 ngày',
  subjects,
  reason: 'dời từ Thứ Bảy 28/03',
});
const boardsAsked = () => asked.filter(({ path }) => path.endsWith('/board')).length;
const event = (seq: number) => streams.at(-1)?.write(`event: change\nid: ${seq}\ndata: {"areas":{}}\n\n`);
/** Tells a board of which so many are done. */
const change = (seq: number, since: number, done: number) => {
  const { now, state, total } = board(seq, done);
  const data: ChangeEvent = { areas: {}, board: { seq, since, now, state, total } };
  streams.at(-1)?.write(`event: change\nid: ${seq}\ndata: ${JSON.stringify(data)}\n\n`);
};

describe('cycle watch', () => {
  it('prints the board once where there is no terminal, of the real running cycle opened last', async () => {
    cycles(
      { id: 'old', clockKind: 'calendar', state: 'open', createdAt: '2026-01-01T00:00:00Z' },
      { id: 'c', clockKind: 'calendar', state: 'open', createdAt: '2026-02-01T00:00:00Z' },
      { id: 'rehearsed', clockKind: 'rehearsal', state: 'open', createdAt: '2026-02-15T00:00:00Z' },
      { id: 'closed', clockKind: 'calendar', state: 'closed', createdAt: '2026-03-01T00:00:00Z' },
    );
    answers.set('/cycles/c/board', board(1, 4));
    const { told, ended } = antq(['cycle', 'watch', '--commune', '21211', '--kind', 'doanh-nghiep']);
    expect(await ended).toBe(0);
    expect(told.out).toContain('BẢNG ĐIỀU HÀNH · Chu kỳ 2026 · Quảng Ngãi · 10/03/2026 08:00');
    expect(told.out).toContain(' Tổng   xong          ✔ 4');
    expect(told.out).not.toContain('\u001b');
    const query = asked.find(({ path }) => path === '/cycles/c/board')?.query;
    expect(query).toEqual({ commune: '21211', kind: 'doanh-nghiep' });
    expect(asked.some(({ path }) => path.endsWith('/events'))).toBe(false);
  });

  it('prints the board of a past day and nothing of the present around it', async () => {
    const commune = { code: '21211', name: 'Xã Tịnh Khê' };
    const cells = board(1, 4).total;
    const past = { ...board(1, 4), asOf: '2026-03-05', commune };
    answers.set('/cycles/c/board', { ...past, communes: [{ ...commune, units: 10, cells }] });
    const { told, ended } = antq(['cycle', 'watch', '--cycle', 'c', '--as-of', '5/3/2026']);
    expect(await ended).toBe(0);
    expect(asked.map(({ path }) => path)).toEqual(['/cycles/c/board']);
    expect(asked[0]?.query).toEqual({ asOf: '2026-03-05' });
    expect(told.out).toContain('Quảng Ngãi · hết ngày 05/03/2026 ');
    expect(told.out).toContain(' ▸ Xã Tịnh Khê (10)');
  });

  it('takes a running rehearsal where no real cycle runs', async () => {
    cycles(
      { id: 'closed', clockKind: 'calendar', state: 'closed', createdAt: '2026-03-01T00:00:00Z' },
      { id: 'c', clockKind: 'rehearsal', state: 'open', createdAt: '2026-02-01T00:00:00Z' },
    );
    answers.set('/cycles/c/board', board(1, 4));
    const { ended } = antq(['cycle', 'watch']);
    expect(await ended).toBe(0);
  });

  it('tells what comes next, and of one commune each unit by its name', async () => {
    const commune = { code: '21211', name: 'Xã Tịnh Khê' };
    const cells = board(1, 4).total;
    answers.set('/cycles/c/board', {
      ...board(1, 4),
      commune,
      communes: [{ ...commune, units: 10, cells }],
    });
    answers.set('/cycles/c/upcoming', {
      cycleId: 'c',
      now: '2026-03-10T01:00:00.000Z',
      items: [reminderOf('tinh', 400), reminderOf('xa', 12)],
    });
    const unit = (unitId: string, name: string, stage: object) => ({
      unitId,
      name,
      kind: 'co-quan',
      stages: [{ stage: 'q1Plan', ...stage }],
    });
    answers.set('/cycles/c/units', ({ cursor }: { cursor?: string }) =>
      cursor === undefined
        ? {
            items: [
              unit('U1', 'Trường Đ', { standing: 'overdue', daysLate: 3 }),
              unit('U2', 'Trường B', { standing: 'done', effectiveAt: '2026-03-05T02:00:00.000Z' }),
            ],
            next: 'U2',
          }
        : { items: [unit('U3', 'Trường D', { standing: 'overdue', daysLate: 1 })] },
    );
    const whole = antq(['cycle', 'watch', '--cycle', 'c', '--commune', '21211', '--once']);
    expect(await whole.ended).toBe(0);
    expect(asked.find(({ path }) => path.endsWith('/units'))?.query).toMatchObject({
      commune: '21211',
      standing: 'inside',
      stages: 'true',
    });
    expect(whole.told.out.split('\n').slice(8, 13)).toEqual([
      ' ▾ Xã Tịnh Khê (10)   ✔ 4'.replace('✔ 4', '… 6'),
      '   Trường B           ✔ 05/03',
      '   Trường D           ■ trễ 1 ngày',
      '   Trường Đ           ■ trễ 3 ngày',
      ' Việc sắp tới: 24/03 08:00 nhắc Quý I, mốc 7 ngày, dời từ Thứ Bảy 28/03 (412 nơi)',
    ]);
    const late = antq(['cycle', 'watch', '--cycle', 'c', '--commune', '21211', '--once', '--overdue']);
    expect(await late.ended).toBe(0);
    expect(late.told.out).toContain('[Chỉ quá ngày cuối]');
    expect(late.told.out).toContain('Trường Đ');
    expect(late.told.out).not.toContain('Trường B');
  });

  it('shows only communes with something overdue where asked, also to a program', async () => {
    const [cell] = board(1, 4).total;
    const commune = (code: string, overdue: number) => ({
      code,
      name: `Xã ${code}`,
      units: 10,
      cells: [{ ...cell, overdue }],
    });
    answers.set('/cycles/c/board', { ...board(1, 4), communes: [commune('1', 0), commune('2', 3)] });
    const people = antq(['cycle', 'watch', '--cycle', 'c', '--overdue']);
    expect(await people.ended).toBe(0);
    expect(people.told.out).toContain('Xã 2');
    expect(people.told.out).not.toContain('Xã 1');
    const program = antq(['cycle', 'watch', '--cycle', 'c', '--overdue', '--json']);
    expect(await program.ended).toBe(0);
    const { communes, total } = JSON.parse(program.told.out) as BoardAnswer;
    expect([communes.map(({ code }) => code), total]).toEqual([['2'], board(1, 4).total]);
  });

  it('prints the answer of the API for a program', async () => {
    answers.set('/cycles/c/board', board(1, 4));
    const { told, ended } = antq(['cycle', 'watch', '--cycle', 'c', '--json'], {});
    expect(await ended).toBe(0);
    expect(JSON.parse(told.out)).toEqual(board(1, 4));
  });

  it('draws anew at an event and not before, with the token, until q', async () => {
    let seq = 1;
    answers.set('/cycles/c/board', () => board(seq, seq));
    const { told, ended } = antq(['cycle', 'watch', '--cycle', 'c'], { columns: 100 });
    await until(() => streams.length > 0 && told.out.includes('● trực tiếp'));
    expect(asked.find(({ path }) => path.endsWith('/events'))?.headers.authorization).toBe('Bearer secret');
    event(1);
    await pause(600);
    expect(boardsAsked()).toBe(1);
    seq = 7;
    event(7);
    await until(() => told.out.includes('✔ 7'));
    expect(boardsAsked()).toBe(2);
    told.leave();
    expect(await ended).toBe(0);
    await until(() => streams.every(({ destroyed }) => destroyed));
  });

  it('follows what the stream tells of the board, and reads it anew only where it missed something', async () => {
    answers.set('/cycles/c/board', board(1, 4));
    const { told, ended } = antq(['cycle', 'watch', '--cycle', 'c', '--kind', 'co-quan'], { columns: 100 });
    await until(() => streams.length > 0 && told.out.includes('● trực tiếp'));
    expect(asked.find(({ path }) => path.endsWith('/events'))?.query).toEqual({ kind: 'co-quan' });
    change(3, 1, 6);
    await until(() => told.out.includes('✔ 6'));
    change(5, 3, 8);
    await until(() => told.out.includes('✔ 8'));
    expect(boardsAsked()).toBe(1);
    answers.set('/cycles/c/board', board(9, 9));
    change(8, 7, 2);
    await until(() => told.out.includes('✔ 9'));
    expect(boardsAsked()).toBe(2);
    told.leave();
    expect(await ended).toBe(0);
  });

  it('comes back to the stream after it broke, with the last event that it knows', async () => {
    answers.set('/cycles/c/board', board(9, 3));
    const { told, ended } = antq(['cycle', 'watch', '--cycle', 'c'], {});
    await until(() => streams.length === 1);
    event(9);
    await pause(50);
    streams[0]?.destroy();
    await until(() => streams.length === 2);
    expect(asked.filter(({ path }) => path.endsWith('/events')).at(-1)?.headers['last-event-id']).toBe('9');
    // A new day has no number: what was missed is read and not only asked for.
    await until(() => boardsAsked() === 2);
    told.leave();
    expect(await ended).toBe(0);
  });

  it('looks every five seconds where there is no stream, and says so', async () => {
    refusal = 503;
    answers.set('/cycles/c/board', board(1, 4));
    const { told, ended } = antq(['cycle', 'watch', '--cycle', 'c'], { columns: 140 });
    await until(() => told.out.includes('○ xem lại mỗi 5 giây'));
    await until(() => boardsAsked() === 2, 7_000);
    told.leave();
    expect(await ended).toBe(0);
  });

  it('ends with the sentence of the API once it is refused', async () => {
    answers.set('/cycles/c/board', board(1, 4));
    const { told, ended } = antq(['cycle', 'watch', '--cycle', 'c'], {});
    await until(() => streams.length > 0);
    answers.delete('/cycles/c/board');
    event(2);
    expect(await ended).toBe(3);
    expect(told.err).toContain('Bị từ chối.');
  });

  it('says where to begin when there is no cycle', async () => {
    cycles();
    const { told, ended } = antq(['cycle', 'watch']);
    expect(await ended).toBe(3);
    expect(told.err).toContain('Chưa có chu kỳ nào.');
  });
});

describe('exclusions list', () => {
  const line = (unitId: string, more: Partial<ExclusionAnswer>): ExclusionAnswer => ({
    unitId,
    name: `Đơn vị ${unitId}`,
    kind: 'co-quan',
    communeCode: '1',
    communeName: 'Xã Ba Gia',
    managedBy: 'xa',
    notSubmitted: false,
    effect: 'excluded',
    reason: 'Không xét thi đua',
    source: 'Kế hoạch 33/KH-UBND',
    status: 'binding',
    ...more,
  });

  it('names each unit with its result, and each rule once', async () => {
    answers.set('/cycles/c/exclusions', {
      items: [
        line('U1', { class: { key: 'yeu', name: 'Yếu', total: 42.5, assumed: true }, notSubmitted: true }),
        line('U2', { class: { key: 'trung-binh', name: 'Trung bình', total: 61, assumed: true } }),
        line('U3', {
          notSubmitted: true,
          reason: 'Cấp trên chấm',
          source: 'chưa có văn bản',
          status: 'assumed',
        }),
      ],
    });
    const { told, ended } = antq(['exclusions', 'list', '--cycle', 'c']);
    expect(await ended).toBe(0);
    expect(told.out).toMatch(/│ U1 +│ Đơn vị U1 +│ Yếu\*, Không nộp +│ +42,5 │/);
    expect(told.out).toMatch(/│ U2 +│ Đơn vị U2 +│ Trung bình\* +│ +61 │/);
    expect(told.out).toMatch(/│ U3 +│ Đơn vị U3 +│ Không nộp +│ +– │/);
    expect(
      told.out
        .split('Lý do: ')
        .slice(1)
        .map((text) => text.split('\n')[0]),
    ).toEqual(['Không xét thi đua (Kế hoạch 33/KH-UBND)', 'Cấp trên chấm (chưa có văn bản)*']);
    expect(told.out).toContain('3 đơn vị');
    expect(told.out).toContain('chu kỳ c (DIỄN TẬP “dt1”), hiện là 10/03/2026 08:00');
    expect(told.out).toContain('* mốc giả định');
  });
});

describe('upcoming', () => {
  it('tells the soonest first, a reminder with its reason and its units', async () => {
    const answer: UpcomingAnswer = {
      cycleId: 'c',
      now: '2026-10-28T01:00:00.000Z',
      items: [
        {
          at: '2026-10-30T01:00:00.000Z',
          kind: 'reminder',
          text: '30/10/2026 08:00: nhắc Báo cáo kết quả, mốc 3 ngày, dời từ Chủ nhật 01/11',
          stageName: 'Báo cáo kết quả',
          level: 'tinh',
          lastDay: '2026-11-04',
          assumed: true,
          rungName: 'mốc 3 ngày',
          subjects: 1412,
          reason: 'dời từ Chủ nhật 01/11',
        },
        {
          at: '2026-11-04T17:00:00.000Z',
          kind: 'calendar',
          text: '04/11/2026* 24:00: hết ngày đề nghị Báo cáo kết quả',
          assumed: true,
        },
      ],
      left: 7,
      warnings: ['Chưa có ngày nghỉ nào của năm 2027.'],
    };
    answers.set('/cycles/c/upcoming', answer);
    const { told, ended } = antq(['upcoming', '--cycle', 'c', '--limit', '2']);
    expect(await ended).toBe(0);
    expect(told.out).toContain('Lưu ý: Chưa có ngày nghỉ nào của năm 2027.');
    expect(asked.at(-1)?.query).toEqual({ limit: '2' });
    expect(told.out).toContain('Việc sắp tới của chu kỳ c (DIỄN TẬP “dt1”), hiện là 28/10/2026 08:00');
    expect(told.out).toMatch(
      /│ 30\/10\/2026 +│ Nhắc Báo cáo kết quả \(tỉnh\): mốc 3 ngày +│ 04\/11\/2026\* │ +1\.412 │/,
    );
    expect(told.out).toMatch(/│ 08:00 +│ dời từ Chủ nhật 01\/11 +│/);
    expect(told.out).toMatch(/│ 04\/11\/2026\* │ hết ngày đề nghị Báo cáo kết quả/);
    expect(told.out).toMatch(/│ 24:00 /);
    expect(told.out).toContain('Còn 7 việc nữa: thêm --limit để xem nhiều hơn.');
    expect(told.out).toContain('* mốc giả định, chưa có văn bản');
    const most = antq(['upcoming', '--cycle', 'c', '--limit', '600']);
    expect(await most.ended).toBe(0);
    expect(asked.at(-1)?.query).toEqual({ limit: '500' });
    expect(most.told.out).toContain('Còn 7 việc nữa, sau 500 việc gần nhất.');
  });

  it('promises nothing more where all has been told', async () => {
    answers.set('/cycles/c/upcoming', {
      cycleId: 'c',
      now: '2026-03-10T01:00:00.000Z',
      items: [reminderOf('xa', 1)],
    });
    const { told, ended } = antq(['upcoming', '--cycle', 'c', '--limit', '1']);
    expect(await ended).toBe(0);
    expect(told.out).not.toContain('Còn ');
  });
});

describe('reminders preview', () => {
  const line = (unitId: string, more: Partial<ReminderPreviewLineAnswer>): ReminderPreviewLineAnswer => ({
    unitId,
    unitName: `Đơn vị ${unitId}`,
    stage: 'unitReport',
    stageName: 'Báo cáo',
    lastDay: '2026-11-04',
    outcome: 'done',
    reason: 'xong',
    ...more,
  });
  const pages = () => {
    const first: ReminderPreviewAnswer = {
      cycleId: 'c',
      day: '2026-10-30',
      now: '2026-10-28T01:00:00.000Z',
      items: [
        line('U1', {
          outcome: 'sends',
          reason: 'dời từ Chủ nhật 01/11',
          rungName: 'mốc 3 ngày',
          sendAt: '2026-10-30T01:00:00.000Z',
          recipient: 'u1@example.test',
        }),
        line('U2', {}),
      ],
      next: 'U2',
      totals: { subjects: 4, reminders: 1, mails: 1, byOutcome: { sends: 1, done: 2, paused: 1 } },
    };
    const second: ReminderPreviewAnswer = {
      ...first,
      totals: undefined,
      next: undefined,
      items: [line('U3', {}), line('U4', { outcome: 'paused', reason: 'tạm dừng', opensAssumed: true })],
    };
    answers.set('/cycles/c/reminders/preview', ({ after }: { after?: string }) =>
      after === 'U2' ? second : first,
    );
  };

  it('tells who gets what, and of the others how many for which reason, over all pages', async () => {
    pages();
    const { told, ended } = antq(['reminders', 'preview', '--cycle', 'c', '--at', '30/10/2026']);
    expect(await ended).toBe(0);
    expect(asked.find(({ path }) => path.endsWith('/preview'))?.query).toMatchObject({ at: '2026-10-30' });
    expect(told.out).toContain('Lời nhắc ngày 30/10/2026, chu kỳ c (DIỄN TẬP “dt1”), hiện là');
    expect(told.out).toContain('4 nơi được xét: 1 lời nhắc trong 1 thư');
    expect(told.out).toMatch(/│ 08:00 │ U1 │ Đơn vị U1 +│ Báo cáo: mốc 3 ngày +│ 04\/11\/2026 │/);
    expect(told.out).toMatch(/│ u1@example\.test │ dời từ Chủ nhật 01\/11 │/);
    expect(told.out).toMatch(/│ Báo cáo │ xong +│ +2 │/);
    expect(told.out).toMatch(/│ Báo cáo │ tạm dừng │ +1 │/);
    expect(told.out).toContain('* mốc giả định, chưa có văn bản');
  });

  it('names every unit where one is asked for or --full is given, and prints one document as JSON', async () => {
    pages();
    const full = antq(['reminders', 'preview', '--cycle', 'c', '--at', '2026-10-30', '--full']);
    expect(await full.ended).toBe(0);
    expect(full.told.out).toMatch(/│ U4 │ Đơn vị U4 │ Báo cáo │ tạm dừng │/);
    const json = antq(['reminders', 'preview', '--cycle', 'c', '--at', '2026-10-30', '--json']);
    expect(await json.ended).toBe(0);
    const answer = JSON.parse(json.told.out) as ReminderPreviewAnswer;
    expect([answer.items.length, answer.next, answer.totals?.mails]).toEqual([4, undefined, 1]);
  });
});
