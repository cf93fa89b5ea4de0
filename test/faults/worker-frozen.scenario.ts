import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { Client } from 'pg';
import { whileUnitHeld } from '../support/held-unit.js';
import type { Stack } from '../support/stack.js';
import { type Scene, until } from './scene.js';
import type { secondWorker } from './second-process.js';

/** What the story is told on. */
export interface FrozenWorkerStage {
  readonly stack: Stack;
  readonly scene: Scene;
  /** A cycle that is open. */
  readonly cycle: string;
  readonly second: ReturnType<typeof secondWorker>;
}

const FROZEN_MS = 60_000;
/** Time in which a late worker would have done its harm. */
const AFTERWARDS_MS = 2_000;

/**
 * The cycle worker freezes inside a transaction: another one takes over, and what the late one still does changes nothing.
 *
 * @param byTheClock whether it is frozen for a minute and the database ends its transaction by itself, after twenty
 *   seconds; else that end is brought about
 */
export async function freezeInsideATransaction(
  { stack, scene, cycle, second }: FrozenWorkerStage,
  { byTheClock }: { readonly byTheClock: boolean },
): Promise<void> {
  await stack.cycleWorker.kill();
  await stack.cycleWorker.start('beforeFactCommit@1:stop');
  const [held, meanwhile, elsewhere, afterwards] = [0, 1, 2, 3].map(() => scene.nextUnit()) as [
    string,
    string,
    string,
    string,
  ];
  const since = Date.now();
  const heldId = await whileUnitHeld(stack, cycle, held, () => scene.submitted(cycle, held));
  await until(
    'the worker holds its transaction',
    20_000,
    async () => (await idleTransactions(stack)).length > 0,
  );
  // Another worker takes over, while it is seen what the frozen one holds up: of the same commune a command needs that,
  // of another commune nothing of it.
  const waits = async (): Promise<void> => {
    expect(await scene.submit(cycle, meanwhile)).toMatchObject({ status: 202 });
    expect(await scene.submit(cycle, elsewhere)).toMatchObject({ status: 200 });
  };
  await Promise.all([second.start(), waits()]);
  if (!byTheClock) {
    for (const pid of await idleTransactions(stack)) {
      await asAdministrator(stack, 'SELECT pg_terminate_backend($1)', [pid]);
    }
  }
  expect(await stack.waitForCommand(heldId, 60_000)).toMatchObject({ status: 'applied' });
  const before = await stack.query(`SELECT * FROM unit_year WHERE unit_id = $1`, [held]);
  await scene.rest();
  if (byTheClock) await delay(Math.max(0, FROZEN_MS - (Date.now() - since)));
  stack.cycleWorker.cont();
  await delay(AFTERWARDS_MS);
  expect(await stack.query(`SELECT * FROM unit_year WHERE unit_id = $1`, [held])).toEqual(before);
  // In order: runs that a dead worker had in memory answer nobody for ten seconds.
  await second.kill('SIGTERM');
  const last = await scene.submitted(cycle, afterwards);
  expect(await stack.waitForCommand(last, 60_000)).toMatchObject({ status: 'applied' });
  await scene.rest();
  expect(await scene.violations()).toEqual([]);
}

/** What the administrator of the server may see and do, who is no role of the product. */
async function asAdministrator(
  { adminUrl }: Stack,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly { readonly pid: number }[]> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return (await admin.query<{ pid: number }>(sql, [...values])).rows;
  } finally {
    await admin.end();
  }
}

async function idleTransactions(stack: Stack): Promise<number[]> {
  const rows = await asAdministrator(
    stack,
    `SELECT pid FROM pg_stat_activity
      WHERE application_name = 'antq-worker-cycle' AND state = 'idle in transaction'
        AND state_change < clock_timestamp() - interval '1 second'`,
  );
  return rows.map(({ pid }) => pid);
}
