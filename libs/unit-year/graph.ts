import { addDays, startOfDay } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import type { StageGraph, StageState, UnitYearState } from './unit-year.types.js';

/** Whether the stage has a result that still stands. */
export function hasOutcome(state: StageState | undefined): boolean {
  return state?.status === 'submitted' || state?.status === 'done';
}

/** Whether somebody has left something at the stage: a result that stands, a paper that went back, or one that has come. */
export function isRecorded(state: StageState | undefined): boolean {
  return hasOutcome(state) || state?.status === 'returned' || state?.receipt !== undefined;
}

export function stageOf(graph: StageGraph, key: string): ResolvedStage | undefined {
  return graph.find((stage) => stage.key === key);
}

/**
 * The stage the year waits at, in the order of the pack: the first without an outcome that no later stage has passed by.
 * A later outcome passes by what was open in its own round or before, so a stage that a restart reopened is waited for.
 * Undefined once nothing is left to wait for.
 */
export function currentStage(graph: StageGraph, state: UnitYearState): ResolvedStage | undefined {
  return graph.find((stage, index) => {
    const now = state.stages[stage.key];
    if (hasOutcome(now) || now?.status === 'waived') return false;
    return !graph.slice(index + 1).some((later) => {
      const result = state.stages[later.key];
      return result !== undefined && hasOutcome(result) && result.round >= (now?.round ?? 1);
    });
  });
}

/** A year is over when it was closed or there is nothing left to wait for. */
export function isOver(graph: StageGraph, state: UnitYearState): boolean {
  return state.status === 'closed' || currentStage(graph, state) === undefined;
}

/** Last day in time, the one to tell people (YYYY-MM-DD): the legal day, or the grace where that is later. */
export function lastDayOf(stage: ResolvedStage, state: StageState | undefined): string | undefined {
  return later(stage.due?.lastDay, state?.graceUntil);
}

/** Whether a day is the last one that the rules set for the stage, and no document sets it: one that was given is nobody's assumption. */
export const isAssumedDay = ({ due }: Pick<ResolvedStage, 'due'>, day: string | undefined): boolean =>
  due?.lastDay === day && due?.status === 'assumed';

/**
 * Whether what counts as late came after a day that no document sets ("sau ngày đề nghị"), so that no rule was broken by it: the one
 * answer to how a lateness is told. It was judged with the lateness, so that a document of later days makes nobody late backwards; of
 * what was recorded without it, and of a stage that the rules do not know any more, the rules given say.
 *
 * @param came the result or its stage after it came, with the grace that held for it
 */
export const isAfterSuggested = (
  stage: ResolvedStage | undefined,
  came: Pick<StageState, 'late' | 'afterSuggested' | 'graceUntil'> | undefined,
): boolean =>
  came?.late === true &&
  (came.afterSuggested ??
    (stage !== undefined && isAssumedDay(stage, later(stage.due?.lastDay, came.graceUntil))));

/** What came, by its own lateness and the grace of its stage: a receipt, or pledges. */
export const cameAt = (
  came: Partial<Lateness> | undefined,
  stage: Pick<StageState, 'graceUntil'> | undefined,
): Pick<StageState, 'late' | 'afterSuggested' | 'graceUntil'> => ({
  late: came?.late,
  afterSuggested: came?.afterSuggested,
  graceUntil: stage?.graceUntil,
});

/** Whether something is late, and where it is, by what kind of day. */
export interface Lateness {
  readonly late: boolean;
  readonly afterSuggested?: boolean;
}

/** The lateness of a fact as it is kept; nothing more than was recorded. */
export const latenessIn = ({ late, afterSuggested }: Lateness): Lateness => ({
  late,
  ...(afterSuggested !== undefined && { afterSuggested }),
});

/** The lateness of what comes now, by the rules of its day. */
export const latenessBy = (
  stage: ResolvedStage | undefined,
  late: boolean,
  now: Pick<StageState, 'graceUntil'> | undefined,
): Lateness =>
  late ? { late, afterSuggested: isAfterSuggested(stage, { late, graceUntil: now?.graceUntil }) } : { late };

/** First late instant of a stage, its grace included; undefined where no day is set, and where nobody can be late. */
export function lateFromOf(stage: ResolvedStage, state: StageState | undefined): string | undefined {
  if (stage.due === undefined || stage.obligation === 'asked') return undefined;
  return later(stage.due.lateFrom, afterDay(state?.graceUntil));
}

/** First instant at which a stage no longer accepts its act, its grace included; undefined where it never closes. */
export function closedFromOf(stage: ResolvedStage, state: StageState | undefined): string | undefined {
  if (stage.cutOff === undefined) return undefined;
  return later(stage.cutOff.closedFrom, afterDay(state?.graceUntil));
}

/** Keys of all stages that rest on `key`, directly or through others, in the order of the pack. */
export function dependentsOf(graph: StageGraph, key: string, modes: 'hard' | 'any'): string[] {
  const found = new Set<string>([key]);
  let grew = true;
  while (grew) {
    const before = found.size;
    for (const stage of graph) {
      const rests = stage.requires.some(
        (need) => found.has(need.stage) && (modes === 'any' || need.mode !== 'soft'),
      );
      if (rests) found.add(stage.key);
    }
    grew = found.size > before;
  }
  found.delete(key);
  return graph.map((stage) => stage.key).filter((stage) => found.has(stage));
}

/** The later of two days, or of two instants of the form `…sssZ`. */
export function later<T extends string | undefined>(a: T, b: string | undefined): T | string {
  return b !== undefined && (a === undefined || b > a) ? b : a;
}

function afterDay(day: string | undefined): string | undefined {
  return day === undefined ? undefined : startOfDay(addDays(day, 1));
}
