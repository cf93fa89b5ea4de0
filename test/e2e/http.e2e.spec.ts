import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
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
