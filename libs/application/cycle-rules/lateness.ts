import { stageWithRole } from '#libs/policy';
import {
  cameAt,
  evolve,
  type Fact,
  initialState,
  isAfterSuggested,
  stageOf,
  type UnitYearState,
} from '#libs/unit-year';
import type { Rules } from './cycle-rules.js';

/** The stage that gives pledges of sub-units their days: a record of the pack, or the registration itself. */
export const pledgesWindow = ({ stages }: Pick<Rules, 'stages'>) =>
  stageWithRole(stages, 'pledges') ?? stageWithRole(stages, 'registration');

/**
 * Whether a fact is late by a day that no document sets. An answer to a complaint has its days from the law and none of a stage.
 *
 * @param after the year as it stood after the fact
 */
export function factAfterSuggested(rules: Rules, fact: Fact, after: Pick<UnitYearState, 'stages'>): boolean {
  switch (fact.kind) {
    case 'stage.submitted':
    case 'stage.appraised':
    case 'stage.decided':
    case 'stage.classified':
    case 'stage.reviewed':
      return isAfterSuggested(stageOf(rules.graph, fact.stage), after.stages[fact.stage]);
    case 'paper.received':
      return isAfterSuggested(stageOf(rules.graph, fact.stage), cameAt(fact, after.stages[fact.stage]));
    case 'pledges.recorded': {
      const window = pledgesWindow(rules);
      return isAfterSuggested(window, cameAt(fact, after.stages[window?.key ?? '']));
    }
    default:
      return false;
  }
}

/**
 * Versions of the facts of one year that are late by a day which no document sets.
 *
 * @param facts every fact of the year, oldest first
 * @param rulesAt the rules of the year at an instant of the cycle's own clock
 */
export async function afterSuggestedVersions(
  facts: readonly { readonly version: number; readonly fact: Fact }[],
  rulesAt: (instant: string) => Promise<Rules>,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  let state = initialState([]);
  for (const { version, fact } of facts) {
    state = evolve(state, fact);
    if (!('late' in fact) || !fact.late) continue;
    if (factAfterSuggested(await rulesAt(fact.effectiveAt), fact, state)) found.add(version);
  }
  return found;
}
