import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isRunning } from '#infra/local';
import type { CycleAnswer, HealthAnswer, OpenCycleAnswer } from '#libs/contracts';
import { Launched } from '../support/launched.js';
import { until } from './scene.js';

jest.setTimeout(240_000);

const HEALED_WITHIN_MS = 60_000;

/** The whole product under its launcher, which alone heals it: nobody starts anything by hand. */
describe('under npm start', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'antq-launched-'));
  let launched: Launched;
  let apiUrl: string;
  let token: string;

  beforeAll(async () => {
    // A look each second: a frozen part is noticed within six instead of thirty.
    launched = Launched.begin({ dataDir, pace: { lookEveryMs: 1_000, missedLooks: 3 } });
    await launched.ready();
    ({ apiUrl } = launched.runtime());
    ({ token } = JSON.parse(readFileSync(path.join(dataDir, 'cli.json'), 'utf8')) as { token: string });
  });

  afterAll(async () => {
    await launched?.dispose();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const call = async <T>(method: string, to: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${apiUrl}/api/v1${to}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(9_000),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const healed = (): Promise<void> =>
    until('every part is green', HEALED_WITHIN_MS, async () => {
      return (await call<HealthAnswer>('GET', '/health/parts')).ok;
    });
  const runsAgain = (part: string, label: string, before: number): Promise<void> =>
    until(`${part} runs again`, HEALED_WITHIN_MS, () =>
      Promise.resolve(launched.pid(part) !== before && launched.output.includes(`${label} đã chạy lại.`)),
    );
  /** Carried by Temporal and the cycle worker, so that it shows more than a green row. */
  const opensACycle = async (label: string): Promise<void> => {
    const body = { policy: 'quang-ngai-2025', year: 2027, rehearsal: label, communes: ['21211'] };
    const { cycle } = await call<OpenCycleAnswer>('POST', '/cycles', body);
    await until('the cycle is open', HEALED_WITHIN_MS, async () => {
      return (await call<CycleAnswer>('GET', `/cycles/${cycle.id}`)).state === 'open';
    });
  };

  it('the API is killed: it answers again at the same address, and nothing else was stopped', async () => {
    const { pids } = launched.runtime();
    process.kill(launched.pid('api'), 'SIGKILL');
    await runsAgain('api', 'API', pids['api'] ?? 0);
    await healed();
    expect({ ...launched.runtime().pids, api: 0 }).toEqual({ ...pids, api: 0 });
  });

  it('the disk of Temporal is lost: it gets its namespace back, and cycles open', async () => {
    const before = launched.pid('temporal');
    process.kill(before, 'SIGKILL');
    for (const ending of ['', '-shm', '-wal']) {
      rmSync(path.join(dataDir, `temporal.db${ending}`), { force: true });
    }
    await runsAgain('temporal', 'Temporal', before);
    expect(launched.output).toContain(
      'Temporal trở lại mà không còn dữ liệu: đã lập lại không gian tên antq.',
    );
    await healed();
    await opensACycle('mat-dia');
  });

  it.each([
    { part: 'worker-cycle', label: 'worker (hàng đợi cycle)' },
    { part: 'worker-mail', label: 'worker (hàng đợi mail)' },
    { part: 'smtp', label: 'Hộp thư thử (SMTP)' },
    { part: 'temporal', label: 'Temporal' },
    { part: 'postgres', label: 'PostgreSQL' },
  ])('$part is frozen: it is ended and started again', async ({ part, label }) => {
    await healed();
    const before = launched.pid(part);
    process.kill(before, 'SIGSTOP');
    await until('it was noticed', HEALED_WITHIN_MS, () =>
      Promise.resolve(launched.output.includes(`${label} vẫn chạy mà không trả lời`)),
    );
    await runsAgain(part, label, before);
    expect(await isRunning(before)).toBe(false);
    await healed();
  });

  it('the API is frozen: it is ended and started again', async () => {
    const before = launched.pid('api');
    process.kill(before, 'SIGSTOP');
    await runsAgain('api', 'API', before);
    expect(launched.output).toContain('API vẫn chạy mà không trả lời');
    expect(await isRunning(before)).toBe(false);
    await healed();
    await opensACycle('treo');
  });
});
