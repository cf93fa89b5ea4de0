import { type CalendarInstant, calendarOf, type ManagementLevel } from '#libs/policy';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { CycleRules, Rules } from './cycle-rules.js';

type Needs = Stores<'cycles' | 'migrations'>;

/** The rules of a cycle's units by the level that manages them; a pack without districts has no unit of `huyen`. */
export type LevelRules = Readonly<Record<ManagementLevel, Rules>>;

/** One after the other: they share the transaction's one connection. */
export async function levelRulesOf(records: Needs, rules: CycleRules, cycle: Cycle): Promise<LevelRules> {
  const tinh = await rules.of(records, cycle, { managedBy: 'tinh' });
  const huyen = await rules.of(records, cycle, { managedBy: 'huyen' });
  const xa = await rules.of(records, cycle, { managedBy: 'xa' });
  return { tinh, huyen, xa };
}

/** Everything the calendar of a cycle acts at, with the days in force. */
export function calendarOfCycle(
  cycle: Pick<Cycle, 'year'>,
  { tinh, huyen, xa }: LevelRules,
): readonly CalendarInstant[] {
  return calendarOf(tinh.pack, cycle.year, { tinh: tinh.stages, huyen: huyen.stages, xa: xa.stages });
}
