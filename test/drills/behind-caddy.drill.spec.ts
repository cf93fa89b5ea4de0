/**
 * The files of an installation before Caddy and systemd themselves, and the API behind Caddy: HTTPS, the event stream, the
 * remote address, the API away; a minute, and some more where Caddy has to be built first. Needs Linux with systemd's own
 * tools. Its shorter form is test/integration/deploy.spec.ts.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { projectRoot } from '#infra/local';
import { type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath } from '../support/unit-year-driver.js';
import { findCaddy, RunningCaddy, validated } from './caddy.js';

jest.setTimeout(20 * 60_000);

const WRONG_AT_ONCE = 3;
/** Much less than it would take to be told with the next sign of life. */
const TOLD_WITHIN_MS = 5_000;
let binary: string;

beforeAll(async () => {
  binary = await findCaddy();
});

describe('the files of an installation', () => {
  it('are sound by Caddy', () => {
    expect(validated(binary)).toMatchObject({
      status: 0,
      told: expect.stringContaining('Valid configuration'),
    });
  });

  it('are sound by systemd, which finds the API little exposed', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'antq-units-'));
    try {
      cpSync(path.join(projectRoot(), 'infra/deploy/systemd'), folder, { recursive: true });
      for (const unit of readdirSync(folder)) {
        const file = path.join(folder, unit);
        // Nothing is installed here; what is looked for must be there.
        writeFileSync(file, readFileSync(file, 'utf8').replaceAll('/opt/antq/node', process.execPath));
      }
      const units = readdirSync(folder).map((unit) => path.join(folder, unit));
      const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], { encoding: 'utf8' });
      expect([verified.status, verified.stderr]).toEqual([0, '']);
      const rated = spawnSync(
        'systemd-analyze',
        ['security', '--offline=true', '--threshold=20', path.join(folder, 'antq-api.service')],
        { encoding: 'utf8' },
      );
      expect([rated.status, rated.stderr]).toEqual([0, '']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the API behind Caddy', () => {
  let stack: Stack;
  let caddy: RunningCaddy;
  let cycleId: string;

  beforeAll(async () => {
    stack = await startStack({
      units: 3,
      settings: {
        api: { ANTQ_TRUSTED_PROXY: '127.0.0.1,::1', ANTQ_LIMIT_WRONG_TOKENS: `${WRONG_AT_ONCE}/0.001` },
      },
    });
    caddy = await RunningCaddy.start(binary, stack.apiUrl);
    cycleId = await stack.openRehearsal(2027);
  });
  afterAll(async () => {
    await caddy?.dispose();
    await stack?.dispose();
  });

  /** An answer as soon as its head is there. */
  const head = (to: string, headers: Record<string, string> = {}): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      request(`${caddy.url}${to}`, { headers, rejectUnauthorized: false }, resolve).on('error', reject).end();
    });
  const ask = async (to: string, headers: Record<string, string> = {}) => {
    const answer = await head(to, headers);
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    return { status: answer.statusCode, headers: answer.headers, raw: answer.rawHeaders, text };
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('is reached by HTTPS, which browsers are to keep to, and plain HTTP leads there', async () => {
    const { status, raw } = await ask('/healthz');
    expect(status).toBe(200);
    const named = raw.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    expect(named.filter((name) => name === 'strict-transport-security')).toHaveLength(1);
    expect(named).not.toContain('server');
    const led = await new Promise<IncomingMessage>((resolve, reject) => {
      plainRequest(`http://localhost:${caddy.httpPort}/healthz`, resolve).on('error', reject).end();
    });
    led.resume();
    // It leads to the port that browsers take HTTPS for, wherever Caddy listens here.
    expect([led.statusCode, led.headers.location]).toEqual([308, 'https://localhost/healthz']);
  });

  it('tells changes as they come', async () => {
    const administrator = bearer(stack.token('administrator'));
    const stream = await head(`/api/v1/cycles/${cycleId}/events`, {
      ...administrator,
      'accept-encoding': 'gzip',
    });
    expect([stream.statusCode, stream.headers['content-encoding']]).toEqual([200, undefined]);
    const told = new Promise<number>((resolve) => {
      stream.on('data', (chunk) => {
        if (String(chunk).includes('"board":')) resolve(performance.now());
      });
    });
    const unitId = stack.inside[0]?.id ?? '';
    const token = stack.token('unit-head', { unitId });
    const sent = await stack.call('POST', commandsPath(cycleId, unitId), token, bodies.submit('q1Plan'));
    const since = performance.now();
    expect(sent.status).toBe(200);
    expect((await told) - since).toBeLessThan(TOLD_WITHIN_MS);
    stream.destroy();
  });

  it('counts wrong tokens by where they really come from, whatever is said', async () => {
    const answers = [];
    for (let at = 0; at <= WRONG_AT_ONCE; at += 1) {
      answers.push(
        await ask('/api/v1/me', { ...bearer(`antq_wrong-${at}`), 'x-forwarded-for': `192.0.2.${at}` }),
      );
    }
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('is told to be away as it would say itself, and serves on once it is back', async () => {
    await stack.api.kill();
    const { status, headers, text } = await ask('/api/v1/me', bearer(stack.token('administrator')));
    expect([status, headers['retry-after'], headers['content-type']]).toEqual([
      503,
      '3',
      'application/problem+json; charset=utf-8',
    ]);
    expect(JSON.parse(text)).toMatchObject({ code: 'SYSTEM.BUSY', status: 503 });
    await stack.api.start();
    expect((await ask('/api/v1/me', bearer(stack.token('administrator')))).status).toBe(200);
  });
});
