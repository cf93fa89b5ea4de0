import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { AccountAnswer, MeAnswer, TokenAnswer } from '#libs/contracts';
import { runCli } from '../../apps/cli/cli.js';
import { AnswersByContract } from '../support/answers-by-contract.js';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
  readonly cookie: string | undefined;
}

const ACCOUNT = '0b0e7a52-6f0c-4a3e-9a38-0c7a4f6a3a01';
const GRANT = '0b0e7a52-6f0c-4a3e-9a38-0c7a4f6a3a02';
const account: AccountAnswer = {
  id: ACCOUNT,
  name: 'Nguyễn Văn An',
  email: 'can-bo@example.test',
  createdAt: '2026-01-05T01:00:00.000Z',
  grants: [
    {
      id: GRANT,
      role: 'unit-officer',
      roleName: 'cán bộ đầu mối',
      scope: { level: 'unit', code: 'QN0030' },
      from: '2026-01-05',
      paper: 'QĐ 12',
      inForce: true,
    },
  ],
};
const others: AccountAnswer = { ...account, id: GRANT, name: 'Trần Thị Bình', signedInAt: account.createdAt };

const TOKEN: TokenAnswer = {
  ...{ id: GRANT, name: 'Đồng bộ', prefix: 'antq_abc123', role: 'auditor', roleName: 'kiểm tra' },
  ...{ scope: { level: 'tinh', code: '51' }, grant: GRANT, madeAt: account.createdAt, to: '2026-12-31' },
  inForce: true,
};
const ME: MeAnswer = {
  ...{
    name: account.name,
    role: 'administrator',
    roleName: 'quản trị',
    scope: { level: 'tinh', code: '51' },
  },
  session: { id: ACCOUNT, grant: GRANT },
};
const EMAIL = 'can-bo@example.test';
const ANSWERS: Readonly<Record<string, unknown>> = {
  'GET /accounts': { items: [account, others] },
  'POST /auth/password': { ticket: 've', enrols: false },
  'POST /auth/code': { me: ME },
  'POST /auth/sign-out': { ok: true },
  'GET /me': ME,
  'GET /tokens': { items: [TOKEN] },
  'POST /tokens': { ...TOKEN, token: 'antq_abc123-cho-xem-mot-lan' },
  [`POST /tokens/${GRANT}/revoke`]: { ok: true },
  [`GET /accounts/${ACCOUNT}/tokens`]: { items: [TOKEN] },
  [`POST /accounts/${ACCOUNT}/tokens/${GRANT}/revoke`]: { ok: true },
};
/** Whether somebody is there to type. */
let isAttended = false;
const requests: Seen[] = [];
const contract = new AnswersByContract();
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const key = request.headers['idempotency-key'];
      const [method, path] = [request.method ?? '', (request.url ?? '').replace(/^\/api\/v1/, '')];
      requests.push({
        ...{ method, path, body: text === '' ? undefined : JSON.parse(text) },
        key: typeof key === 'string' ? key : undefined,
        cookie: request.headers.cookie,
      });
      const answer = ANSWERS[`${method} ${path}`] ?? account;
      const status = path === '/tokens' && method === 'POST' ? 201 : 200;
      const entered = path === '/auth/code' ? { 'set-cookie': '__Host-antq=phien; Path=/; Secure' } : {};
      response.writeHead(status, { 'content-type': 'application/json', ...entered });
      response.end(contract.text(method, path, status, answer));
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
  isAttended = false;
  requests.length = 0;
});
afterEach(() => {
  expect(contract.takeFaults()).toEqual([]);
});

async function antq(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  const code = await runCli(args, {
    settings: { url, token: 'secret', dataDir: '.', plain: true },
    out: { write: (text) => void (out += text), isTTY: false, columns: 100, colour: false },
    err: { write: (text) => void (out += text), isTTY: false },
    interactive: isAttended,
    ask: async () => '123456',
    askHidden: async () => 'mật khẩu gõ kín',
    pause: async () => undefined,
    now: () => 0,
  });
  return { code, out };
}

it('who has never signed in is told apart', async () => {
  const all = await antq('account', 'list');
  expect(all.out).toContain('2 tài khoản.');
  const never = await antq('account', 'list', '--never-signed-in');
  expect(never.out).toContain('1 tài khoản.');
  expect(never.out).toContain('chưa lần nào');
  expect(never.out).not.toContain('Trần Thị Bình');
});

it.each<readonly [string, readonly string[], string, unknown]>([
  [
    'create',
    ['--name', 'An', '--email', 'an@example.test'],
    '/accounts',
    { name: 'An', email: 'an@example.test' },
  ],
  ['invite', ['--account', ACCOUNT], `/accounts/${ACCOUNT}/invitations`, {}],
  [
    'grant',
    [
      ...[
        '--account',
        ACCOUNT,
        '--role',
        'appraiser',
        '--level',
        'tinh',
        '--code',
        '51',
        '--office',
        'VP001',
      ],
      ...['--from', '05/01/2026', '--to', '2026-12-31', '--paper', 'QĐ 12'],
    ],
    `/accounts/${ACCOUNT}/grants`,
    {
      ...{ role: 'appraiser', scope: { level: 'tinh', code: '51' }, officeCode: 'VP001' },
      ...{ from: '2026-01-05', to: '2026-12-31', paper: 'QĐ 12' },
    },
  ],
  [
    'end',
    ['--account', ACCOUNT, '--grant', GRANT, '--paper', 'QĐ 30'],
    `/accounts/${ACCOUNT}/grants/${GRANT}/end`,
    { paper: 'QĐ 30' },
  ],
  [
    'reset-authenticator',
    ['--account', ACCOUNT, '--reason', 'Mất điện thoại'],
    `/accounts/${ACCOUNT}/authenticator/reset`,
    { reason: 'Mất điện thoại' },
  ],
  [
    'address',
    ['--account', ACCOUNT, '--email', 'moi@example.test', '--reason', 'Đổi hộp thư'],
    `/accounts/${ACCOUNT}/address`,
    { email: 'moi@example.test', reason: 'Đổi hộp thư' },
  ],
  [
    'disable',
    ['--account', ACCOUNT, '--reason', 'Nghỉ hưu'],
    `/accounts/${ACCOUNT}/disable`,
    { reason: 'Nghỉ hưu' },
  ],
])('account %s is sent once, under a key', async (act, args, path, body) => {
  const told = await antq('account', act, ...args);
  expect([told.code, requests.length]).toEqual([0, 1]);
  expect(requests[0]).toMatchObject({ method: 'POST', path, body, key: expect.any(String) });
  expect(told.out).toContain('cán bộ đầu mối');
});

it('tokens of an account are listed, and one is revoked with a reason', async () => {
  const listed = await antq('account', 'tokens', '--account', ACCOUNT);
  expect([listed.code, listed.out]).toEqual([0, expect.stringContaining('antq_abc123')]);
  const revoked = await antq(
    ...['account', 'revoke-token', GRANT, '--account', ACCOUNT, '--reason', 'Lộ mã'],
  );
  expect(revoked.out).toContain('Đã thu hồi mã truy cập.');
  expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['GET', `/accounts/${ACCOUNT}/tokens`, undefined],
    ['POST', `/accounts/${ACCOUNT}/tokens/${GRANT}/revoke`, { reason: 'Lộ mã' }],
  ]);
});

it('a role that there is none of is refused before anything is sent', async () => {
  const told = await antq('account', 'grant', '--account', ACCOUNT, '--role', 'king', '--level', 'tinh');
  expect([told.code, requests.length]).toEqual([2, 0]);
});

const CREATE = ['token', 'create', '--email', EMAIL, '--name', 'Đồng bộ', '--to', '31/12/2026'];

it('a token is made by who signs in for it, with what was typed and no token, and signs out', async () => {
  isAttended = true;
  const told = await antq(...CREATE, '--role', 'auditor');
  expect(told.code).toBe(0);
  expect(told.out).toContain('antq_abc123-cho-xem-mot-lan');
  expect(told.out).not.toContain('mật khẩu gõ kín');
  expect(requests.map(({ method, path, cookie }) => [method, path, cookie])).toEqual([
    ['POST', '/auth/password', undefined],
    ['POST', '/auth/code', undefined],
    ['GET', '/me', '__Host-antq=phien'],
    ['POST', '/tokens', '__Host-antq=phien'],
    ['POST', '/auth/sign-out', '__Host-antq=phien'],
  ]);
  expect(requests[0]?.body).toEqual({ email: EMAIL, password: 'mật khẩu gõ kín' });
  expect(requests[1]?.body).toEqual({ ticket: 've', code: '123456' });
  expect(requests[3]?.body).toEqual({
    ...{ name: 'Đồng bộ', to: '2026-12-31', role: 'auditor', scope: { level: 'tinh', code: '51' } },
  });
});

it('a token is made by nobody where there is nobody to type', async () => {
  const told = await antq(...CREATE);
  expect([told.code, requests.length]).toEqual([2, 0]);
});

it('tokens are listed and revoked by a token of the account', async () => {
  const listed = await antq('token', 'list');
  expect(listed.out).toContain('antq_abc123');
  expect(listed.out).toContain('1 mã truy cập.');
  expect(listed.out).toMatch(/ chưa [^]* lần [^]* nào /);
  expect((await antq('token', 'revoke', GRANT)).code).toBe(0);
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /tokens',
    `POST /tokens/${GRANT}/revoke`,
  ]);
});
