import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import { ROUTES, type Route } from '#libs/contracts/http';
import { SESSION_COOKIE } from '../auth/session-cookie.js';
import { type LimitedRequest, RequestLimits } from './request-limits.js';

const RIGHT: Readonly<Record<string, string>> = { 'right-1': 'account-1', 'right-2': 'account-2' };
const OFFICE = '203.0.113.7';
const NOTHING = {
  account: undefined,
  uploads: undefined,
  exports: undefined,
  wrongTokens: undefined,
  withoutToken: undefined,
};
const once = { burst: 1, perSecond: 0.1 };

/** Limits with accounts behind some tokens, which counts look-ups and what is told 429. */
function edge(limits: Partial<ConstructorParameters<typeof RequestLimits>[0]>) {
  const seen = { lookedUp: 0, limited: [] as string[], ms: 0 };
  const right = new Map(Object.entries(RIGHT));
  const sut = new RequestLimits(
    { ...NOTHING, ...limits },
    { requestLimited: (limit) => seen.limited.push(limit) },
    () => seen.ms,
  );
  const told = async (token: string, ip = OFFICE, route: Route = ROUTES['GET /me'], cookie?: string) => {
    const headers = {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
    };
    const request: { -readonly [K in keyof LimitedRequest]: LimitedRequest[K] } = { ip, headers };
    try {
      await sut.identify(request, route, async () => {
        if (route.isOpen === true) return;
        if (token === '' && cookie === undefined) throw new DomainError('AUTH.REQUIRED');
        seen.lookedUp += 1;
        if (token === '') throw new DomainError('AUTH.SESSION_ENDED');
        await Promise.resolve();
        if (token === 'database-away') throw new Error('away');
        const account = right.get(token);
        if (account === undefined) throw new DomainError('AUTH.INVALID');
        request.identity = { actorId: account } as LimitedRequest['identity'];
      });
      return 'let in';
    } catch (error) {
      if (!(error instanceof DomainError)) return String(error);
      return error.params['seconds'] === undefined ? error.code : `${error.code} ${error.params['seconds']}`;
    }
  };
  return { told, seen, right };
}

describe('wrong tokens', () => {
  it('are looked up as often as the network may, however many come at once, and the rest is told when to come', async () => {
    const { told, seen } = edge({ wrongTokens: { burst: 5, perSecond: 0.1 } });
    const all = await Promise.all(Array.from({ length: 600 }, (_, at) => told(`wrong-${at}`)));
    expect(all.filter((each) => each === 'AUTH.INVALID')).toHaveLength(5);
    expect(all.filter((each) => each === 'LIMIT.WRONG_TOKENS 10')).toHaveLength(595);
    expect(seen).toMatchObject({ lookedUp: 5, limited: all.slice(5).map(() => 'wrongTokens') });
    seen.ms = 10_000;
    expect([await told('wrong-a'), await told('wrong-b')]).toEqual(['AUTH.INVALID', 'LIMIT.WRONG_TOKENS 10']);
  });

  it('turn away nobody at another address, and nobody at the same whose token was met before', async () => {
    const { told } = edge({ wrongTokens: once });
    expect(await told('right-1')).toBe('let in');
    expect([await told('wrong-a'), await told('wrong-b')]).toEqual(['AUTH.INVALID', 'LIMIT.WRONG_TOKENS 10']);
    for (const _ of [1, 2, 3]) expect(await told('right-1')).toBe('let in');
    expect(await told('right-2', '203.0.113.8')).toBe('let in');
    expect(await told('right-2')).toBe('let in');
  });

  it('are not what is right, nor what could not be looked up', async () => {
    const { told } = edge({ wrongTokens: once });
    for (const token of ['right-1', 'right-2']) expect(await told(token)).toBe('let in');
    for (const _ of [1, 2]) expect(await told('database-away')).toBe('Error: away');
    expect(await told('wrong')).toBe('AUTH.INVALID');
  });

  it('are those that were right as well', async () => {
    const { told, right } = edge({ wrongTokens: once });
    expect(await told('right-1')).toBe('let in');
    right.delete('right-1');
    expect(await told('right-1')).toBe('AUTH.INVALID');
    expect(await told('wrong')).toBe('LIMIT.WRONG_TOKENS 10');
  });

  it('that are one again and again count for themselves: nobody else of the network is held back', async () => {
    const { told, seen } = edge({ wrongTokens: { burst: 3, perSecond: 0.1 } });
    const loop = [];
    for (let at = 0; at < 600; at += 1) loop.push(await told('old'));
    expect(loop.slice(0, 5)).toEqual([
      ...Array.from({ length: 4 }, () => 'AUTH.INVALID'),
      'LIMIT.WRONG_TOKENS 10',
    ]);
    expect(new Set(loop.slice(4))).toEqual(new Set(['LIMIT.WRONG_TOKENS 10']));
    expect(seen.lookedUp).toBe(1);
    expect([await told('right-1'), await told('right-2')]).toEqual(['let in', 'let in']);
    expect(await told('mistyped')).toBe('AUTH.INVALID');
    // What was wrong for a while is looked up again.
    seen.ms = 10_000;
    seen.lookedUp = 0;
    expect([await told('old'), seen.lookedUp]).toEqual(['AUTH.INVALID', 1]);
  });

  it('are sessions that have ended as well', async () => {
    const { told, seen } = edge({ wrongTokens: once });
    const cookie = (secret: string) => told('', OFFICE, ROUTES['GET /me'], `${SESSION_COOKIE}=${secret}`);
    expect([await cookie('ended-1'), await cookie('ended-2')]).toEqual([
      'AUTH.SESSION_ENDED',
      'LIMIT.WRONG_TOKENS 10',
    ]);
    expect(seen.lookedUp).toBe(1);
  });
});

describe('an account', () => {
  it('is held to its own limit before it is looked up, wherever it asks from, and no other account is', async () => {
    const { told, seen } = edge({ account: { burst: 2, perSecond: 0.5 } });
    expect([await told('right-1'), await told('right-1', '203.0.113.8'), await told('right-1')]).toEqual([
      'let in',
      'let in',
      'LIMIT.ACCOUNT 2',
    ]);
    expect(seen.lookedUp).toBe(2);
    expect(await told('right-2')).toBe('let in');
  });

  it.each([
    ['uploads', 'POST /cycles/{cycleId}/units/{unitId}/evidence', 'LIMIT.UPLOADS 10'],
    ['uploads', 'POST /units/imports', 'LIMIT.UPLOADS 10'],
    ['exports', 'GET /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/file', 'LIMIT.EXPORTS 10'],
  ] as const)('has its limit of %s at %s, and may do something else', async (limit, key, refusal) => {
    const { told } = edge({ [limit]: once });
    expect(await told('right-1', OFFICE, ROUTES[key])).toBe('let in');
    expect(await told('right-1', OFFICE, ROUTES[key])).toBe(refusal);
    expect(await told('right-1')).toBe('let in');
  });
});

describe('whoever brings no token', () => {
  it('is held to the limit of the network, on open routes as well, with a token or without', async () => {
    const { told } = edge({ withoutToken: { burst: 3, perSecond: 0.1 }, wrongTokens: once });
    const parts = ROUTES['GET /health/parts'];
    expect([await told(''), await told('', OFFICE, parts), await told('any', OFFICE, parts)]).toEqual([
      'AUTH.REQUIRED',
      'let in',
      'let in',
    ]);
    expect(await told('', OFFICE, parts)).toBe('LIMIT.WITHOUT_TOKEN 10');
    expect(await told('right-1')).toBe('let in');
    expect(await told('', '203.0.113.8')).toBe('AUTH.REQUIRED');
  });

  it('is never held back from asking whether the process is alive', async () => {
    const { told } = edge({ withoutToken: once, wrongTokens: once });
    for (const key of ['GET /healthz', 'GET /readyz'] as const) {
      for (const _ of [1, 2, 3]) expect(await told('', OFFICE, ROUTES[key])).toBe('let in');
    }
  });
});
