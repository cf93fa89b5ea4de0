import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateSync } from 'otplib';
import { projectRoot } from '#infra/local';
import type {
  AccountAnswer,
  AccountsAnswer,
  AuditVerifyAnswer,
  EnrolmentAnswer,
  MeAnswer,
  SessionsAnswer,
  SignInAnswer,
  TokenMadeAnswer,
} from '#libs/contracts';
import { Argon2Hasher } from '#libs/credentials';
import { checkAnswer } from '../support/contract.js';
import { type Answer, type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { bodies } from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

const GOLDEN = readFileSync(path.join(projectRoot(), 'test/architecture/wording.golden.txt'), 'utf8');
const PASSWORD = 'một câu dài dễ nhớ';

let stack: Stack;
let unit: SampleUnit;
let cycleId: string;
let officeCode: string;

beforeAll(async () => {
  stack = await startStack();
  unit = stack.inside[0] as SampleUnit;
  const [office] = await stack.query<{ code: string }>(
    `SELECT code FROM office WHERE area_code = '51' ORDER BY code`,
  );
  officeCode = office?.code ?? '';
  cycleId = await stack.openRehearsal(2026, 'tai-khoan', '2026-03-10T02:00:00.000Z');
});
afterAll(() => stack?.dispose());

/** A browser: it keeps one cookie, and says of each request which page has sent it. */
class Browser {
  cookie: string | undefined;

  async send<T = { readonly code?: string }>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${stack.apiUrl}/api/v1${path}`, {
      method,
      headers: {
        origin: stack.apiUrl,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told = response.headers.getSetCookie()[0];
    if (told !== undefined) this.cookie = told.includes('Max-Age=0') ? undefined : told.split(';')[0];
    const answer = (await response.json()) as T;
    checkAnswer(method, path, response.status, answer);
    return { status: response.status, body: answer, headers: response.headers };
  }

  signIn(email: string, password = PASSWORD, more: { readonly remember?: boolean } = {}) {
    return this.send<SignInAnswer & { readonly code?: string }>('POST', '/auth/password', {
      email,
      password,
      ...more,
    });
  }
}

const addressOf = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.test`;

/** A person with an account, a password and a role. */
async function person(
  role: 'appraiser' | 'supervisor' | 'unit-head' | 'unit-officer',
  email = addressOf(role),
): Promise<{ readonly id: string; readonly email: string; readonly grant: string }> {
  const administrator = stack.token('administrator');
  const made = await stack.call<AccountAnswer>('POST', '/accounts', administrator, { name: role, email });
  const scope = role.startsWith('unit-') ? { level: 'unit', code: unit.id } : { level: 'tinh', code: '51' };
  const office = role.startsWith('unit-') ? {} : { officeCode };
  const paper = { role, scope, ...office, from: '2026-01-01', paper: 'QĐ 1' };
  const given = await stack.call<AccountAnswer>(
    'POST',
    `/accounts/${made.body.id}/grants`,
    administrator,
    paper,
  );
  expect(given.status).toBe(201);
  await stack.query(`INSERT INTO account_password (account_id, digest, set_at) VALUES ($1, $2, now())`, [
    made.body.id,
    await new Argon2Hasher().hash(PASSWORD),
  ]);
  return { id: made.body.id, email, grant: given.body.grants[0]?.id ?? '' };
}

describe('a session', () => {
  it('stands in a cookie that no script reads, is another one after each sign-in, and is worth nothing after signing out', async () => {
    const { id, email } = await person('unit-officer');
    const browser = new Browser();
    expect((await browser.send('GET', '/me')).status).toBe(401);
    const first = await browser.signIn(email);
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-antq=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
    ]);
    expect(first.body.me).toMatchObject({ role: 'unit-officer', account: { id, email } });
    const stolen = new Browser();
    stolen.cookie = browser.cookie;
    await browser.signIn(email);
    expect(browser.cookie).not.toBe(stolen.cookie);
    expect((await stolen.send('GET', '/me')).body).toMatchObject({ code: 'AUTH.SESSION_ENDED' });
    expect((await browser.send<MeAnswer>('GET', '/me')).body.account?.id).toBe(id);

    stolen.cookie = browser.cookie;
    expect((await browser.send('POST', '/auth/sign-out')).status).toBe(200);
    expect(browser.cookie).toBeUndefined();
    expect((await stolen.send('GET', '/me')).status).toBe(401);
  });

  it('changes nothing for a page of others', async () => {
    const { email } = await person('unit-officer');
    const browser = new Browser();
    await browser.signIn(email);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example.test' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const told = await browser.send('POST', '/auth/sign-out', undefined, headers);
      expect([told.status, told.body.code]).toEqual([403, 'AUTH.FOREIGN_ORIGIN']);
      const signIn = await browser.send('POST', '/auth/password', { email, password: PASSWORD }, headers);
      expect(signIn.body.code).toBe('AUTH.FOREIGN_ORIGIN');
    }
    expect((await browser.send('GET', '/me')).status).toBe(200);
  });

  it('is listed and ended from another browser', async () => {
    const { email } = await person('unit-officer');
    const [desk, lost] = [new Browser(), new Browser()];
    await desk.signIn(email);
    await lost.signIn(email);
    const { items } = (await desk.send<SessionsAnswer>('GET', '/auth/sessions')).body;
    const other = items.find(({ isThis }) => !isThis);
    expect([items.length, other?.way]).toEqual([2, 'password']);
    await desk.send('POST', `/auth/sessions/${other?.id}/end`);
    expect((await lost.send('GET', '/me')).status).toBe(401);
    expect((await desk.send('GET', '/me')).status).toBe(200);
  });

  it('of whose grant ends is over at once, and its open stream within half a minute', async () => {
    const { id, email, grant } = await person('appraiser');
    const browser = new Browser();
    await browser.signIn(email);
    const stream = await fetch(`${stack.apiUrl}/api/v1/cycles/${cycleId}/events`, {
      headers: { cookie: browser.cookie ?? '' },
    });
    expect(stream.status).toBe(200);
    const ended = (async () => {
      for await (const _chunk of stream.body ?? []) continue;
      return 'ended';
    })();
    await stack.call('POST', `/accounts/${id}/grants/${grant}/end`, stack.token('administrator'), {
      paper: 'QĐ 2',
    });
    expect((await browser.send('GET', `/cycles/${cycleId}/board`)).status).toBe(401);
    expect(await Promise.race([ended, delay(31_000, 'still open')])).toBe('ended');
  });
});

describe('the pages that mails lead to', () => {
  it('are there for anybody, run no script but their own, and spend nothing by being opened', async () => {
    // Every address under the public one that the mails name, and what a link of theirs may be followed to.
    const named = [...GOLDEN.matchAll(/https:\/\/«host»(\/[^\s#)]*)/g)].map(([, path]) => path ?? '');
    const started = (start: string) => named.some((each) => each.startsWith(start));
    expect([started('/viec/'), started('/van-ban/')]).toEqual([true, true]);
    // Those that bring a secret name it behind `#`, which the text of a specimen has not.
    for (const address of new Set(['/dang-nhap', '/loi-moi', '/dia-chi', ...named])) {
      const page = await fetch(`${stack.apiUrl}${address}`);
      expect([page.status, page.headers.get('content-type'), page.headers.get('set-cookie')]).toEqual([
        200,
        'text/html; charset=utf-8',
        null,
      ]);
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
      const html = await page.text();
      expect(html).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style=/);
      const parts = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, part]) => part ?? '');
      expect(parts.length).toBeGreaterThan(2);
      for (const part of parts) expect((await fetch(`${stack.apiUrl}${part}`)).status).toBe(200);
    }
    // A part that is gone is told so, never answered with the page.
    expect((await fetch(`${stack.apiUrl}/assets/none.js`)).status).toBe(404);
    // Who follows an address that was cut reads a page, a program the problem.
    const cut = `${stack.apiUrl}/vie`;
    const toPeople = await fetch(cut, { headers: { accept: 'text/html,*/*' } });
    expect([toPeople.status, toPeople.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect((await (await fetch(cut)).json()) as object).toMatchObject({ code: 'ROUTE.NOT_FOUND' });
    expect((await fetch(`${stack.apiUrl}/dang-nhap`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a password', () => {
  it('that is wrong twenty times makes whoever guesses wait, and nobody else', async () => {
    const { email } = await person('unit-officer');
    const neighbour = await person('unit-officer');
    const told: (string | undefined)[] = [];
    for (let each = 0; each < 20; each += 1) {
      told.push((await new Browser().signIn(email, 'mật khẩu đoán mò')).body.code);
    }
    expect(told.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'AUTH.WRONG'));
    expect(told.filter((code) => code === 'AUTH.WAIT').length).toBeGreaterThan(5);
    expect(told.filter((code) => code !== 'AUTH.WAIT' && code !== 'AUTH.WRONG')).toEqual([]);
    const waiting = await new Browser().signIn(email);
    expect([waiting.status, waiting.body.code]).toEqual([429, 'AUTH.WAIT']);
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await new Browser().signIn(neighbour.email)).status).toBe(200);
  });

  it('does not tell by its answer who has an account', async () => {
    const { email } = await person('unit-officer');
    const [wrong, unknown] = [
      await new Browser().signIn(email, 'mật khẩu đoán mò'),
      await new Browser().signIn(addressOf('khong-co'), 'mật khẩu đoán mò'),
    ];
    expect(unknown.status).toBe(wrong.status);
    expect(unknown.body).toEqual(wrong.body);
  });
});

/** The secret of the newest mail of that kind to an address, as its reader sees it. */
async function secretFor(email: string, subject: RegExp, earlier: readonly string[] = []): Promise<string> {
  const found = async () => {
    for (const { id } of stack.relay.mails({ to: email })) {
      const mail = await stack.relay.parsed(id);
      const secret = /#([\w-]{43})/.exec(mail?.text ?? '')?.[1];
      if (!subject.test(mail?.subject ?? '') || secret === undefined || earlier.includes(secret)) continue;
      return secret;
    }
    return undefined;
  };
  for (let tries = 0; tries < 150; tries += 1) {
    const secret = await found();
    if (secret !== undefined) return secret;
    await delay(100);
  }
  throw new Error(`no mail to ${email}`);
}
const LINK = /^Đường dẫn đăng nhập/;
const INVITATION = /^Mời dùng/;
const open = (token: string, browser = new Browser()) =>
  browser.send<SignInAnswer & { readonly code?: string }>('POST', '/auth/link/open', { token });

describe('a link', () => {
  it('signs in once, leads back, and is known to the mail alone', async () => {
    const { id, email } = await person('unit-officer');
    const asked = await new Browser().send('POST', '/auth/link', { email, returnTo: '/don-vi/QN?buoc=1' });
    const unknown = await new Browser().send('POST', '/auth/link', { email: addressOf('khong-co') });
    expect([asked.status, asked.body]).toEqual([unknown.status, unknown.body]);
    const secret = await secretFor(email, LINK);
    // A scanner that opens what it finds, with and without what no server is sent.
    for (const path of [`/auth/link/open?token=${secret}`, `/auth/link/open`]) {
      expect((await fetch(`${stack.apiUrl}/api/v1${path}`)).status).toBe(405);
    }
    const browsers = [new Browser(), new Browser(), new Browser()];
    const told = await Promise.all(browsers.map((browser) => open(secret, browser)));
    expect(told.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const first = told.find(({ status }) => status === 200);
    expect(first?.body).toMatchObject({ returnTo: '/don-vi/QN?buoc=1', me: { account: { id } } });
    expect((await open(secret)).body.code).toBe('AUTH.LINK_SPENT');
    const rows = await stack.query<{ text: string }>(
      `SELECT row_to_json(m)::text AS text FROM message m UNION ALL SELECT row_to_json(o)::text FROM one_time_secret o`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ text }) => text.includes(secret))).toBe(false);
    expect(await stack.written()).not.toContain(secret);
  });

  it('is worth nothing when its time is over, and no page of others is led to', async () => {
    const { email } = await person('unit-officer');
    await new Browser().send('POST', '/auth/link', { email });
    const secret = await secretFor(email, LINK);
    await stack.query(`UPDATE one_time_secret SET valid_until = now()`);
    expect((await open(secret)).body.code).toBe('AUTH.LINK_SPENT');
    for (const returnTo of [
      '//evil.example.test',
      'https://evil.example.test',
      '/\\evil.example.test',
      'viec',
    ]) {
      expect((await new Browser().send('POST', '/auth/link', { email, returnTo })).status).toBe(400);
    }
  });

  it('to a mailbox of two accounts opens drafts and hands in nothing', async () => {
    const { email } = await person('unit-head');
    await person('unit-officer', email);
    await new Browser().send('POST', '/auth/link', { email });
    const one = await secretFor(email, LINK);
    const other = await secretFor(email, LINK, [one]);
    const stages = [
      ['registration', one],
      ['dossier', other],
    ] as const;
    for (const [stage, secret] of stages) {
      const browser = new Browser();
      expect((await open(secret, browser)).body.me?.session?.limit).toBe('shared-address');
      const path = `/cycles/${cycleId}/units/${unit.id}`;
      const key = { 'idempotency-key': randomUUID() };
      const sent = await browser.send('POST', `${path}/commands`, bodies.submit('registration'), key);
      expect([sent.status, sent.body.code]).toEqual([403, 'AUTH.SHARED_ADDRESS']);
      const draft = { body: { subject: 'thử' } };
      const kept = await browser.send('PUT', `${path}/drafts/${stage}`, draft, { 'if-match': '"0"' });
      expect(kept.status).toBeLessThan(300);
    }
    const browser = new Browser();
    await browser.signIn(email);
    expect((await browser.send<MeAnswer>('GET', '/me')).body.session?.limit).toBeUndefined();
  });
});

describe('a code', () => {
  it('is asked of a supervisor whichever way they come, and none is taken twice', async () => {
    const { email } = await person('supervisor');
    const browser = new Browser();
    const bring = (ticket: string | undefined, code: string) =>
      browser.send<SignInAnswer & { readonly code?: string }>('POST', '/auth/code', { ticket, code });
    const first = (await browser.signIn(email)).body;
    expect([first.me, first.enrols, browser.cookie]).toEqual([undefined, true, undefined]);
    const { ticket } = first;
    const given = await browser.send<EnrolmentAnswer>('POST', '/auth/code/enrol', { ticket });
    const { secret } = given.body;
    const codeAt = (seconds: number) =>
      generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + seconds });
    expect((await bring(ticket, '000000')).body.code).toBe('AUTH.CODE_WRONG');
    const code = codeAt(0);
    const entered = await bring(ticket, code);
    expect(entered.body.me?.role).toBe('supervisor');
    const recovery = entered.body.recoveryCodes ?? [];
    expect(new Set(recovery).size).toBe(10);
    expect((await browser.send('GET', '/me')).status).toBe(200);
    expect((await bring(ticket, codeAt(30))).body.code).toBe('AUTH.TICKET_SPENT');

    const again = (await new Browser().signIn(email)).body;
    expect(again.enrols).toBe(false);
    const anew = await browser.send('POST', '/auth/code/enrol', { ticket: again.ticket });
    expect(anew.body.code).toBe('AUTH.ENROLLED');
    expect((await bring(again.ticket, code)).body.code).toBe('AUTH.CODE_WRONG');
    expect((await bring(again.ticket, codeAt(30))).status).toBe(200);

    await new Browser().send('POST', '/auth/link', { email });
    const byLink = (await open(await secretFor(email, LINK))).body;
    expect([byLink.me, byLink.enrols]).toEqual([undefined, false]);
    expect((await bring(byLink.ticket, recovery[0] ?? '')).status).toBe(200);
    const last = (await new Browser().signIn(email)).body;
    expect((await bring(last.ticket, recovery[0] ?? '')).body.code).toBe('AUTH.CODE_WRONG');

    const kept = await stack.query<{ text: string }>(
      `SELECT row_to_json(a)::text AS text FROM account_authenticator a
       UNION ALL SELECT row_to_json(c)::text FROM account_recovery_code c`,
    );
    const all = `${kept.map(({ text }) => text).join()} ${await stack.written()}`;
    for (const hidden of [secret, ...recovery]) expect(all).not.toContain(hidden);
  });
});

describe('an invitation', () => {
  it('sets a password of twelve characters, once, and shows who has never signed in', async () => {
    const administrator = stack.token('administrator');
    const email = addressOf('moi');
    const made = await stack.call<AccountAnswer>('POST', '/accounts', administrator, {
      name: 'Lê Văn C',
      email,
    });
    const { id } = made.body;
    const role = {
      role: 'appraiser',
      scope: { level: 'tinh', code: '51' },
      officeCode,
      from: '2026-01-01',
      paper: 'QĐ 3',
    };
    await stack.call('POST', `/accounts/${id}/grants`, administrator, role);
    await stack.call('POST', `/accounts/${id}/invitations`, administrator, {});
    const secret = await secretFor(email, INVITATION);
    const accept = (password?: string) =>
      new Browser().send<SignInAnswer & { readonly code?: string }>('POST', '/auth/invitation/open', {
        token: secret,
        ...(password === undefined ? {} : { password }),
      });
    const listed = async () =>
      (await stack.call<AccountsAnswer>('GET', '/accounts', administrator)).body.items.find(
        (each) => each.id === id,
      );
    expect(await listed()).toMatchObject({ invitedAt: expect.any(String) });
    expect((await listed())?.signedInAt).toBeUndefined();
    expect((await accept('ngắn')).body.code).toBe('PASSWORD.UNFIT');
    expect((await accept(PASSWORD)).body.me?.role).toBe('appraiser');
    expect((await accept(PASSWORD)).body.code).toBe('AUTH.LINK_SPENT');
    expect((await listed())?.signedInAt).toBeDefined();
    expect((await new Browser().signIn(email)).status).toBe(200);
  });
});

describe('a named device', () => {
  it('saves drafts when the session is over, and asks who it is before it sends', async () => {
    const { email } = await person('unit-head');
    const browser = new Browser();
    const entered = await browser.signIn(email, PASSWORD, { remember: true });
    expect(entered.headers.getSetCookie()).toEqual([
      expect.stringMatching(/SameSite=Lax; Expires=\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT$/),
    ]);
    await stack.query(`UPDATE account_session SET ends_at = now() WHERE account_id = $1`, [
      entered.body.me?.account?.id,
    ]);
    expect((await browser.send<MeAnswer>('GET', '/me')).body.session?.limit).toBe('named-device');
    const path = `/cycles/${cycleId}/units/${unit.id}`;
    expect((await browser.send('GET', path)).status).toBe(200);
    const draft = { body: { subject: 'thử' } };
    const kept = await browser.send('PUT', `${path}/drafts/unitReport`, draft, { 'if-match': '"0"' });
    expect(kept.status).toBeLessThan(300);
    const key = { 'idempotency-key': randomUUID() };
    const sent = await browser.send('POST', `${path}/commands`, bodies.submit('q1Plan'), key);
    expect([sent.status, sent.body.code]).toEqual([403, 'AUTH.FRESH']);
    expect((await browser.send('POST', '/auth/sign-out')).status).toBe(200);
    expect(browser.cookie).toBeUndefined();
  });
});

describe('a command', () => {
  it('that the same person sends again after signing in anew, under the same key, is one', async () => {
    const { id, email } = await person('unit-head');
    const path = `/cycles/${cycleId}/units/${unit.id}/commands`;
    const key = { 'idempotency-key': randomUUID() };
    const sent: string[] = [];
    for (let each = 0; each < 2; each += 1) {
      const browser = new Browser();
      await browser.signIn(email);
      const told = await browser.send<{ id?: string }>('POST', path, bodies.submit('q1Plan'), key);
      expect(told.status).toBe(200);
      sent.push(told.body.id ?? '');
      await browser.send('POST', '/auth/sign-out');
    }
    expect(sent[0]).toBe(sent[1]);
    expect(await stack.query('SELECT id FROM command WHERE actor_id = $1', [id])).toHaveLength(1);
  });
});

it('the chain of the province that tells of accounts is walked with those of a cycle', async () => {
  const verified = async () =>
    (
      await stack.call<AuditVerifyAnswer>(
        'GET',
        `/audit/verify?cycle=${cycleId}`,
        stack.token('administrator'),
      )
    ).body;
  const whole = await verified();
  const [beside] = await stack.query<{ rows: number }>(
    `SELECT count(*)::int AS rows FROM audit WHERE cycle_id = '-' AND area_code = '51'`,
  );
  const [ofCycle] = await stack.query<{ rows: number }>(
    'SELECT count(*)::int AS rows FROM audit WHERE cycle_id = $1',
    [cycleId],
  );
  expect([whole.ok, whole.rows]).toEqual([true, (beside?.rows ?? 0) + (ofCycle?.rows ?? 0)]);
  const wrong = (sign: '+' | '-') =>
    stack.query(
      `UPDATE audit SET at = at ${sign} interval '1 hour' WHERE cycle_id = '-' AND area_code = '51' AND seq = 1`,
    );
  await wrong('+');
  const broken = await verified();
  await wrong('-');
  expect(broken).toMatchObject({
    ok: false,
    broken: [{ areaCode: '51', seq: 1, fault: 'nhật ký ngoài chu kỳ: nội dung dòng đã bị sửa' }],
  });
});

it('no secret and no password stands in what the processes write', async () => {
  const { email } = await person('unit-officer');
  const browser = new Browser();
  await browser.signIn(email);
  await browser.signIn(email, 'mật khẩu đoán mò');
  const wanted = { role: 'unit-officer', scope: { level: 'unit', code: unit.id } };
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const made = await browser.send<TokenMadeAnswer>('POST', '/tokens', {
    name: 'Đồng bộ',
    to: tomorrow,
    ...wanted,
  });
  const { token } = made.body;
  expect((await stack.call<MeAnswer>('GET', '/me', token)).body.role).toBe('unit-officer');
  expect((await stack.call('GET', '/tokens', token)).status).toBe(200);
  const written = await stack.written();
  const session = browser.cookie?.split('=')[1] ?? 'none';
  for (const secret of [session, token, PASSWORD, 'đoán mò']) expect(written).not.toContain(secret);
});
