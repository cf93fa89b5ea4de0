import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { antq, type CliRun } from '../support/antq.js';
import { type Child, type Stack, startStack } from '../support/stack.js';
import { Scene } from './scene.js';

jest.setTimeout(1_200_000);

/** Starts a worker again each time it dies, the next time with the next fault; remembers which it died of. */
class Keeper {
  readonly deaths: string[] = [];
  private stopped = false;
  private readonly watching: Promise<void>;

  /** @param faults the one it runs under already first */
  constructor(
    private readonly child: Child,
    private readonly faults: string[],
  ) {
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.watching;
  }

  private async watch(): Promise<void> {
    let present = this.faults.shift() ?? '';
    while (!this.stopped) {
      if (!this.child.isAlive) {
        this.deaths.push(present);
        present = this.faults.shift() ?? '';
        await this.startAgain(present);
      }
      await delay(50);
    }
  }

  /** A server that it needs may be away at that moment. */
  private async startAgain(faults: string): Promise<void> {
    while (!this.stopped) {
      const failure = await this.child.start(faults).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure === undefined) return;
      await delay(500);
    }
  }
}

const CYCLE_FAULTS = [
  'midOpenPage@1',
  'afterReminderPage@2',
  'afterCarryPage@3',
  'afterFactCommit@20',
  'beforeFactCommit@40',
];
const MAIL_FAULTS = ['afterSmtp250@10', 'beforeSmtp@40', 'afterSmtp250@60'];

describe('a rehearsal during which everything is killed', () => {
  let stack: Stack;
  let dir: string;

  beforeAll(async () => {
    stack = await startStack({ units: 24 });
    dir = await mkdtemp(path.join(tmpdir(), 'antq-rehearsal-'));
  });
  afterAll(async () => {
    await stack?.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  const communes = () => String(new Set(stack.units.map(({ communeCode }) => communeCode)).size);
  const rehearse = (label: string): Promise<CliRun> =>
    antq(
      stack,
      { token: stack.token('administrator'), dir, timeoutMs: 1_000_000 },
      ...['rehearse', '--year', '2025', '--seed', '7', '--communes', communes(), '--label', label],
      ...['--mailbox', stack.smtp.mailboxUrl, '--json'],
    );

  const clockOf = async (cycleId: string): Promise<string> => {
    const [row] = await stack
      .query<{ day: string }>(`SELECT to_char(clock_at, 'YYYY-MM-DD') AS day FROM cycle WHERE id = $1`, [
        cycleId,
      ])
      .catch(() => []);
    return row?.day ?? '';
  };
  /** Everything that happened, without the ids and times that each run has of its own. */
  const factsOf = (cycleId: string) =>
    stack.query(
      `SELECT unit_id, version, round, kind, body - 'commandId' AS body FROM fact
        WHERE cycle_id = $1 ORDER BY unit_id, version`,
      [cycleId],
    );
  const remindersOf = (cycleId: string) =>
    stack.query(
      `SELECT unit_id, stage, due_day, rung, recipient, state, send_day FROM reminder
        WHERE cycle_id = $1 ORDER BY unit_id, stage, due_day, rung, recipient`,
      [cycleId],
    );

  it('ends with the same facts and reminders as one that nobody disturbed, and no mail twice unmarked', async () => {
    const calm = await rehearse('yen');
    expect([calm.code, calm.code === 0 ? '' : calm.err.slice(-3_000)]).toEqual([0, '']);

    const cycleId = '51-2025-loan';
    await stack.cycleWorker.kill();
    await stack.cycleWorker.start(CYCLE_FAULTS[0]);
    await stack.mailWorker.kill();
    await stack.mailWorker.start(MAIL_FAULTS[0]);
    const cycle = new Keeper(stack.cycleWorker, [...CYCLE_FAULTS]);
    const mail = new Keeper(stack.mailWorker, [...MAIL_FAULTS]);
    let isOver = false;
    const ended = rehearse('loan').finally(() => {
      isOver = true;
    });
    /** False where the run ended before. */
    const dayReached = async (day: string): Promise<boolean> => {
      while (!isOver && (await clockOf(cycleId)) < day) await delay(100);
      return !isOver;
    };
    const servers = (async () => {
      if (await dayReached('2025-08-26')) await stack.restartTemporal('kill');
      if (await dayReached('2025-10-22')) await stack.restartPostgres('immediate');
      if (!(await dayReached('2025-11-17'))) return;
      await stack.restartTemporal('kill');
      await stack.restartPostgres('immediate');
    })();
    // How the run ended is told first; what went wrong with a server is told below.
    servers.catch(() => undefined);
    const disturbed = await ended;
    await Promise.all([cycle.stop(), mail.stop()]);
    expect([disturbed.code, disturbed.code === 0 ? '' : disturbed.err.slice(-3_000)]).toEqual([0, '']);
    await servers;

    expect(cycle.deaths).toEqual(CYCLE_FAULTS);
    expect(mail.deaths).toEqual(MAIL_FAULTS);
    expect(await factsOf(cycleId)).toEqual(await factsOf('51-2025-yen'));
    expect(await remindersOf(cycleId)).toEqual(await remindersOf('51-2025-yen'));
    const uncertain = await stack.query(`SELECT 1 FROM message WHERE cycle_id = $1 AND uncertain`, [cycleId]);
    expect(uncertain.length).toBeGreaterThan(0);
    expect(await new Scene(stack).violations()).toEqual([]);
  });
});
