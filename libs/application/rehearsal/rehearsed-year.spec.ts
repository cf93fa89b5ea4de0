import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import type { RefusedAct, RehearsalReport } from '#libs/contracts/http';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { SmallProvince } from '../../../test/support/small-cycle.js';
import type { Identity } from '../identity/identity.js';
import { DriveRehearsedYear } from './drive-rehearsed-year.use-case.js';
import type { YearEnd, YearOrder } from './rehearsed-year.port.js';
import type { RehearsedYearRuns } from './rehearsed-year-runs.port.js';
import { ShowRehearsedYear } from './show-rehearsed-year.query.js';
import { StartRehearsedYear } from './start-rehearsed-year.use-case.js';
import { StopRehearsedYear } from './stop-rehearsed-year.use-case.js';
import type { DrivingAccount, YearHands } from './year-driver.port.js';

const [REHEARSAL, REAL] = ['51-2026-thu', '51-2026-that'] as const;
const NOON = '2026-03-01T05:00:00.000Z';
const ORDER: YearOrder = { seed: 7, dayMs: 0, keepGoing: false };

const administrator: Identity = {
  actorId: 'quan-tri',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
};

/** A rehearsal whose clock stands at noon of a day in March, and a real cycle. */
const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [['QN01', 'Trường THPT', 'xa']]);
  await province.rehearse('thu', 2026, NOON);
  await province.rehearse('that', 2026, NOON);
  await each.source.query(`UPDATE cycle SET clock_kind = 'calendar', clock_at = NULL WHERE id = $1`, [REAL]);
});

/** Runs that remember what they were asked. */
class FakeRuns implements RehearsedYearRuns {
  readonly asked: string[] = [];

  constructor(private readonly isAway = false) {}

  startRehearsedYear(cycleId: string, areaId: string, running: 'join' | 'replace'): Promise<void> {
    return this.note(`${running} ${cycleId} ${areaId}`);
  }

  cancelRehearsedYear(cycleId: string): Promise<void> {
    return this.note(`cancel ${cycleId}`);
  }

  private note(what: string): Promise<void> {
    if (this.isAway) return Promise.reject(new Error('Temporal is away'));
    this.asked.push(what);
    return Promise.resolve();
  }
}

let keys = 0;
const newKey = () => `key-${(keys += 1)}`;
const start = (
  order: Partial<YearOrder> = {},
  runs: RehearsedYearRuns = new FakeRuns(),
  more: object = {},
) => {
  const {
    as = administrator,
    cycleId = REHEARSAL,
    key = newKey(),
  } = more as {
    as?: Identity;
    cycleId?: string;
    key?: string;
  };
  return new StartRehearsedYear(database().unitOfWork, runs).execute(
    as,
    cycleId,
    { ...ORDER, ...order },
    key,
  );
};
const stop = (runs: RehearsedYearRuns = new FakeRuns(), as = administrator, key = newKey()) =>
  new StopRehearsedYear(database().unitOfWork, runs).execute(as, REHEARSAL, 'Thử', key);
const show = (cycleId: string = REHEARSAL) =>
  new ShowRehearsedYear(database().unitOfWork).execute(administrator, cycleId);
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};
const close = () => database().source.query(`UPDATE cycle SET state = 'closed' WHERE id = $1`, [REHEARSAL]);
const setClock = (at: string) =>
  database().source.query(`UPDATE cycle SET clock_at = $2 WHERE id = $1`, [REHEARSAL, at]);
const audited = async () =>
  (
    await database().source.query<{ action: string; actor_id: string }[]>(
      `SELECT action, actor_id FROM audit WHERE action LIKE 'rehearsal.year%' ORDER BY seq`,
    )
  ).map(({ action, actor_id }) => `${action} ${actor_id}`);

const refused = (at: string, subject: string): RefusedAct => ({
  ...{ at, subject, stage: 'q1Plan', turn: 1, reason: 'Đã hết thời gian tiếp nhận.' },
});
const report = (asDrawn: boolean): RehearsalReport => ({
  ...{ asDrawn, units: 1, bodies: { total: 0, differing: 0 }, acts: 4, behaviours: [], classes: [] },
  ...{ exclusions: { expected: [], found: [] }, differences: [] },
  audit: { ok: true, rows: 1, chains: 1 },
  reconciliation: { ok: true, findings: [] },
  commands: { applied: 4, refused: 0 },
  mails: { asDrawn: true, refusing: 0, accepted: 1, failed: 0, uncertain: 0, waiting: 0 },
});

/** One try, which lives as the story says. */
function drive(live: (hands: YearHands) => Promise<YearEnd>, signal = new AbortController().signal) {
  const minting = { execute: () => Promise.resolve([]) };
  return new DriveRehearsedYear(database().unitOfWork, minting, {
    live: (_year, hands) => live(hands),
  }).execute(REHEARSAL, signal);
}
const unasked = () => Promise.reject(new Error('nobody was to live it'));

describe('the order of a rehearsed year', () => {
  it('is kept, audited and brought to a run of its own', async () => {
    const runs = new FakeRuns();
    expect(await codeOf(show())).toBe('REHEARSAL.NO_YEAR');
    await start({ dayMs: 20, keepGoing: true }, runs);
    expect(await show()).toMatchObject({
      ...{ state: 'running', seed: 7, dayMs: 20, keepGoing: true, now: NOON },
      refused: { total: 0, acts: [] },
    });
    expect(runs.asked).toEqual([`replace ${REHEARSAL} 51`]);
    expect(await audited()).toEqual(['rehearsal.yearStarted quan-tri']);
  });

  it('given again goes on, also where its run was lost; another one has to wait', async () => {
    const runs = new FakeRuns();
    await start({}, runs, { key: 'lan-1' });
    const { startedAt } = await show();
    await start({}, runs, { key: 'lan-1' });
    await start({}, runs);
    expect(runs.asked).toEqual([`replace ${REHEARSAL} 51`, `join ${REHEARSAL} 51`]);
    expect(await codeOf(start({ seed: 8 }, runs))).toBe('REHEARSAL.RUNNING');
    expect(await codeOf(start({ dayMs: 5 }, runs))).toBe('REHEARSAL.RUNNING');
    expect((await show()).startedAt).toBe(startedAt);
    expect(await audited()).toHaveLength(1);
  });

  it('leaves nothing where its run cannot be started', async () => {
    expect(await codeOf(start({}, new FakeRuns(true)))).toBe('SYSTEM.BUSY');
    expect(await codeOf(show())).toBe('REHEARSAL.NO_YEAR');
    expect(await audited()).toEqual([]);
  });

  it('is for rehearsals that are not over, and for who steers the province', async () => {
    expect(await codeOf(start({}, undefined, { cycleId: REAL }))).toBe('REHEARSAL.ONLY');
    expect(await codeOf(show(REAL))).toBe('REHEARSAL.ONLY');
    const supervisor: Identity = { ...administrator, role: 'supervisor' };
    expect(await codeOf(start({}, undefined, { as: supervisor }))).toBe('ACTOR.ADMINISTRATOR_ONLY');
    expect(await codeOf(stop(undefined, supervisor))).toBe('ACTOR.ADMINISTRATOR_ONLY');
    await close();
    expect(await codeOf(start())).toBe('REHEARSAL.OVER');
  });
});

describe('a rehearsed year that is stopped', () => {
  it('goes on under its seed alone, at another pace if wanted', async () => {
    const runs = new FakeRuns();
    expect(await codeOf(stop(runs))).toBe('REHEARSAL.NO_YEAR');
    await start({}, runs);
    await stop(runs);
    await stop(runs);
    expect(await show()).toMatchObject({ state: 'stopped', endedAt: expect.any(String) });
    expect(await codeOf(start({ seed: 8 }, runs))).toBe('REHEARSAL.OTHER_SEED');
    await start({ dayMs: 5 }, runs);
    expect(await show()).toMatchObject({ state: 'running', dayMs: 5 });
    expect((await show()).endedAt).toBeUndefined();
    expect(runs.asked.map((what) => what.split(' ')[0])).toEqual(['replace', 'cancel', 'replace']);
    expect(await audited()).toEqual([
      'rehearsal.yearStarted quan-tri',
      'rehearsal.yearStopped quan-tri',
      'rehearsal.yearStarted quan-tri',
    ]);
  });

  it('is not stopped again by a stop that is repeated after another start', async () => {
    const runs = new FakeRuns();
    await start({}, runs);
    await stop(runs, administrator, 'dung-1');
    await start({}, runs);
    await stop(runs, administrator, 'dung-1');
    expect((await show()).state).toBe('running');
    expect(runs.asked.map((what) => what.split(' ')[0])).toEqual(['replace', 'cancel', 'replace']);
  });

  it('is stopped also while its run cannot be reached', async () => {
    await start();
    await stop(new FakeRuns(true));
    expect((await show()).state).toBe('stopped');
    expect(await drive(unasked)).toEqual({ state: 'stopped' });
  });

  it('between its close and its comparison may still be compared', async () => {
    await start();
    await stop();
    await close();
    expect(await codeOf(start())).toBe('done');
  });

  it('is lived no further: whoever lives it hears so at its next word', async () => {
    await start();
    const end = await drive(async ({ onProgress, signal }) => {
      await onProgress({ done: 1, total: 4, refused: [] });
      await stop();
      await onProgress({ done: 2, total: 4, refused: [refused(NOON, 'QN00')] }).catch(() => undefined);
      expect(signal.aborted).toBe(true);
      throw signal.reason;
    });
    expect(end).toEqual({ state: 'stopped' });
    expect(await show()).toMatchObject({
      state: 'stopped',
      acts: { done: 1, total: 4 },
      refused: { total: 0 },
    });
  });
});

describe('a try at a rehearsed year', () => {
  it('tells how far it is, and keeps how the year ended', async () => {
    await start();
    const end = await drive(async ({ onProgress }) => {
      await onProgress({ done: 3, total: 4, refused: [] });
      expect(await show()).toMatchObject({ acts: { done: 3, total: 4 }, toldAt: expect.any(String) });
      return { state: 'ended', report: report(true) };
    });
    expect(end).toEqual({ state: 'ended', asDrawn: true });
    expect(await show()).toMatchObject({ state: 'ended', report: report(true) });
    // The try whose worker died as it had recorded the end is told of it.
    expect(await drive(unasked)).toEqual({ state: 'ended', asDrawn: true });
    await close();
    expect(await codeOf(start())).toBe('REHEARSAL.OVER');
  });

  it('that cannot go on says why', async () => {
    await start();
    const problem = { code: 'REHEARSAL.NO_ACCOUNT' as const, params: { account: 'office/B', subject: 'B' } };
    expect(await drive(() => Promise.resolve({ state: 'stopped', problem }))).toEqual({ state: 'stopped' });
    expect(await show()).toMatchObject({
      ...{ state: 'stopped', code: 'REHEARSAL.NO_ACCOUNT' },
      detail: expect.stringContaining('office/B'),
    });
    await start();
    expect((await show()).code).toBeUndefined();
  });

  it('that is refused by the domain stops the year with the refusal, for the next one would be refused as well', async () => {
    await start();
    const end = await drive(() => Promise.reject(new DomainError('AREA.UNKNOWN', { area: '99999' })));
    expect(end).toEqual({ state: 'stopped' });
    expect(await show()).toMatchObject({
      ...{ state: 'stopped', code: 'AREA.UNKNOWN' },
      detail: expect.stringContaining('99999'),
    });
  });

  it('makes its accounts in pages, each in the order asked for', async () => {
    await start();
    const pages: number[] = [];
    const minting = {
      execute: (_by: Identity, _cycle: string, wanted: readonly DrivingAccount[]) => {
        pages.push(wanted.length);
        return Promise.resolve(wanted.map((account) => ({ ...account, name: '', token: `${pages.length}` })));
      },
    };
    const unit: DrivingAccount = { role: 'unit-head', scope: { level: 'unit', unitId: 'QN01' } };
    await new DriveRehearsedYear(database().unitOfWork, minting, {
      live: async (_year, { mint }) => {
        const made = await mint(Array.from({ length: 1_001 }, () => unit));
        expect(made.map(({ token }) => token).join('')).toBe(`${'1'.repeat(500)}${'2'.repeat(500)}3`);
        return { state: 'ended', report: report(true) };
      },
    }).execute(REHEARSAL, new AbortController().signal);
    expect(pages).toEqual([500, 500, 1]);
  });

  it('that dies leaves the year running for the next, with what was refused before the present instant', async () => {
    await start({ keepGoing: true });
    const [before, now] = [refused('2026-02-20T02:00:00.000Z', 'QN01'), refused(NOON, 'QN02')];
    const dies = drive(async ({ onProgress }) => {
      await onProgress({ done: 2, total: 4, refused: [before, now] });
      throw new Error('the database went away');
    });
    await expect(dies).rejects.toThrow('went away');
    expect(await show()).toMatchObject({ state: 'running', refused: { total: 2, acts: [before, now] } });
    const end = await drive(async ({ onProgress }) => {
      expect((await show()).refused.acts).toEqual([before]);
      await setClock('2026-03-02T05:00:00.000Z');
      await onProgress({ done: 3, total: 4, refused: [now] });
      return { state: 'ended', report: report(true) };
    });
    expect(end).toEqual({ state: 'ended', asDrawn: false });
    expect(await show()).toMatchObject({
      refused: { total: 2, acts: [before, now] },
      report: { asDrawn: false },
    });
  });

  it('is not heard once a later one has begun', async () => {
    await start();
    const first = drive(async () => {
      await drive(() => Promise.reject(new Error('the later one goes on elsewhere'))).catch(() => undefined);
      return { state: 'ended', report: report(true) };
    });
    expect(await first).toEqual({ state: 'stopped' });
    expect(await show()).toMatchObject({ state: 'running' });
  });

  it('that is told to end throws, and the year still runs', async () => {
    await start();
    const ending = new AbortController();
    const lived = drive(async ({ signal }) => {
      ending.abort(new Error('the worker ends'));
      signal.throwIfAborted();
      return { state: 'ended', report: report(true) };
    }, ending.signal);
    await expect(lived).rejects.toThrow('the worker ends');
    expect((await show()).state).toBe('running');
  });
});
