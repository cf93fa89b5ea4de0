import { decide } from './decide.js';
import { isAssumedDay, lastDayOf, later, stageOf } from './graph.js';
import type { Refusal } from './refusal.js';
import { type PaperAtRestart, paperAtRestart, planRestart } from './restart.js';
import type { Act, StageGraph, StageState, StageStatus, UnitYearState } from './unit-year.types.js';

/** The acts that may be done to many years at once. */
export type ActOnMany = Extract<Act, { kind: 'restart' | 'extend' }>;

/** What becomes of one stage: its result is superseded, or it gets a later last day. Days are YYYY-MM-DD. */
export interface ChangedStage {
  readonly key: string;
  /** Before the act. */
  readonly status: StageStatus;
  readonly lastDay?: string;
  /** No document sets `lastDay`. */
  readonly assumed: boolean;
  readonly newLastDay?: string;
  readonly paper?: PaperAtRestart;
}

export type YearEffect =
  | {
      readonly outcome: 'planned';
      readonly changed: readonly ChangedStage[];
      /** Stages whose results stay. */
      readonly kept: readonly { readonly key: string; readonly status: StageStatus }[];
      /**
       * The effect line: everything that the act does to this year, as text. The same act has another line as soon as
       * something has happened that changes what it does.
       */
      readonly line: string;
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/**
 * What an act would do to one year, by the functions that decide it and plan it for a single unit. Changes nothing, so
 * the plan for many and each page of its execution ask the same.
 */
export function effectOn(graph: StageGraph, state: UnitYearState, act: ActOnMany): YearEffect {
  const decision = decide(graph, state, act);
  if (decision.outcome === 'refused') return decision;
  return act.kind === 'restart' ? restartEffect(graph, state, act) : extensionEffect(graph, state, act);
}

function restartEffect(
  graph: StageGraph,
  state: UnitYearState,
  act: Extract<ActOnMany, { kind: 'restart' }>,
): YearEffect {
  const plan = planRestart(graph, state, act);
  if (plan.outcome === 'refused') return plan;
  const changed = plan.superseded.map(
    ({ key, before, keepsReceipt, graceUntil }): ChangedStage => ({
      key,
      status: before.status,
      ...dayAt(graph, key, before),
      newLastDay: graceUntil,
      paper: paperAtRestart({ before, keepsReceipt }),
    }),
  );
  return {
    outcome: 'planned',
    changed,
    kept: plan.kept.map(({ key, state: { status } }) => ({ key, status })),
    line: JSON.stringify([
      act.kind,
      // A closed year is opened again; a paused one stays paused.
      state.status === 'closed',
      plan.round,
      // The day that is in force afterwards: of the rules, or a later one that is given.
      changed.map(({ key, newLastDay }) => [key, later(stageOf(graph, key)?.due?.lastDay, newLastDay) ?? '']),
      // Whatever stands at what is superseded goes with it: a complaint, a revocation, an award proposal.
      plan.superseded.map(({ key, before }) => [key, before]),
      plan.kept.map(({ key, state: { status, commandId } }) => [key, status, commandId ?? '']),
    ]),
  };
}

function extensionEffect(
  graph: StageGraph,
  state: UnitYearState,
  { kind, stage: key, until }: Extract<ActOnMany, { kind: 'extend' }>,
): YearEffect {
  const now: StageState = state.stages[key] ?? { status: 'awaiting', round: state.round };
  const { lastDay, assumed } = dayAt(graph, key, now);
  return {
    outcome: 'planned',
    changed: [{ key, status: now.status, lastDay, assumed, newLastDay: until }],
    kept: [],
    line: JSON.stringify([kind, now.round, key, now.status, lastDay ?? '', until]),
  };
}

/** The day in force at a stage. */
function dayAt(graph: StageGraph, key: string, state: StageState): Pick<ChangedStage, 'assumed' | 'lastDay'> {
  const stage = stageOf(graph, key);
  const lastDay = stage && lastDayOf(stage, state);
  return { lastDay, assumed: stage !== undefined && isAssumedDay(stage, lastDay) };
}
