import { describe, expect, it } from '@jest/globals';
import type { ProblemAnswer } from '#libs/contracts/http';
import { ApiProblem, ApiUnreachable, NotTheApi } from './api.errors.js';
import { ApiClient, type Fetch } from './client.js';

const URL_OF_API = 'http://api.example.test';
const CYCLE = { cycleId: '51-2027-dt1' };
const json = (status: number, answer: unknown) => new Response(JSON.stringify(answer), { status });
const problem: ProblemAnswer = {
  type: 'about:blank',
  title: 'Từ chối',
  status: 409,
  code: 'IDEMPOTENCY.REUSED',
  detail: 'Khóa đã dùng.',
};

/** A client whose requests are kept, each answered by the next reply; the last one stays. */
function client(...replies: (Response | Error)[]) {
  const sent: { readonly url: string; readonly init: RequestInit; readonly headers: Headers }[] = [];
  const ask: Fetch = (url, init) => {
    sent.push({ url: url.href, init, headers: new Headers(init.headers) });
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply?.clone() ?? json(200, {}));
  };
  return { api: new ApiClient({ url: URL_OF_API, token: 'secret' }, { fetch: ask }), sent };
}

const failed = (code: string) => Object.assign(new TypeError('fetch failed'), { cause: { code } });
const body = { kind: 'close', reason: 'x' } as const;
const command = { params: { ...CYCLE, unitId: 'U1' }, body, key: 'khoa-1' };

describe('a request', () => {
  it('fills in its path escaped, and its query as far as it is given', async () => {
    const { api, sent } = client(json(200, { items: [] }));
    await api.call('GET /cycles/{cycleId}/units', {
      params: { cycleId: 'a/b?' },
      query: { stages: true, limit: 5, search: 'Ủy ban', commune: undefined },
    });
    const search = encodeURIComponent('Ủy ban').replace('%20', '+');
    expect(sent[0]?.url).toBe(
      `${URL_OF_API}/api/v1/cycles/a%2Fb%3F/units?stages=true&limit=5&search=${search}`,
    );
    expect(sent[0]?.init).toMatchObject({ method: 'GET', redirect: 'error' });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer secret');
    expect(sent[0]?.headers.has('content-type')).toBe(false);
  });

  it('goes with its key and as JSON', async () => {
    const { api, sent } = client(json(202, { id: 'c1', status: 'received' }));
    const answer = await api.call('POST /cycles/{cycleId}/units/{unitId}/commands', command);
    expect(answer).toEqual({ id: 'c1', status: 'received' });
    expect(sent[0]?.init.body).toBe(JSON.stringify(body));
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toMatchObject({
      'idempotency-key': 'khoa-1',
      'content-type': 'application/json',
    });
  });

  it('says which version was looked at', async () => {
    const { api, sent } = client();
    const params = { ...command.params, stage: 'q1Plan' };
    const draft = { params, body: { body: {} }, ifMatch: '"3"' };
    await api.call('PUT /cycles/{cycleId}/units/{unitId}/drafts/{stage}', draft);
    expect(sent[0]?.headers.get('if-match')).toBe('"3"');
  });

  it('carries a file as it is, or in a form', async () => {
    const { api, sent } = client();
    const bytes = new Uint8Array([1, 2, 3]);
    const upload = { bytes, type: 'text/csv' } as const;
    await api.call('POST /units/imports', { query: { filename: 'a.csv' }, upload, key: 'khoa-2' });
    expect(sent[0]?.headers.get('content-type')).toBe('text/csv');
    expect(sent[0]?.init.body).toBe(bytes);

    const form = { criterion: '4a', title: 'Quyết định', effectiveOn: '2027-03-01', declared: true };
    const file = { name: 'Quyết định.pdf', content: new Blob([bytes]) };
    const request = { params: command.params, form, file, key: 'khoa-3' };
    await api.call('POST /cycles/{cycleId}/units/{unitId}/evidence', request);
    const sentForm = sent[1]?.init.body as FormData;
    expect(Object.fromEntries(sentForm)).toMatchObject({ criterion: '4a', declared: 'true' });
    expect((sentForm.get('file') as File).name).toBe('Quyết định.pdf');
  });

  it('goes for another account with its token', async () => {
    const { api, sent } = client();
    await api.as('other').call('GET /me');
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer other');
  });

  it('does not compile where the route takes something else', () => {
    const { api } = client();
    const draftOf = { ...command.params, stage: 'q1Plan' };
    const wrong = () => [
      // @ts-expect-error no such route
      api.call('GET /cycles/{cycleId}/boards', { params: CYCLE }),
      // @ts-expect-error the path has a cycle
      api.call('GET /cycles/{cycleId}/board'),
      // @ts-expect-error a POST goes under a key
      api.call('POST /cycles/{cycleId}/clock', { params: CYCLE, body: { to: '' } }),
      // @ts-expect-error a draft says which version it changes
      api.call('PUT /cycles/{cycleId}/units/{unitId}/drafts/{stage}', {
        params: draftOf,
        body: { body: {} },
      }),
      // @ts-expect-error the clock is told where to go
      api.call('POST /cycles/{cycleId}/clock', { params: CYCLE, body: {}, key: '' }),
      // @ts-expect-error a kind that no unit is of
      api.call('GET /units', { query: { kind: 'truong-hoc' } }),
      // @ts-expect-error a list is taken in, no file answered
      api.download('POST /units/imports', { query: { filename: '' }, key: '' }),
    ];
    expect(wrong).toBeInstanceOf(Function);
  });
});

describe('what is not answered with 2xx', () => {
  it('is a problem with its refusal code', async () => {
    const { api } = client(json(409, problem));
    const asked = api.call('POST /cycles/{cycleId}/units/{unitId}/commands', command);
    const error = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ status: 409, problem, message: 'Khóa đã dùng. [IDEMPOTENCY.REUSED]' });
    const { isFor } = ApiProblem.prototype;
    expect([
      isFor.call(error as ApiProblem, 'IDEMPOTENCY.REUSED'),
      isFor.call(error as ApiProblem, 'STAGE.NOT_OPEN'),
    ]).toEqual([true, false]);
  });

  it('is a problem without one where something between answers in JSON of its own', async () => {
    const { api } = client(json(403, { message: 'no' }));
    await expect(api.call('GET /me')).rejects.toMatchObject({ status: 403, answer: { message: 'no' } });
    await expect(api.call('GET /me')).rejects.not.toHaveProperty('problem', expect.anything());
  });

  it('is not this API where it is no JSON', async () => {
    const { api } = client(new Response('<html>', { status: 502 }));
    await expect(api.call('GET /me')).rejects.toEqual(new NotTheApi(URL_OF_API, 502));
  });

  it('is unreachable where the connection fails; the key is told where it may have been taken', async () => {
    const { api } = client(failed('ECONNREFUSED'), failed('ECONNRESET'));
    const send = () => api.call('POST /cycles/{cycleId}/units/{unitId}/commands', command);
    await expect(send()).rejects.toMatchObject({
      name: 'ApiUnreachable',
      code: 'ECONNREFUSED',
      key: undefined,
    });
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET', key: 'khoa-1', waitedMs: undefined });
  });

  it('is unreachable where time is up, and says how long was waited', async () => {
    const { api } = client(Object.assign(new Error('too long'), { name: 'TimeoutError' }));
    const asked = api.call('GET /me', { timeoutMs: 9_000 });
    await expect(asked).rejects.toBeInstanceOf(ApiUnreachable);
    await expect(asked).rejects.toMatchObject({ waitedMs: 9_000 });
  });

  it('is the error itself where it is none of these', async () => {
    const other = new RangeError('mine');
    await expect(client(other).api.call('GET /me')).rejects.toBe(other);
  });
});

describe('an answer', () => {
  it('is looked at where that is asked for, and not handed on where it is wrong', async () => {
    const seen: unknown[] = [];
    const ask: Fetch = () => Promise.resolve(json(200, { name: 'x' }));
    const check = (...what: readonly unknown[]) => {
      seen.push(what);
      throw new Error('undeclared');
    };
    const api = new ApiClient({ url: URL_OF_API }, { fetch: ask, check });
    await expect(api.call('GET /me')).rejects.toThrow('undeclared');
    expect(seen).toEqual([['GET /me', 200, { name: 'x' }]]);
  });

  it('that is a list is read page by page until enough is there', async () => {
    const pages = [
      json(200, { items: [{ id: 'a' }, { id: 'b' }], next: 'b' }),
      json(200, { items: [{ id: 'c' }], next: 'c' }),
    ];
    const { api, sent } = client(...pages);
    const found = await api.list('GET /units', { query: { commune: 'X' } }, { most: 3, pageSize: 2 });
    expect(found).toEqual({ items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], next: 'c' });
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '?commune=X&limit=2',
      '?commune=X&cursor=b&limit=1',
    ]);
  });

  it('that is a list ends with the last page', async () => {
    const { api } = client(json(200, { items: [{ id: 'a' }], next: 'a' }), json(200, { items: [] }));
    expect(await api.list('GET /units', {}, { pageSize: 2 })).toEqual({ items: [{ id: 'a' }] });
  });

  it('that is a file comes with its name', async () => {
    const headers = { 'content-disposition': 'attachment; filename="bao-cao.docx"' };
    const { api } = client(new Response(new Uint8Array([7]), { headers }));
    const params = { ...CYCLE, kind: 'bao-cao' };
    const file = await api.download('GET /cycles/{cycleId}/documents/{kind}', {
      params,
      query: { format: 'docx' },
    });
    expect(file).toEqual({ name: 'bao-cao.docx', bytes: new Uint8Array([7]) });
  });
});
