import type { Cycle, Turn } from '../cycles/cycles.port.js';
import type { Runs } from './runs.port.js';

const BOTH: readonly Turn[] = ['calendar', 'reminders'];

/**
 * Tells the workflows of a cycle, after the commit, that something changed or became due. A call that fails is made up
 * for by the dispatcher, which looks at the rows.
 */
export async function wake(
  runs: Pick<Runs, 'wakeAreaYear' | 'wakeAreaReminders'>,
  { id, provinceCode }: Pick<Cycle, 'id' | 'provinceCode'>,
  which: readonly Turn[] = BOTH,
): Promise<void> {
  await Promise.allSettled(
    which.map((turn) =>
      turn === 'calendar' ? runs.wakeAreaYear(id, provinceCode) : runs.wakeAreaReminders(id, provinceCode),
    ),
  );
}
