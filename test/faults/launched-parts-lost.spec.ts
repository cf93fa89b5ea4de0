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

/** What the launcher calls its parts. */
const LABELS = {
  api: 'API',
  'worker-cycle': 'worker (hàng đợi cycle)',
  'worker-mail': 'worker (hàng đợi mail)',
  smtp: 'Hộp thư thử (SMTP)',
  temporal: 'Temporal',
  postgres: 'PostgreSQL',
} as const;
type Part = keyof typeof LABELS;

/** The whole product under its launcher, which alone heals it: nobody starts anything by hand. */
describe('under npm start', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'antq-launched-'));
  let launched: Launched;
  let apiUrl: string;
  let token: string;

  beforeAll(async () => {
    // A look each second: a frozen part is noticed within six instead of thirty, and at once started again.
    launched = Launched.begin({ dataDir, pace: { lookEveryMs: 1_000, missedLooks: 3, backOffMs: 200 } });
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
  /** What a part's loss was seen by: its process, and how much the launcher had said until then. */
  interface Loss {
    readonly part: Part;
    readonly pid: number;
    readonly said: number;
  }
  const lose = (part: Part, signal: 'SIGKILL' | 'SIGSTOP'): Loss => {
    const loss = { part, pid: launched.pid(part), said: launched.output.length };
    process.kill(loss.pid, signal);
    return loss;
  };
  const saidSince = ({ said }: Loss): string => launched.output.slice(said);
  const runsAgain = (loss: Loss): Promise<void> =>
    until(`${loss.part} runs again`, HEALED_WITHIN_MS, () => {
      const isSaid = saidSince(loss).includes(`${LABELS[loss.part]} đã chạy lại.`);
      return Promise.resolve(isSaid && launched.pid(loss.part) !== loss.pid);
    });
  const wasNoticed = (loss: Loss): Promise<void> =>
    until(`${loss.part} was found silent`, HEALED_WITHIN_MS, () =>
      Promise.resolve(saidSince(loss).includes(`${LABELS[loss.part]} vẫn chạy mà không trả lời`)),
    );
  const comesBackFrozen = async (loss: Loss): Promise<void> => {
    await wasNoticed(loss);
    await runsAgain(loss);
    expect(await isRunning(loss.pid)).toBe(false);
  };
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
    await runsAgain(lose('api', 'SIGKILL'));
    await healed();
    expect({ ...launched.runtime().pids, api: 0 }).toEqual({ ...pids, api: 0 });
  });

  it('the disk of Temporal is lost: it gets its namespace back, and cycles open', async () => {
    const loss = lose('temporal', 'SIGKILL');
    for (const ending of ['', '-shm', '-wal']) {
      rmSync(path.join(dataDir, `temporal.db${ending}`), { force: true });
    }
    await runsAgain(loss);
    expect(saidSince(loss)).toContain(
      'Temporal trở lại mà không còn dữ liệu: đã lập lại không gian tên antq.',
    );
    await healed();
    await opensACycle('mat-dia');
  });

  // What does not lean on each other freezes at once: each part is watched by itself.
  it.each<{ parts: readonly Part[] }>([
    { parts: ['worker-cycle', 'worker-mail', 'smtp'] },
    { parts: ['temporal'] },
    { parts: ['postgres'] },
    { parts: ['api'] },
  ])('$parts frozen: each is ended and started again', async ({ parts }) => {
    await healed();
    const losses = parts.map((part) => lose(part, 'SIGSTOP'));
    await Promise.all(losses.map(comesBackFrozen));
    await healed();
  });

  it('after all of it cycles open', async () => {
    await opensACycle('treo');
  });
});
