import { applyAmendments, type DayChange, resolveStages } from '#libs/policy';
import { stageOf } from '#libs/unit-year';
import type { ReminderBasis } from '../reminders/due-lines.js';
import type { Stores } from '../transaction/records.port.js';
import type { LevelChange } from './deadline-change.js';

type Needs = Stores<'counters' | 'unitYears'>;

/** The lines of the years, and the counters with them, follow the rules with the amendment. */
export async function moveDays(
  records: Needs,
  { cycle, book: { pack } }: ReminderBasis,
  amendment: DayChange,
  changes: readonly LevelChange[],
  now: string,
): Promise<void> {
  const { stage } = amendment;
  for (const { level } of changes) {
    // Worked out from the pack: what is not committed yet must not come among the rules that are kept.
    const stages = applyAmendments(resolveStages(pack, cycle.year, { managedBy: level }), level, [amendment]);
    const { due, cutOff } = stageOf(stages, stage) ?? {};
    if (due === undefined) continue;
    const days = { lastDay: due.lastDay, cutOff: cutOff?.lastDay };
    await records.unitYears.moveDays({ cycleId: cycle.id, stage, level, ...days });
    await records.counters.recount(cycle.id, now, { stage, level });
  }
}
