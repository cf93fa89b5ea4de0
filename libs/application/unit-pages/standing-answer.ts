import { daysBetween } from '#libs/calendar';
import type { UnitStandingAnswer } from '#libs/contracts/http';
import { isAssumedDay, lastDayOf, type StageGraph, standingOf, type UnitYearState } from '#libs/unit-year';
import { askedOf } from '../extensions/extension-answer.js';
import type { ExtensionRequest } from '../extensions/extensions.port.js';
import { awaitingHeadOf } from '../presenting/presented-answer.js';
import type { PresentedDraft } from '../presenting/presented-drafts.port.js';

/** Standings at which it can still be handed in. */
const OPEN: ReadonlySet<UnitStandingAnswer['standing']> = new Set([
  'working',
  'returned',
  'overdue',
  'pastSuggested',
] as const);

/**
 * Where one unit stands at each of its stages.
 *
 * @param today the cycle's today, YYYY-MM-DD
 * @param presented drafts of the unit that were put before its head
 * @param requests of the unit for more time
 */
export function standingsOf(
  graph: StageGraph,
  state: UnitYearState,
  today: string,
  presented: readonly PresentedDraft[] = [],
  requests: readonly ExtensionRequest[] = [],
): UnitStandingAnswer[] {
  return graph.map((stage): UnitStandingAnswer => {
    const now = state.stages[stage.key];
    const standing = standingOf(stage, state, today);
    const lastDay = OPEN.has(standing) ? lastDayOf(stage, now) : undefined;
    return {
      stage: stage.key,
      standing,
      effectiveAt: standing === 'done' ? now?.effectiveAt : undefined,
      daysLate:
        standing === 'overdue' || standing === 'pastSuggested'
          ? daysBetween(lastDay ?? today, today)
          : undefined,
      lastDay,
      assumed: lastDay !== undefined && isAssumedDay(stage, lastDay) ? true : undefined,
      awaitingHead: awaitingHeadOf(presented, stage.key, now),
      extensionAsked: askedOf(requests, stage.key),
    };
  });
}
