import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BatchAnswer, BatchPlanAnswer, BatchWaitingPlanAnswer } from '#libs/contracts/http';
import { runCli } from '../../apps/cli/cli.js';
import { AnswersByContract } from '../support/answers-by-contract.js';

const CYCLE = '51-2026-dt1';
const plan: BatchPlanAnswer = {
  cycleId: CYCLE,
  dryRun: true,
  act: { kind: 'restart', from: 'selfScoring' },
  reason: 'Chấm lại',
  digest: 'd'.repeat(64),
  stages: { selfScoring: 'Cơ sở tự chấm điểm', q1Plan: 'Kế hoạch Quý I', dossier: 'Hồ sơ' },
  units: [
    {
      unitId: 'QN0001',
      name: 'Trạm Y tế',
      communeCode: '21211',
      changed: [
        {
          stage: 'selfScoring',
          status: 'submitted',
          lastDay: '2026-10-30',
          assumed: true,
          newLastDay: '2026-12-20',
        },
        { stage: 'dossier', status: 'awaiting', lastDay: '2026-12-22', assumed: false },
      ],
      kept: ['q1Plan'],
      mails: 0,
      noMail: 'không có địa chỉ thư',
    },
  ],
  refused: [{ unitId: 'QN0009', name: 'Trường', code: 'RESTART.NOTHING_DONE', detail: 'Chưa có kết quả.' }],
  communes: 1,
  closedYears: 0,
  mails: 0,
  needsApproval: false,
  estimate: { seconds: 3, measured: true },
};
const done: BatchAnswer = {
  id: '11111111-1111-4111-8111-111111111111',
  cycleId: CYCLE,
  act: plan.act,
  reason: plan.reason,
  digest: plan.digest,
  state: 'done',
  orderedBy: 'Quản trị',
  orderedAt: '2026-11-01T02:00:00.000Z',
  communes: 1,
  closedYears: 0,
  total: 2,
  applied: 1,
  moved: 1,
  refused: 0,
  leftOut: [{ unitId: 'QN0002', name: 'Trạm hai', detail: 'hồ sơ đã thay đổi từ khi lập kế hoạch' }],
};

const [planned] = plan.units;
const waitingPlan: BatchWaitingPlanAnswer = {
  ...{ id: done.id, cycleId: CYCLE, act: plan.act, select: {}, reason: plan.reason, digest: plan.digest },
  ...{ stages: plan.stages, refused: plan.refused, communes: 1, closedYears: 1, mails: 0 },
  units:
    planned === undefined
      ? []
      : [
          { ...planned, isMoved: false },
          { ...planned, unitId: 'QN0003', name: 'Trạm ba', isMoved: true },
        ],
};

interface Seen {
  readonly what: string;
  readonly body: Record<string, unknown>;
}

const requests: Seen[] = [];
const contract = new AnswersByContract();
let server: Server;
let ordered: BatchAnswer;
let shown: BatchAnswer['state'];
let url = '';
let dir = '';

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'antq-cli-'));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const at = new URL(request.url ?? '/', 'http://stub');
      const isPlan = at.searchParams.get('dryRun') === 'true';
      const text = Buffer.concat(chunks).toString('utf8');
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      const method = request.method ?? '';
      const where = at.pathname.replace('/api/v1', '');
      requests.push({ what: isPlan ? 'plan' : `${method} ${where.split('/').slice(3).join('/')}`, body });
      response.writeHead(200, { 'content-type': 'application/json' });
      const answer = where.endsWith('/plan')
        ? waitingPlan
        : isPlan
          ? plan
          : method === 'GET'
            ? { ...ordered, state: shown }
            : ordered;
      response.end(contract.text(method, where, 200, answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => expect(contract.takeFaults()).toEqual([]));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true });
});
beforeEach(() => {
  requests.length = 0;
  ordered = { ...done, state: 'running' };
  shown = 'done';
});

const fileOf = (text: string): string => {
  const file = path.join(dir, 'don-vi.csv');
  writeFileSync(file, text);
  return file;
};

async function antq(...args: readonly string[]) {
  const told = { out: '', err: '' };
  const code = await runCli(args, {
    settings: { url, token: 'secret', dataDir: '/nowhere', plain: true },
    out: { write: (text) => void (told.out += text), isTTY: false, columns: 80, colour: false },
    err: { write: (text) => void (told.err += text), isTTY: false },
    interactive: false,
    ask: async () => 'khong',
    pause: async () => undefined,
    now: () => 0,
  });
  return { code, ...told };
}
const restart = (...more: readonly string[]) =>
  antq(...['cycle', 'restart', '--cycle', CYCLE, '--from', 'selfScoring', '--reason', 'Chấm lại', ...more]);

describe('antq cycle restart for many units', () => {
  it('plans for the units of a list and shows by name what changes, stays and is refused', async () => {
    const { code, out } = await restart(
      '--units',
      fileOf('Mã đơn vị,Tên\nQN0001,A\nQN0002,B\n'),
      '--dry-run',
    );
    expect(code).toBe(0);
    const select = { units: ['QN0001', 'QN0002'] };
    expect(requests).toEqual([{ what: 'plan', body: { act: plan.act, select, reason: 'Chấm lại' } }]);
    for (const line of [
      'Trạm Y tế (QN0001)',
      'Đổi: Cơ sở tự chấm điểm (đã gửi, hạn mới hết ngày 20/12/2026 (trước: 30/10/2026*)); Hồ sơ (chờ, hết ngày 22/12/2026)',
      '* mốc giả định, chưa có văn bản',
      'Giữ: Kế hoạch Quý I',
      'Thư: không (không có địa chỉ thư)',
      '- Trường (QN0009): Chưa có kết quả.',
      'Dự kiến mất khoảng 3 giây, theo các lần đã làm.',
      `Mã kế hoạch: ${plan.digest}`,
      'Chạy thử, chưa thay đổi gì.',
    ]) {
      expect(out).toContain(line);
    }
  });

  it.each([
    [['--all'], {}],
    [['--commune', '21211', '--only-kind', 'co-quan'], { commune: '21211', kind: 'co-quan' }],
    [
      ['--all', '--only-stage', 'q1Plan', '--only-standing', 'overdue'],
      { stage: 'q1Plan', standing: 'overdue' },
    ],
  ])('chooses by %j', async (options, select) => {
    await restart(...options, '--dry-run');
    expect(requests[0]?.body['select']).toEqual(select);
  });

  it('orders with the digest of the plan, waits, and shows anew who was left out', async () => {
    const { code, out } = await restart('--all', '--yes');
    expect(code).toBe(4);
    expect(requests.map(({ what }) => what)).toEqual([
      'plan',
      'POST batches',
      `GET batches/${done.id}`,
      'plan',
    ]);
    expect(requests[1]?.body['digest']).toBe(plan.digest);
    expect(requests[3]?.body['select']).toEqual({ units: ['QN0002'] });
    expect(out).toContain('xong, 1/2 đơn vị đã làm, 1 đã thay đổi nên bỏ lại');
    expect(out).toContain('- Trạm hai (QN0002): hồ sơ đã thay đổi từ khi lập kế hoạch');
    expect(out).toContain('Kế hoạch mới cho các đơn vị bị bỏ lại:');
  });

  it('tells that it waits for a second account, and who may go on with it how', async () => {
    ordered = { ...done, state: 'waiting', moved: 0, applied: 0, leftOut: [] };
    const { out } = await restart('--all', '--yes');
    expect(out).toContain('chờ tài khoản thứ hai duyệt');
    expect(out).toContain(`antq batch approve ${done.id} --cycle ${CYCLE}`);
    expect(requests.map(({ what }) => what)).toEqual(['plan', 'POST batches']);
  });

  it('asks for a yes, and for whom it is, once', async () => {
    expect([(await restart('--all')).code, requests.length]).toEqual([2, 0]);
    for (const ways of [[], ['--all', '--unit', 'QN0001'], ['--all', '--commune', '21211']]) {
      const { code, err } = await restart(...ways, '--yes');
      expect([code, requests.length]).toEqual([2, 0]);
      expect(err).toContain('--unit, --units, --commune, --all');
    }
  });

  it.each([
    [['--unit', 'QN0001', '--only-kind', 'co-quan']],
    [['--units', 'don-vi.csv', '--only-stage', 'q1Plan', '--only-standing', 'overdue']],
    [['--all', '--only-stage', 'q1Plan']],
    [['--commune', '21211', '--only-standing', 'overdue']],
  ])('drops no condition in silence: %j', async (options) => {
    const { code, err } = await restart(...options, '--dry-run');
    expect([code, requests.length]).toEqual([2, 0]);
    expect(err).toContain('--only-');
  });

  it('names row and column of a list that it cannot read, and sends nothing', async () => {
    const { code, err } = await restart('--units', fileOf('Mã đơn vị\nQN0001\nđơn vị lạ\n'), '--dry-run');
    expect([code, requests.length]).toEqual([4, 0]);
    expect(err).toContain('dòng 3, cột "Mã đơn vị"');
    expect((await restart('--units', fileOf('a,b\n1,2\n'), '--dry-run')).err).toContain('cần hàng tiêu đề');
  });
});

describe('antq extend for many units', () => {
  it.each([[['extend']], [['deadline', 'extend']]])('is ordered as a restart is: %j', async (words) => {
    const args = ['--cycle', CYCLE, '--stage', 'q1Plan', '--until', '20/04/2026', '--reason', 'Lũ lụt'];
    await antq(...words, ...args, '--commune', '21211', '--dry-run');
    expect(requests[0]?.body).toEqual({
      act: { kind: 'extend', stage: 'q1Plan', until: '2026-04-20' },
      select: { commune: '21211' },
      reason: 'Lũ lụt',
    });
  });
});

describe('antq reminders send', () => {
  it.each([
    [['--unit', 'QN0001'], { units: ['QN0001'] }, { kind: 'remind' }],
    [['--all', '--stage', 'q1Plan'], {}, { kind: 'remind', stage: 'q1Plan' }],
  ])('is planned like the other acts: %j', async (options, select, act) => {
    const args = ['--cycle', CYCLE, '--reason', 'Sắp hết hạn', '--dry-run', ...options];
    expect((await antq('reminders', 'send', ...args)).code).toBe(0);
    expect(requests).toEqual([{ what: 'plan', body: { act, select, reason: 'Sắp hết hạn' } }]);
  });
});

describe('antq batch', () => {
  it('shows what was ordered, and approves with the digest that it has shown', async () => {
    ordered = { ...done, state: 'running', moved: 0, leftOut: [] };
    const { code, out } = await antq('batch', 'approve', done.id, '--cycle', CYCLE, '--yes');
    expect(code).toBe(0);
    expect(out).toContain('Lập: Quản trị');
    expect(requests[1]).toEqual({ what: `POST batches/${done.id}/approval`, body: { digest: plan.digest } });
  });

  it('shows its step by name, and since when its pages fail', async () => {
    const failing = { since: '2026-11-01T02:00:00.000Z', tries: 12 };
    ordered = { ...done, stages: plan.stages, failing };
    shown = 'running';
    const { out } = await antq('batch', 'show', done.id, '--cycle', CYCLE);
    expect(out).toContain('Mở lại từ bước Cơ sở tự chấm điểm');
    expect(out).toMatch(/Đang gặp lỗi kỹ thuật từ .*, đã thử 12 lần, vẫn tiếp tục thử/);
  });

  it('takes one back with a reason', async () => {
    ordered = { ...done, state: 'withdrawn' };
    const args = ['--cycle', CYCLE, '--reason', 'Lập nhầm'];
    const { code, out } = await antq('batch', 'withdraw', done.id, ...args);
    expect([code, requests]).toEqual([
      0,
      [{ what: `POST batches/${done.id}/withdrawal`, body: { reason: 'Lập nhầm' } }],
    ]);
    expect(out).toContain('đã rút, 1/2 đơn vị đã làm');
  });

  it('shows what a waiting one would do now before it asks for the approval', async () => {
    ordered = { ...done, state: 'done', moved: 0, leftOut: [] };
    shown = 'waiting';
    const { out } = await antq('batch', 'approve', done.id, '--cycle', CYCLE, '--yes');
    expect(requests.map(({ what }) => what)).toEqual([
      ...[`GET batches/${done.id}`, `GET batches/${done.id}/plan`, `POST batches/${done.id}/approval`],
    ]);
    for (const line of [
      'Trạm Y tế (QN0001)',
      'Giữ: Kế hoạch Quý I',
      'Hồ sơ đã thay đổi từ khi lập kế hoạch, sẽ bỏ lại:\n- Trạm ba (QN0003)',
      '- Trường (QN0009): Chưa có kết quả.',
    ]) {
      expect(out).toContain(line);
    }
  });
});
