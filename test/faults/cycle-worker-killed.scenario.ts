import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { whileUnitHeld } from '../support/held-unit.js';
import { type Stack, startStack } from '../support/stack.js';
import { Scene } from './scene.js';

export interface CycleWorkerKilled {
  /** Where the worker dies while each of so many cycles is opened. */
  readonly openings: readonly string[];
  /** Where it dies among commands, one each. */
  readonly commands: readonly ('beforeFactCommit' | 'afterFactCommit')[];
  /** Whether what waits by the clock after a worker's return waits, or its time is brought about. */
  readonly byTheClock: boolean;
}

/** The parts of the story that the drill and its shorter form share. */
export interface KilledCycleWorker {
  stack(): Stack;
  scene(): Scene;
  /** A cycle that is open. */
  cycle(): string;
  /** Starts the worker anew, with the fault. */
  restarted(fault?: string): Promise<void>;
  killed(): Promise<void>;
  /** Everything comes to rest and the checker finds nothing amiss. */
  settles(): Promise<void>;
  /** How many commands of the cycle are applied. */
  applied(): Promise<number>;
}

/** The cycle worker dies at its fault points: every unit is opened once, every command has one outcome. */
export function declareCycleWorkerKilled({
  openings,
  commands,
  byTheClock,
}: CycleWorkerKilled): KilledCycleWorker {
  let stack: Stack;
  let scene: Scene;
  const labels = openings.map((fault, index) => ({ label: `lan-${index + 1}`, fault }));
  const cycleOf = (label: string): string => `51-2027-${label}`;
  const cycle = (): string => cycleOf('lan-1');

  const restarted = async (fault = ''): Promise<void> => {
    await stack.cycleWorker.kill();
    await stack.cycleWorker.start(fault);
  };
  const killed = async (): Promise<void> => {
    expect(await stack.cycleWorker.waitForExit(30_000)).toEqual({ code: null, signal: 'SIGKILL' });
  };
  const settles = async (): Promise<void> => {
    if (!byTheClock) await scene.timePasses();
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  };
  const applied = async (): Promise<number> => {
    const sql = `SELECT 1 FROM command WHERE cycle_id = $1 AND status = 'applied'`;
    return (await stack.query(sql, [cycle()])).length;
  };

  beforeAll(async () => {
    // More than one page of units, so that an opening can die between two of them.
    stack = await startStack({ units: 120 });
    scene = new Scene(stack);
    for (const { label, fault } of labels) {
      await restarted(fault);
      const body = { policy: 'quang-ngai-2025', year: 2027, rehearsal: label };
      const opened = await stack.call('POST', '/cycles', stack.token('administrator'), body);
      expect(opened.status).toBe(201);
      await killed();
    }
    await stack.cycleWorker.start();
    // A dead worker is missed after its heartbeat, half a minute; then all openings go on.
    await scene.rest();
  });

  afterEach(async () => {
    if (!stack.cycleWorker.isAlive) await stack.cycleWorker.start();
  });

  afterAll(async () => {
    await stack?.dispose();
  });

  it.each(labels)('at $fault while $label is opened: every unit is opened once', async ({ label }) => {
    const [row] = await stack.query(
      `SELECT count(*)::int AS rows, count(*) FILTER (WHERE standing = 'inside')::int AS inside
         FROM unit_year WHERE cycle_id = $1 AND unit_kind <> 'body'`,
      [cycleOf(label)],
    );
    expect(row).toEqual({ rows: stack.units.length, inside: stack.inside.length });
  });

  it('nothing is amiss after the openings', async () => {
    expect(await scene.violations()).toEqual([]);
  });

  it.each(commands.map((point) => ({ point })))(
    'at $point: the command has one outcome',
    async ({ point }) => {
      await restarted(`${point}@1`);
      const before = await applied();
      const unit = scene.nextUnit();
      await whileUnitHeld(stack, cycle(), unit, () => scene.submitted(cycle(), unit));
      await killed();
      expect((await applied()) - before).toBe(point === 'afterFactCommit' ? 1 : 0);
      await stack.cycleWorker.start();
      await settles();
    },
  );

  return { stack: () => stack, scene: () => scene, cycle, restarted, killed, settles, applied };
}
