import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { antq, type CliRun } from '../support/antq.js';
import { type Child, type Stack, type StackOptions, startStack } from '../support/stack.js';
import { Receipts } from './receipts.js';
import { Scene } from './scene.js';

/** Starts a worker again each time it dies, the next time with the next fault; remembers which it died of. */
class Keeper {
  readonly deaths: string[] = [];
  private stopped = false;
  private readonly watching: Promise<void>;

  /**
   * @param faults the one it runs under already first
   * @param afterDeath done before the next start
   */
  constructor(
    private readonly child: Child,
    private readonly faults: string[],
    private readonly afterDeath: () => Promise<void>,
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
        // A server that is away has nothing to be hastened in.
        await this.afterDeath().catch(() => undefined);
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

export interface KilledRehearsal {
  readonly units: NonNullable<StackOptions['units']>;
  readonly seed: number;
  /** Where the workers die, each time at the next of these. */
  readonly faults: { readonly cycle: readonly string[]; readonly mail: readonly string[] };
  /** Which servers are killed, and at once started again, when the clock of the rehearsal reaches the day. */
  readonly servers: readonly {
    readonly day: string;
    readonly killed: readonly ('temporal' | 'postgresql')[];
  }[];
  /** Whether leases, heartbeats of mail and next deliveries run out by the clock, or their end is brought about. */
  readonly byTheClock: boolean;
}

const CALM = '51-2025-yen';
const DISTURBED = '51-2025-loan';

/** The same year twice, the second time with everything killed: nobody must see a difference. */
export function declareKilledRehearsal({ units, seed, faults, servers, byTheClock }: KilledRehearsal): void {
  let stack: Stack;
  let dir: string;
  let calm: CliRun;
  let disturbed: CliRun;
  let deaths: { readonly cycle: readonly string[]; readonly mail: readonly string[] };

  const rehearse = (label: string): Promise<CliRun> => {
    const communes = String(new Set(stack.units.map(({ communeCode }) => communeCode)).size);
    return antq(
      stack,
      { token: stack.token('administrator'), dir, timeoutMs: 1_000_000 },
      ...['rehearse', '--year', '2025', '--seed', String(seed), '--communes', communes, '--label', label],
      ...['--mailbox', stack.smtp.mailboxUrl, '--json'],
    );
  };
  const clockOf = async (cycleId: string): Promise<string> => {
    const [row] = await stack
      .query<{ day: string }>(`SELECT to_char(clock_at, 'YYYY-MM-DD') AS day FROM cycle WHERE id = $1`, [
        cycleId,
      ])
      .catch(() => []);
    return row?.day ?? '';
  };

  async function rehearseDisturbed(): Promise<void> {
    await stack.cycleWorker.kill();
    await stack.cycleWorker.start(faults.cycle[0]);
    await stack.mailWorker.kill();
    await stack.mailWorker.start(faults.mail[0]);
    const scene = new Scene(stack);
    const receipts = new Receipts(stack);
    const timePasses = async (): Promise<void> => {
      if (!byTheClock) await scene.timePasses();
    };
    const mailTimePasses = async (): Promise<void> => {
      if (!byTheClock) await Promise.all([receipts.endRunner(), scene.timePasses()]);
    };
    const cycle = new Keeper(stack.cycleWorker, [...faults.cycle], timePasses);
    const mail = new Keeper(stack.mailWorker, [...faults.mail], mailTimePasses);
    let isOver = false;
    const ended = rehearse('loan').finally(() => {
      isOver = true;
    });
    /** False where the run ended before. */
    const dayReached = async (day: string): Promise<boolean> => {
      while (!isOver && (await clockOf(DISTURBED)) < day) await delay(100);
      return !isOver;
    };
    const restarts = (async () => {
      for (const { day, killed } of servers) {
        if (!(await dayReached(day))) throw new Error(`the year was over before ${day}`);
        for (const server of killed) {
          await (server === 'temporal' ? stack.restartTemporal('kill') : stack.restartPostgres('immediate'));
        }
        await delay(1_000);
        await timePasses();
      }
    })();
    // How the run ended is told first; what went wrong with a server is told below.
    restarts.catch(() => undefined);
    disturbed = await ended;
    await Promise.all([cycle.stop(), mail.stop()]);
    deaths = { cycle: cycle.deaths, mail: mail.deaths };
    if (disturbed.code === 0) await restarts;
  }

  beforeAll(async () => {
    stack = await startStack({ units });
    dir = await mkdtemp(path.join(tmpdir(), 'antq-rehearsal-'));
    calm = await rehearse('yen');
    if (calm.code === 0) await rehearseDisturbed();
  });
  afterAll(async () => {
    await stack?.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  it('ends well undisturbed, and as well with everything killed on the way', () => {
    expect([calm.code, calm.code === 0 ? '' : calm.err.slice(-3_000)]).toEqual([0, '']);
    expect([disturbed.code, disturbed.code === 0 ? '' : disturbed.err.slice(-3_000)]).toEqual([0, '']);
    expect(deaths).toEqual(faults);
  });

  it('ends with the same facts', async () => {
    // Everything that happened, without the ids and times that each run has of its own.
    const factsOf = (cycleId: string) =>
      stack.query(
        `SELECT unit_id, version, round, kind, body - 'commandId' AS body FROM fact
          WHERE cycle_id = $1 ORDER BY unit_id, version`,
        [cycleId],
      );
    const facts = await factsOf(DISTURBED);
    expect(facts.length).toBeGreaterThan(50);
    expect(facts).toEqual(await factsOf(CALM));
  });

  it('ends with the same reminders', async () => {
    const remindersOf = (cycleId: string) =>
      stack.query(
        `SELECT unit_id, stage, due_day, rung, recipient, state, send_day FROM reminder
          WHERE cycle_id = $1 ORDER BY unit_id, stage, due_day, rung, recipient`,
        [cycleId],
      );
    const reminders = await remindersOf(DISTURBED);
    expect(reminders.length).toBeGreaterThan(50);
    expect(reminders).toEqual(await remindersOf(CALM));
  });

  it('has marked what may have been sent twice, and nothing is amiss', async () => {
    const uncertain = await stack.query(`SELECT 1 FROM message WHERE cycle_id = $1 AND uncertain`, [
      DISTURBED,
    ]);
    expect(uncertain.length).toBeGreaterThan(0);
    expect(await new Scene(stack).violations()).toEqual([]);
  });
}
