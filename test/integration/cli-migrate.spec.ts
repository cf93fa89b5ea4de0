import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MigrationAnswer } from '#libs/contracts';
import { runCli } from '../../apps/cli/cli.js';
import { AnswersByContract } from '../support/answers-by-contract.js';

const plan: MigrationAnswer = {
  cycleId: '51-2025',
  dryRun: true,
  before: { id: 'cu', title: 'Gói cũ', hash: 'a' },
  after: { id: 'moi', title: 'Gói mới', hash: 'b' },
  from: '2025-07-01',
  number: '15/QĐ-UBND',
  date: '2025-06-28',
  digest: 'd'.repeat(64),
  summary: [{ kind: 'level', text: 'Đổi cấp quản lý', subjects: 1 }],
  general: ['Gọi nhà trường: nhà trường → cơ sở giáo dục'],
  subjects: [
    {
      id: 'QN0101',
      name: 'Trường THPT',
      changes: [{ kind: 'level', text: 'Cấp quản lý: huyện → xã' }],
      kept: ['Đăng ký'],
    },
  ],
  unchanged: 2,
  blockers: [],
};

const requests: { dryRun: string | null; key: string | undefined; body: Record<string, unknown> }[] = [];
let known: MigrationAnswer;
const contract = new AnswersByContract();
let server: Server;
let url = '';
let dir = '';

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'antq-cli-'));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const at = new URL(request.url ?? '/', 'http://stub');
      const dryRun = at.searchParams.get('dryRun');
      const key = request.headers['idempotency-key'];
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      requests.push({ dryRun, key: typeof key === 'string' ? key : undefined, body });
      response.writeHead(200, { 'content-type': 'application/json' });
      const answer = dryRun === 'true' ? known : { ...known, dryRun: false, version: 1 };
      response.end(contract.text(request.method ?? '', at.pathname.replace('/api/v1', ''), 200, answer));
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
  known = plan;
});

const fileOf = (text: string): string => {
  const file = path.join(dir, 'bang.csv');
  writeFileSync(file, text);
  return file;
};

async function antq(...more: readonly string[]) {
  const told = { out: '', err: '' };
  const args = [
    ...['cycle', 'migrate', '--cycle', '51-2025', '--policy', 'moi', '--from', '01/07/2025'],
    ...['--number', '15/QĐ-UBND', '--date', '28/06/2025', '--reason', 'Không còn cấp huyện', ...more],
  ];
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

describe('antq cycle migrate', () => {
  it('sends the table of places by what its columns mean, and shows the plan', async () => {
    const areas = fileOf('Mã cũ;Mã mới;Cấp quản lý\nHuyện;;xã\nC0002;21211;\nQN0102;;Tỉnh\n;K0001;\n;;\n');
    const { code, out } = await antq('--areas', areas, '--until', '20/07/2025', '--dry-run');
    expect(code).toBe(0);
    expect(requests.map(({ dryRun, body }) => [dryRun, body])).toEqual([
      [
        'true',
        {
          policy: 'moi',
          from: '2025-07-01',
          number: '15/QĐ-UBND',
          date: '2025-06-28',
          reason: 'Không còn cấp huyện',
          until: '2025-07-20',
          areas: [
            { from: 'huyen', level: 'xa' },
            { from: 'C0002', to: '21211' },
            { from: 'QN0102', level: 'tinh' },
            { to: 'K0001' },
          ],
        },
      ],
    ]);
    for (const line of [
      '- Đổi cấp quản lý: 1',
      '- Gọi nhà trường: nhà trường → cơ sở giáo dục',
      'Trường THPT (QN0101)',
      '  - Cấp quản lý: huyện → xã',
      '  Giữ nguyên kết quả: Đăng ký',
      'Chạy thử, chưa thay đổi gì.',
    ]) {
      expect(out).toContain(line);
    }
  });

  it('migrates with the digest of the plan it showed, under one key', async () => {
    const { code, out } = await antq('--yes');
    expect(code).toBe(0);
    expect(requests.map(({ dryRun, body }) => [dryRun, body['digest']])).toEqual([
      ['true', undefined],
      [null, plan.digest],
    ]);
    expect(new Set(requests.map(({ key }) => key)).size).toBe(1);
    expect(out).toContain('Đã chuyển chu kỳ 51-2025 sang gói moi từ ngày 01/07/2025');
  });

  it('sends nothing more while something is in the way, names it, and asks for a yes', async () => {
    known = {
      ...plan,
      blockers: [{ id: 'QN0103', name: 'Trạm', code: 'MIGRATION.AREA', text: 'Chưa có nơi mới.' }],
    };
    const blocked = await antq('--yes');
    expect(blocked.code).toBe(4);
    expect(blocked.out).toContain('- Trạm (QN0103): Chưa có nơi mới.');
    expect(requests).toHaveLength(1);
    expect((await antq()).code).toBe(2);
  });

  it('names the rows of a table that it cannot read', async () => {
    const { code, err } = await antq('--areas', fileOf('Mã cũ,Cấp\nhuyen,phường\n'), '--dry-run');
    expect([code, requests.length]).toEqual([4, 0]);
    expect(err).toContain('dòng 2');
    expect((await antq('--areas', fileOf('a,b\n1,2\n'), '--dry-run')).err).toContain('cần hàng tiêu đề');
  });
});
