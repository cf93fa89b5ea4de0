import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type DeadlineChangeAnswer,
  type DeadlinesAnswer,
  type ProblemAnswer,
  type RegisterEntryAnswer,
  ROUTES,
  type Route,
} from '#libs/contracts/http';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(120_000);

const MEGABYTE = 1_000_000;

let stack: Stack;
let administrator: string;
let head: string;
let unitId: string;
let cycleId: string;

beforeAll(async () => {
  stack = await startStack();
  administrator = stack.token('administrator');
  unitId = stack.inside[0]?.id ?? '';
  head = stack.token('unit-head', { unitId });
  cycleId = await stack.openRehearsal(2026, 'http', '2026-03-10T09:00:00+07:00');
});
afterAll(() => stack?.dispose());

interface RawAnswer {
  /** Everything that came until the first whole head of an answer that is final. */
  readonly text: string;
  readonly afterMs: number;
}

/** Sends the head of a request over a bare connection, then what follows a `100 Continue`, and reads the answer. */
function raw(lines: readonly string[], afterContinue = ''): Promise<RawAnswer> {
  const { hostname, port } = new URL(stack.apiUrl);
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const socket = connect(Number(port), hostname);
    let text = '';
    let continued = false;
    socket.setTimeout(10_000, () =>
      socket.destroy(new Error(`no answer in 10 s, only ${JSON.stringify(text)}`)),
    );
    socket.on('error', reject);
    socket.on('connect', () => socket.write([...lines, `Host: ${hostname}:${port}`, '', ''].join('\r\n')));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!continued && text.startsWith('HTTP/1.1 100 Continue\r\n\r\n')) {
        continued = true;
        socket.write(afterContinue);
      }
      const final = continued ? text.slice('HTTP/1.1 100 Continue\r\n\r\n'.length) : text;
      if (!final.includes('\r\n\r\n')) return;
      socket.destroy();
      resolve({ text, afterMs: performance.now() - begun });
    });
  });
}

const bearer = (token: string) => `Authorization: Bearer ${token}`;
const request = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(`${stack.apiUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
const asked = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  request(method, `/api/v1${path}`, { authorization: `Bearer ${administrator}`, ...headers }, body);
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

describe('before a body is read', () => {
  const upload = (path: string, ...headers: string[]) =>
    raw([
      `POST /api/v1${path} HTTP/1.1`,
      'Content-Type: text/csv',
      `Content-Length: ${10 * MEGABYTE}`,
      'Idempotency-Key: truoc-khi-doc',
      ...headers,
    ]);

  it('a request without a token, or with a wrong one, is turned away', async () => {
    for (const headers of [[], [bearer('antq_nobody')]]) {
      const { text, afterMs } = await upload('/units/imports?filename=a.csv', ...headers);
      expect(text).toMatch(/^HTTP\/1\.1 401 /);
      expect(text.toLowerCase()).toContain('www-authenticate: bearer');
      expect(afterMs).toBeLessThan(3_000);
    }
  });

  it('a request without the right is turned away, and one of another cycle told of none', async () => {
    expect((await upload('/units/imports?filename=a.csv', bearer(head))).text).toMatch(/^HTTP\/1\.1 403 /);
    const ofNone = await upload('/cycles/51-1999/decisions/lists?filename=a.csv', bearer(head));
    expect(ofNone.text).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('a media type that the route does not take is refused', async () => {
    const { text } = await raw([
      'POST /api/v1/units/imports?filename=a.csv HTTP/1.1',
      bearer(administrator),
      'Content-Type: text/html',
      `Content-Length: ${10 * MEGABYTE}`,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 415 /);
  });

  it('who waits for leave to send gets it when let in, and else the refusal', async () => {
    const expecting = (token: string, to: string) =>
      raw(
        [
          'POST /api/v1/cycles HTTP/1.1',
          bearer(token),
          'Content-Type: application/json',
          `Content-Length: ${to.length}`,
          'Expect: 100-continue',
          'Idempotency-Key: cho-phep-gui',
        ],
        to,
      );
    expect((await expecting('antq_nobody', '{}')).text).toMatch(/^HTTP\/1\.1 401 /);
    expect((await expecting(administrator, '{}')).text).toMatch(/^HTTP\/1\.1 100 .*\r\n\r\nHTTP\/1\.1 400 /s);
  });

  it('a whole upload that is refused is answered all the same, and its connection serves on', async () => {
    const response = await request(
      'POST',
      '/api/v1/units/imports?filename=a.csv',
      { 'content-type': 'text/csv', 'idempotency-key': 'khong-co-ma' },
      'x'.repeat(5 * MEGABYTE),
    );
    expect([response.status, await codeOf(response)]).toEqual([401, 'AUTH.REQUIRED']);
    expect((await request('GET', '/healthz')).status).toBe(200);
  });
});

describe('methods', () => {
  it('that a path does not serve are told with those that it does', async () => {
    for (const [method, path, allowed] of [
      ['DELETE', '/cycles', 'GET, HEAD, OPTIONS, POST'],
      ['GET', `/cycles/${cycleId}/clock`, 'OPTIONS, POST'],
      ['PATCH', `/cycles/${cycleId}/units/${unitId}/drafts/dossier`, 'GET, HEAD, OPTIONS, PUT'],
    ] as const) {
      const response = await asked(method, path);
      expect([response.status, await codeOf(response), response.headers.get('allow')]).toEqual([
        405,
        'ROUTE.METHOD',
        allowed,
      ]);
    }
    const unknown = await asked('DELETE', '/khong-co');
    expect([unknown.status, unknown.headers.get('allow')]).toEqual([404, null]);
  });

  it('OPTIONS tells them, HEAD is GET without its body', async () => {
    const options = await request('OPTIONS', '/api/v1/cycles');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
    const headOf = await asked('HEAD', '/cycles');
    expect([headOf.status, await headOf.text()]).toEqual([200, '']);
    expect((await request('HEAD', '/api/v1/cycles')).status).toBe(401);
    expect((await asked('HEAD', `/cycles/${cycleId}/events`)).status).toBe(200);
  });
});

describe('media types', () => {
  it('other than what a route takes are 415, with what it takes', async () => {
    const sent = async (path: string, type: string, body = '{}') => {
      const response = await asked(
        'POST',
        path,
        { 'content-type': type, 'idempotency-key': 'kieu-noi-dung' },
        body,
      );
      const { code = '', detail = '' } = (await response.json()) as { code?: string; detail?: string };
      return [response.status, code, /kiểu: (.*)\.$/.exec(detail)?.[1]];
    };
    const json = [415, 'INPUT.MEDIA_TYPE', 'application/json'];
    expect(await sent('/cycles', 'text/plain')).toEqual(json);
    expect(await sent('/cycles', 'application/x-www-form-urlencoded', 'a=b')).toEqual(json);
    expect(await sent('/cycles', 'text/csv')).toEqual(json);
    expect(await sent('/cycles', 'multipart/form-data; boundary=x')).toEqual(json);
    expect((await sent('/cycles', 'application/json; charset=utf-8'))[0]).toBe(400);
    expect((await sent('/units/imports?filename=a.csv', 'application/json')).slice(0, 2)).toEqual([
      415,
      'INPUT.MEDIA_TYPE',
    ]);
  });

  it('a form without a boundary is refused by that name', async () => {
    const response = await request(
      'POST',
      `/api/v1/cycles/${cycleId}/units/${unitId}/evidence`,
      {
        authorization: `Bearer ${head}`,
        'content-type': 'multipart/form-data',
        'idempotency-key': 'thieu-boundary',
      },
      'x',
    );
    expect([response.status, await codeOf(response)]).toEqual([400, 'INPUT.INVALID']);
  });
});

describe('caches', () => {
  it('keep no answer of the API, whatever its status', async () => {
    for (const path of ['/api/v1/cycles', '/api/v1/khong-co', '/api/v1/health/parts', '/healthz']) {
      const response = await request('GET', path, { authorization: `Bearer ${administrator}` });
      expect([path, response.headers.get('cache-control')]).toEqual([path, 'no-store']);
      await response.arrayBuffer();
    }
    expect((await request('GET', '/api/v1/cycles')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('what comes in', () => {
  const post = async (path: string, token: string, body: string) => {
    const response = await request(
      'POST',
      `/api/v1${path}`,
      {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body,
    );
    const { code, problems = [] } = (await response.json()) as ProblemAnswer;
    return [response.status, code, ...problems.map(({ place }) => place)];
  };
  const readings = Object.entries<Route>(ROUTES).filter(
    ([key, { isOpen }]) => key.startsWith('GET ') && isOpen !== true,
  );

  it.each(readings.map(([key]) => key.slice('GET '.length)))(
    '%s takes no NUL in its path or its query',
    async (path) => {
      const plain = path.replace(/\{\w+\}/g, 'a');
      for (const each of [path.replace(/\{\w+\}/g, 'a%00b'), `${plain}?cursor=a%00b`, `${plain}?x%00=1`]) {
        if (!each.includes('%00')) continue;
        const response = await asked('GET', each);
        expect([each, response.status, await codeOf(response)]).toEqual([each, 400, 'INPUT.INVALID']);
      }
    },
  );

  it('is refused at its place where PostgreSQL could not keep it or nobody sees it', async () => {
    const commands = `/cycles/${cycleId}/units/${unitId}/commands`;
    const pause = (reason: string) => post(commands, administrator, `{"kind":"pause","reason":"${reason}"}`);
    for (const mark of ['\\u0000', '\\ud800', '\\u202e', '\\u2028', '\\u001b']) {
      expect([mark, await pause(`Đang${mark} kiểm tra`)]).toEqual([mark, [400, 'INPUT.INVALID', 'reason']]);
    }
    expect(await post(commands, administrator, '{"kind":"pause","reason":"x","a\\u0000":1}')).toEqual([
      400,
      'INPUT.INVALID',
      'nội dung',
    ]);
    const deep = `{"kind":"pause","reason":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect((await post(commands, administrator, deep)).slice(0, 2)).toEqual([400, 'INPUT.INVALID']);
    const draft = `/cycles/${cycleId}/units/${unitId}/drafts/dossier`;
    for (const body of ['"a\\u0000"', '"\\udc00"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`]) {
      const response = await request(
        'PUT',
        `/api/v1${draft}`,
        { authorization: `Bearer ${head}`, 'content-type': 'application/json', 'if-match': '"0"' },
        `{"body":{"note":${body}}}`,
      );
      expect([body.slice(0, 9), response.status]).toEqual([body.slice(0, 9), 400]);
    }
    const round = await asked('GET', `/cycles/${cycleId}/units/${unitId}/score?round=3000000000`);
    expect([round.status, await codeOf(round)]).toEqual([400, 'INPUT.INVALID']);
  });

  it('loses what nobody sees', async () => {
    const response = await request(
      'POST',
      `/api/v1/cycles/${cycleId}/units/${unitId}/registers/models?dryRun=true`,
      {
        authorization: `Bearer ${head}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      JSON.stringify({
        effectiveOn: '2026-03-05',
        data: { name: '\ufeffCổng\u200b trường', type: 'self-defence', status: 'kept' },
      }),
    );
    const { data } = (await response.json()) as RegisterEntryAnswer;
    expect([response.status, data['name']]).toEqual([200, 'Cổng trường']);
  });

  it('names no document of the future or of a year that is a slip, and a stored one breaks nothing', async () => {
    const confirm = (date: string) =>
      post(
        `/cycles/${cycleId}/confirmations`,
        administrator,
        JSON.stringify({ figure: 'classes', number: '12/HD', date }),
      );
    expect(await confirm('0206-03-05')).toEqual([400, 'INPUT.INVALID', 'date']);
    expect(await confirm('2026-03-11')).toEqual([422, 'DOCUMENT.IN_FUTURE', 'date']);
    await stack.query(
      `WITH next AS (UPDATE cycle SET rules_version = rules_version + 1 WHERE id = $1 RETURNING rules_version)
       INSERT INTO cycle_confirmation (cycle_id, version, figure, number, date, confirmed_by, confirmed_by_name,
                                       confirmed_at, idempotency_key, body_digest)
       SELECT $1, rules_version, 'classes', '12/HD', '0206-03-05', 'x', 'Quản trị', now(), 'tu-truoc', '' FROM next`,
      [cycleId],
    );
    const figures = await asked('GET', `/cycles/${cycleId}/figures`);
    expect(figures.status).toBe(200);
    expect(await figures.text()).toContain('văn bản số 12/HD ngày 0206-03-05');
    expect((await confirm('2026-03-10'))[0]).toBe(200);
  });
});

describe('a version that was looked at', () => {
  const amend = (day: string, headers: Record<string, string>, query = '') =>
    asked(
      'POST',
      `/cycles/${cycleId}/deadlines${query}`,
      { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      JSON.stringify({ stage: 'unitReport', day, number: '12/CV', date: '2026-03-09', reason: 'Bão' }),
    );
  const told = async (answer: Promise<Response>) => {
    const response = await answer;
    return [response.status, await codeOf(response)];
  };

  it('must be told by whoever moves a day, and must still be the one in force', async () => {
    expect(await told(amend('2026-11-10', {}))).toEqual([428, 'VERSION.REQUIRED']);
    expect(await told(amend('2026-11-10', { 'if-match': 'ba' }))).toEqual([400, 'INPUT.INVALID']);
    expect(await told(amend('2026-11-10', { 'if-none-match': '"1"' }))).toEqual([400, 'INPUT.INVALID']);
    expect(await told(amend('2026-11-10', {}, '?dryRun=false'))).toEqual([428, 'VERSION.REQUIRED']);
  });

  it('lets one of two administrators move a day at once; the other is told that it was moved', async () => {
    const plan = (await (await amend('2026-11-10', {}, '?dryRun=true')).json()) as DeadlineChangeAnswer;
    const { rulesVersion } = (await (
      await asked('GET', `/cycles/${cycleId}/deadlines`)
    ).json()) as DeadlinesAnswer;
    expect(plan.rulesVersion).toBe(rulesVersion);
    const seen = { 'if-match': `"${rulesVersion ?? ''}"` };
    const both = await Promise.all([told(amend('2026-11-10', seen)), told(amend('2026-11-12', seen))]);
    expect(both.sort()).toEqual([
      [200, undefined],
      [412, 'DEADLINE.STALE'],
    ]);
    expect(await told(amend('2026-11-13', { 'if-match': 'W/"1", "99"' }))).toEqual([412, 'DEADLINE.STALE']);
    expect(await told(amend('2026-11-14', { 'if-match': '*' }))).toEqual([200, undefined]);
  });
});
