import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { CarryScene } from './carry-scene.js';
import { Desk } from './desk.js';
import { reminderBasis } from './due-lines.js';
import { Ladders } from './ladders.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units' | 'workingDays'>;

/** What making mails of reminders, and planning extra ones, looks at. */
export async function openScene(records: Needs, rules: CycleRules, cycle: Cycle): Promise<CarryScene> {
  const basis = await reminderBasis(records, rules, cycle);
  const now = await nowOf(records, cycle);
  const desk = await Desk.open(records, cycle, basis.book);
  return { basis, desk, ladders: new Ladders(basis), now };
}
