import { eventually } from './eventually.js';
import type { Stack } from './stack.js';

/** Waits until the runs of a cycle are known to have heard of everything that is decided. */
export async function untilHeard(stack: Stack, cycleId: string): Promise<void> {
  await eventually(async () => {
    const [row] = await stack.query(
      `SELECT count(*)::int AS n FROM command
        WHERE cycle_id = $1 AND carried_at IS NULL AND status <> 'refused'`,
      [cycleId],
    );
    return row?.['n'] === 0 ? true : undefined;
  }, 60_000);
}
