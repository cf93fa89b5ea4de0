import { DomainError } from '#libs/contracts';
import type { ResolvedStage } from '#libs/policy';
import { stageOf } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** One step of a unit's year that the unit hands in, with what it is judged by. */
export interface AskedStep {
  readonly cycle: Cycle;
  readonly unit: UnitYear;
  readonly rules: Rules;
  readonly stage: ResolvedStage;
}

/** @throws DomainError STAGE.UNKNOWN, STAGE.WRONG_ACT */
export function askedStep(cycle: Cycle, unit: UnitYear, rules: Rules, key: string): AskedStep {
  const stage = stageOf(rules.graph, key);
  if (stage === undefined) {
    const known = rules.graph.map((each) => each.key).join(', ');
    throw new DomainError('STAGE.UNKNOWN', { stage: key, known });
  }
  if (stage.act !== 'submit') throw new DomainError('STAGE.WRONG_ACT', { stageName: stage.name });
  return { cycle, unit, rules, stage };
}
