import { daysBetween } from '#libs/calendar';
import type { UnitStandingAnswer } from '#libs/contracts';
import { hasOutcome, lastDayOf, type StageGraph, type UnitYearState } from '#libs/unit-year';
import { standingOf } from '../watch/board.answer.js';

/**
 * Where one unit stands at each of its stages, by the same rule as the cells of a board.
 *
 * @param today the cycle's today, YYYY-MM-DD
 */
export function standingsOf(graph: StageGraph, state: UnitYearState, today: string): UnitStandingAnswer[] {
  const isClosed = state.status === 'closed';
  return graph.map((stage): UnitStandingAnswer => {
    const now = state.stages[stage.key];
    const dueDay = lastDayOf(stage, now) ?? '';
    const standing = standingOf(
      { status: isClosed && !hasOutcome(now) ? 'closed' : (now?.status ?? 'awaiting'), dueDay },
      { isOpen: stage.opensDay <= today, cutOff: stage.cutOff?.lastDay, today },
    );
    return {
      stage: stage.key,
      standing,
      effectiveAt: standing === 'done' ? now?.effectiveAt : undefined,
      daysLate: standing === 'overdue' ? daysBetween(dueDay, today) : undefined,
    };
  });
}
