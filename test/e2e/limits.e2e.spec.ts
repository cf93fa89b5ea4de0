import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metricsPortOf, shown } from '../support/shown-metrics.js';
import { type Answer, type Stack, startStack } from '../support/stack.js';

/** Who asks too often is told so before anything is looked up, and nobody else is held back by it. */
const OFFICE = '198.51.100.7';
const ELSEWHERE = '203.0.113.8';
const WRONG = 600;
/** What a network may get wrong at once, as it is without a setting; here nothing comes after it while the spec lasts. */
const WRONG_AT_ONCE = 300;
const OWN = { burst: 20, perSecond: 0.5 };
let stack: Stack;
let metricsPort: number;

beforeAll(async () => {
  stack = await startStack({
    settings: {
      api: {
        ANTQ_TRUSTED_PROXY: '127.0.0.1',
        ANTQ_LIMIT_WRONG_TOKENS: `${WRONG_AT_ONCE}/0.001`,
        ANTQ_LIMIT_ACCOUNT: `${OWN.burst}/${OWN.perSecond}`,
        ANTQ_METRICS_PORT: '0',
      },
    },
  });
  metricsPort = await metricsPortOf(stack.api);
}, 180_000);

afterAll(() => stack?.dispose());

const ask = (token: string, from: string): Promise<Answer> =>
  stack.call('GET', '/me', token, undefined, { headers: { 'x-forwarded-for': from } });
const isLimited = ({ status }: Answer) => status === 429;
const counted = async (name: string) => (await shown(metricsPort)).get(name) ?? 0;
const LOOKED_UP = 'antq_pool_wait_seconds_count{pool="upkeep",end="had"}';

describe('600 wrong tokens from one address', () => {
  it('are told 429 beyond the limit without a look-up, and hold back neither its known accounts nor another address', async () => {
    const [known, head] = [stack.token('administrator'), stack.token('unit-head', idOf(0))];
    expect((await ask(known, OFFICE)).status).toBe(200);
    const before = await counted(LOOKED_UP);
    const answers = await Promise.all(
      Array.from({ length: WRONG }, (_, at) => ask(`antq_wrong-${at}`, OFFICE)),
    );
    const lookedUp = (await counted(LOOKED_UP)) - before;
    const limited = answers.filter(isLimited);
    expect(limited).toHaveLength(WRONG - WRONG_AT_ONCE);
    for (const { body, headers } of limited) {
      expect(body.code).toBe('LIMIT.WRONG_TOKENS');
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const others = answers.filter((answer) => !isLimited(answer));
    expect(new Set(others.map(({ body }) => body.code))).toEqual(new Set(['AUTH.INVALID']));
    // Upkeep uses the same connections, a few times a second.
    expect(lookedUp).toBeLessThan(others.length + 100);
    expect(await counted('antq_limited_total{limit="wrongTokens"}')).toBe(limited.length);
    const route = 'method="GET",route="/me",status="429"';
    expect(await counted(`antq_http_request_seconds_count{${route}}`)).toBe(limited.length);

    expect((await ask(known, OFFICE)).status).toBe(200);
    expect((await ask('antq_wrong', OFFICE)).status).toBe(429);
    expect((await ask(head, ELSEWHERE)).status).toBe(200);
    expect((await ask(head, OFFICE)).status).toBe(200);
    expect((await ask('antq_wrong', ELSEWHERE)).status).toBe(401);
  });
});

describe('an account that asks too often', () => {
  it('is told how long to wait, wherever it asks from, and no other account is', async () => {
    const [eager, calm] = [idOf(1), idOf(2)].map((unit) => stack.token('unit-head', unit));
    const answers = await Promise.all(
      Array.from({ length: OWN.burst * 2 }, (_, at) => ask(eager ?? '', `192.0.2.${at % 2}`)),
    );
    const limited = answers.filter(isLimited);
    // One more for every two seconds that the answers took.
    expect(limited.length).toBeGreaterThan(OWN.burst / 2);
    expect(limited.length).toBeLessThanOrEqual(OWN.burst);
    expect(limited[0]?.body.detail).toMatch(/^Tài khoản này gửi quá nhiều yêu cầu .* đợi [12] giây/);
    expect((await ask(calm ?? '', ELSEWHERE)).status).toBe(200);
  });
});

it('signs of life are answered however often they are asked for', async () => {
  const answers = await Promise.all(
    Array.from({ length: 700 }, () => stack.call('GET', '/healthz', '', undefined)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

function idOf(at: number): { readonly unitId: string } {
  return { unitId: stack.inside[at]?.id ?? '' };
}
