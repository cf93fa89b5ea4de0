import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** What a request is about. */
export interface ExtensionCase {
  readonly cycle: Cycle;
  readonly unit: UnitYear;
  readonly rules: Rules;
  /** The cycle's now, ISO 8601. */
  readonly now: string;
}
