import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runCli } from '../../apps/cli/cli.js';
import { AnswersByContract } from '../support/answers-by-contract.js';

const ID = '0b0e7a52-6f0c-4a3e-9a38-0c7a4f6a3a01';
const PROBLEM = { code: 'X', place: 'dòng 3, cột "Địa bàn"', message: 'Không xác định được xã.' };
const READING = { unreadSheets: [], unusedColumns: ['Ghi chú'], skipped: [], corrections: [] };
const UNIT_SCOPE = { level: 'unit', code: 'QN0031' };

const answers: Record<string, unknown> = {};
const ANSWERS: Readonly<Record<string, unknown>> = {
  'GET /offices': {
    items: [
      { code: 'CQ1', kind: 'commune-police', name: 'Công an xã Thử', areaCode: '1', areaName: 'Xã Thử' },
    ],
  },
  'POST /offices/imports': {
    ...{ dryRun: true, rowsRead: 3, inserted: 1, updated: 1, reading: READING },
    changes: [
      { office: 'CQ1', name: 'Công an xã Thử', isNew: true, fields: [] },
      {
        ...{ office: 'CQ2', name: 'UBND xã Thử', isNew: false },
        fields: [{ field: 'address', label: 'Địa chỉ', before: '', after: 'Thôn Một' }],
      },
    ],
    unlisted: [{ office: 'CQ3', name: 'Công an tỉnh' }],
    problems: [PROBLEM],
  },
  'POST /accounts/imports': {
    ...{ dryRun: false, rowsRead: 1, accounts: 1, granted: 1, ended: 1, reading: READING },
    changes: [
      {
        ...{ kind: 'moved', name: 'Nguyễn Văn An', email: 'a@example.test' },
        ...{ role: 'unit-head', roleName: 'thủ trưởng đơn vị', scope: UNIT_SCOPE },
        ...{ from: '2026-06-01', paper: 'QĐ 31' },
        ends: { scope: { level: 'unit', code: 'QN0030' }, paper: 'QĐ 12', endPaper: 'QĐ 31' },
      },
    ],
    warnings: [{ code: 'Y', place: 'chung@example.test', message: 'Hộp thư của 2 tài khoản.' }],
  },
  'POST /accounts/invitations': {
    ...{ dryRun: false, wave: 2, waiting: 40, minutes: 1 },
    invited: [{ id: ID, name: 'Nguyễn Văn An', email: 'a@example.test' }],
    leftOut: [PROBLEM],
  },
  'POST /cycles/checks': {
    ...{ cycleId: '98-2027', clockKind: 'calendar', isOpen: false, mayOpen: false, units: 12 },
    problems: [PROBLEM],
  },
};

const requests: (readonly [string, string])[] = [];
const contract = new AnswersByContract();
let server: Server;
let url = '';
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'antq-cli-'));
  writeFileSync(path.join(folder, 'ds.csv'), 'Tên\n');
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [method, asked] = [request.method ?? '', (request.url ?? '').replace(/^\/api\/v1/, '')];
      requests.push([`${method} ${asked}`, Buffer.concat(chunks).toString('utf8')]);
      const [route = ''] = asked.split('?');
      if (route === '/accounts/list') {
        response.writeHead(200, { 'content-type': 'application/octet-stream' });
        response.end('bảng');
        return;
      }
      const key = `${method} ${route}`;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(contract.text(method, route, 200, answers[key] ?? ANSWERS[key]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  requests.length = 0;
});
afterEach(() => {
  expect(contract.takeFaults()).toEqual([]);
});

async function antq(...args: readonly string[]): Promise<readonly [code: number, out: string]> {
  let out = '';
  const code = await runCli(args, {
    settings: { url, token: 'secret', dataDir: '.', plain: true },
    out: { write: (text) => void (out += text), isTTY: false, columns: 100, colour: false },
    err: { write: (text) => void (out += text), isTTY: false },
    interactive: false,
    ask: async () => '',
    pause: async () => undefined,
    now: () => 0,
  });
  return [code, out];
}
const listed = () => path.join(folder, 'ds.csv');

it('a list of offices is tried: what it would do, what is wrong, and the exit code of a refusal', async () => {
  const [code, out] = await antq('office', 'import', listed(), '--dry-run');
  expect(code).toBe(4);
  expect(requests[0]?.[0]).toContain('dryRun=true');
  for (const told of [
    'Chạy thử, chưa ghi gì: đọc 3 dòng; thêm 1, sửa 1, giữ nguyên 0.',
    'Cột không dùng: "Ghi chú".',
    '+ thêm Công an xã Thử (CQ1)',
    'Địa chỉ: (trống) → Thôn Một',
    '1 cơ quan không có trong tệp, giữ nguyên: Công an tỉnh (CQ3).',
    `- ${PROBLEM.place}: ${PROBLEM.message}`,
  ])
    expect(out).toContain(told);
  expect((await antq('office', 'list'))[1]).toContain('Công an xã Thử');
});

it('a list of people is taken: who comes, moves or ends, and by which paper', async () => {
  const [code, out] = await antq('user', 'import', listed());
  expect(code).toBe(0);
  for (const told of [
    'Đọc 1 dòng; 1 người mới, 1 vai trò bắt đầu, 1 vai trò chấm dứt, 0 dòng giữ nguyên.',
    '~ chuyển: Nguyễn Văn An <a@example.test>, thủ trưởng đơn vị, đơn vị QN0031, từ 01/06/2026 theo QĐ 31; thôi đơn vị QN0030 (QĐ 12) theo QĐ 31',
    '- chung@example.test: Hộp thư của 2 tài khoản.',
    'antq user invite',
  ])
    expect(out).toContain(told);
});

it('a wave of invitations is sent, and who has not come is written as Excel', async () => {
  const [code, out] = await antq('user', 'invite', '--wave', '2', '--size', '50', '--kind', 'co-quan');
  expect(code).toBe(0);
  expect(requests[0]?.[1]).toBe('{"wave":2,"size":50,"kind":"co-quan"}');
  expect(out).toContain('Đã mời đợt 2 1 người; thư đi lần lượt trong khoảng 1 phút. Còn 40 người chờ mời.');
  expect(out).toContain(PROBLEM.message);
  const file = path.join(folder, 'ra.xlsx');
  expect((await antq('account', 'list', '--never-signed-in', '--wave', '2', '--excel', file))[0]).toBe(0);
  expect(requests.at(-1)?.[0]).toBe('GET /accounts/list?neverSignedIn=true&wave=2');
  expect(readFileSync(file, 'utf8')).toBe('bảng');
});

it('a wave is sent under its number alone, so that the same command again goes to nobody else', async () => {
  const [code, out] = await antq('user', 'invite', '--size', '50');
  expect([code, requests]).toEqual([2, []]);
  expect(out).toContain('--wave');
  for (const which of ['--dry-run', '--again']) {
    expect((await antq('user', 'invite', which))[0]).toBe(0);
  }
});

it('what a year lacks is told before it is opened, by the exit code too', async () => {
  const open = ['cycle', 'open', '--policy', 'p', '--year', '2027', '--check'] as const;
  const [code, out] = await antq(...open);
  expect([code, requests.map(([asked]) => asked)]).toEqual([4, ['POST /cycles/checks']]);
  expect(out).toContain('Xem trước, chưa mở gì. Chu kỳ 98-2027, 12 đơn vị.');
  expect(out).toContain(PROBLEM.message);
  answers['POST /cycles/checks'] = { cycleId: '98-2027', mayOpen: true, units: 12 };
  const [sound, told] = await antq(...open);
  expect([sound, told.includes('Không thiếu gì.')]).toEqual([0, true]);
});
