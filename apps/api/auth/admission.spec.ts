import { describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { type Credential, type Identity, tokenDigest, type UnitOfWork } from '#libs/application';
import { DomainError } from '#libs/contracts';
import { ServedRoutes } from '../edge/served-routes.js';
import { Serves } from '../edge/serves.js';
import { Admission, type AskingRequest } from './admission.js';
import { RequirePermission } from './permission.js';

@Controller()
class Routes {
  @Serves('POST /cycles/{cycleId}/deadlines')
  @RequirePermission('amendDeadline')
  steering(): void {}

  @Serves('POST /cycles/{cycleId}/units/{unitId}/registers/{register}')
  @RequirePermission('recordEntry', 'recordEntryOnBehalf')
  recording(): void {}

  @Serves('PUT /cycles/{cycleId}/units/{unitId}/drafts/{stage}')
  @RequirePermission('prepareDraft')
  drafting(): void {}

  @Serves('GET /cycles')
  unnamed(): void {}

  @Serves('GET /healthz')
  open(): void {}
}

const CYCLE = { id: 'c1', provinceCode: '951', state: 'open' };
/** Knows one cycle, and that nothing else is asked for. */
const unitOfWork = {
  inTransaction: (work: (records: object) => unknown) =>
    work({ cycles: { find: async (id: string) => (id === CYCLE.id ? CYCLE : undefined) } }),
} as unknown as UnitOfWork;

const account = (role: Identity['role'], provinceCode: string): Identity => ({
  actorId: 't',
  name: 'Tài khoản',
  role,
  scope: { level: 'tinh', provinceCode },
});

@Module({ controllers: [Routes] })
class OneSubject {}

const served = new ServedRoutes([OneSubject], '/api/v1');
const ADDRESSES = {
  steering: ['POST', '/api/v1/cycles/:cycleId/deadlines'],
  recording: ['POST', '/api/v1/cycles/:cycleId/units/:unitId/registers/:register'],
  drafting: ['PUT', '/api/v1/cycles/:cycleId/units/:unitId/drafts/:stage'],
  unnamed: ['GET', '/api/v1/cycles'],
  open: ['GET', '/healthz'],
} as const;

const TOKEN = 'antq_of-the-account';
const SECRET = 'of-the-session';

async function told(
  handler: keyof typeof ADDRESSES,
  identity?: Identity,
  {
    cycleId = CYCLE.id,
    authorization = `Bearer ${TOKEN}`,
    ...headers
  }: { cycleId?: string; authorization?: string; cookie?: string; origin?: string; host?: string } = {},
): Promise<string> {
  const [method, url] = ADDRESSES[handler];
  const route = served.find(method, url);
  if (route === undefined) throw new Error(`${method} ${url} is not served`);
  const find = async ({ kind, digest }: Credential) =>
    digest === tokenDigest(kind === 'token' ? TOKEN : SECRET) ? identity : undefined;
  const admission = new Admission({ find }, unitOfWork);
  const request: AskingRequest = {
    method,
    protocol: 'https',
    headers: { authorization, ...headers },
    params: { cycleId },
    query: {},
  };
  try {
    await admission.identify(request, route);
    await admission.permit(request, route);
    return request.identity === identity ? 'let in' : 'let in as somebody else';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('a route', () => {
  it('lets in who could do one of its acts to something', async () => {
    expect(await told('steering', account('administrator', '951'))).toBe('let in');
    expect(await told('recording', account('administrator', '951'))).toBe('let in');
    expect(await told('recording', account('appraiser', '951'))).toBe('let in');
  });

  it('turns away who could do none of them, once what it is about is seen', async () => {
    expect(await told('steering', account('supervisor', '951'))).toBe('ACTOR.ADMINISTRATOR_ONLY');
    expect(await told('steering', account('supervisor', '952'))).toBe('CYCLE.UNKNOWN');
    expect(await told('steering', account('supervisor', '951'), { cycleId: 'c2' })).toBe('CYCLE.UNKNOWN');
  });

  it('asks for a token that is known', async () => {
    const administrator = account('administrator', '951');
    expect(await told('steering')).toBe('AUTH.INVALID');
    for (const authorization of ['', 'Bearer', 'Bearer ', `Basic ${TOKEN}`]) {
      expect(await told('steering', administrator, { authorization })).toBe('AUTH.REQUIRED');
    }
    expect(await told('steering', administrator, { authorization: 'bearer antq_other' })).toBe(
      'AUTH.INVALID',
    );
  });

  it('takes the session in a cookie, and a change by it from a page of its own host alone', async () => {
    const administrator = account('administrator', '951');
    const own = { authorization: '', cookie: `a=b; __Host-antq=${SECRET}`, host: 'antq.example.test' };
    const origin = 'https://antq.example.test';
    expect(await told('steering', administrator, { ...own, origin })).toBe('let in');
    expect(await told('steering', administrator, own)).toBe('AUTH.FOREIGN_ORIGIN');
    expect(await told('steering', undefined, { ...own, origin })).toBe('AUTH.SESSION_ENDED');
    for (const cookie of ['__Host-antq=', `antq=${SECRET}`, `x__Host-antq=${SECRET}`]) {
      expect(await told('steering', administrator, { ...own, origin, cookie })).toBe('AUTH.REQUIRED');
    }
    const token = { ...own, authorization: `Bearer ${TOKEN}`, origin: 'https://evil.example.test' };
    expect(await told('steering', administrator, token)).toBe('let in');
  });

  it('asks who is left of a named device to sign in before anything but a draft is changed', async () => {
    const session = { id: 's', grantId: 'g', limit: 'named-device' } as const;
    const head: Identity = {
      ...account('unit-head', '951'),
      scope: { level: 'unit', unitId: 'U1' },
      session,
    };
    expect(await told('recording', head)).toBe('AUTH.FRESH');
    expect(await told('drafting', head)).toBe('let in');
    const { limit: _none, ...signedIn } = session;
    expect(await told('recording', { ...head, session: signedIn })).toBe('let in');
  });

  it('leaves to the use case what is told with the name of the register', async () => {
    expect(await told('recording', account('supervisor', '951'))).toBe('let in');
  });

  it('is closed while it names nothing, but for those that need no token', async () => {
    expect(await told('unnamed', account('administrator', '951'))).toMatch(
      /GET \/cycles names no permission/,
    );
    expect(await told('open')).toBe('let in');
    expect(await told('open', undefined, { authorization: '' })).toBe('let in');
  });
});
