import type { ResolvedStage } from '#libs/policy';
import {
  closedFromOf,
  dependentsOf,
  hasOutcome,
  type Lateness,
  lateFromOf,
  latenessBy,
  later,
  stageOf,
} from './graph.js';
import { type Refusal, refusalOf } from './refusal.js';
import type { StageGraph, StageState, UnitYearState, Warning } from './unit-year.types.js';

/** Once a stage that rests on this one is concluded, this one stands until a restart. */
export function locked(graph: StageGraph, state: UnitYearState, stage: ResolvedStage): Refusal | undefined {
  const by = dependentsOf(graph, stage.key, 'hard').find((key) => state.stages[key]?.status === 'done');
  return by === undefined ? undefined : refusalOf('STAGE.LOCKED', stage.key, { by });
}

export function outsideWindow(
  stage: ResolvedStage,
  now: StageState | undefined,
  effectiveAt: string,
): Refusal | undefined {
  if (effectiveAt < stage.opensAt) return refusalOf('STAGE.NOT_OPEN', stage.key, { opens: stage.opensDay });
  const closedFrom = closedFromOf(stage, now);
  if (closedFrom === undefined || effectiveAt < closedFrom) return undefined;
  const lastDay = later(stage.cutOff?.lastDay, now?.graceUntil) ?? '';
  return refusalOf('STAGE.CUT_OFF_PASSED', stage.key, { lastDay });
}

/** Key of the stage that must be done, or mended, before this one can be acted on at `at`; undefined where none. */
export function waitsFor(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
  at: string,
): string | undefined {
  return unmetNeeds(graph, state, stage).find(
    ({ stage: key, mode, lacks }) =>
      (mode === 'hard' || !isCutOff(graph, state, key, at)) && !isHandedInFor(stage, state, lacks),
  )?.lacks;
}

/** What has come on paper is handed in: nobody is kept from the next paper because an office has not typed the last one. */
const isHandedInFor = ({ act }: ResolvedStage, { stages }: UnitYearState, key: string): boolean =>
  act === 'submit' && stages[key]?.receipt !== undefined;

export function missingRequirement(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
  effectiveAt: string,
): Refusal | undefined {
  const requires = waitsFor(graph, state, stage, effectiveAt);
  return requires === undefined ? undefined : refusalOf('STAGE.REQUIRES', stage.key, { requires });
}

/** What the stage rests on and does not stand, each with the stage to be mended. */
export function unmetNeeds(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
): { readonly stage: string; readonly mode: 'hard' | 'hardUntilCutOff'; readonly lacks: string }[] {
  return stage.requires.flatMap(({ stage: key, mode }) => {
    if (mode === 'soft') return [];
    const lacks = lacking(graph, state, key);
    return lacks === undefined ? [] : [{ stage: key, mode, lacks }];
  });
}

/** A required stage counts only while everything it firmly rests on stands too (a returned self-score undoes a dossier). */
function lacking(graph: StageGraph, state: UnitYearState, key: string): string | undefined {
  const now = state.stages[key];
  if (now?.status === 'waived') return undefined;
  if (!hasOutcome(now)) return key;
  for (const need of stageOf(graph, key)?.requires ?? []) {
    const lacks = need.mode === 'hard' ? lacking(graph, state, need.stage) : undefined;
    if (lacks !== undefined) return lacks;
  }
  return undefined;
}

function isCutOff(graph: StageGraph, state: UnitYearState, key: string, effectiveAt: string): boolean {
  const stage = stageOf(graph, key);
  const closedFrom = stage === undefined ? undefined : closedFromOf(stage, state.stages[key]);
  if (stage === undefined || closedFrom === undefined || effectiveAt < closedFrom) return false;
  // What has come on paper can be entered after the cut-off, so it is waited for, unless what it firmly rests on cannot come any more.
  if (!awaitsContent(graph, state, key)) return true;
  return unmetNeeds(graph, state, stage).some(
    ({ mode, lacks }) => mode === 'hard' && isCutOff(graph, state, lacks, effectiveAt),
  );
}

/** Whether the stage itself has come on paper, or was handed in while something that it rests on has. */
function awaitsContent(graph: StageGraph, state: UnitYearState, key: string): boolean {
  const now = state.stages[key];
  if (now?.receipt !== undefined) return true;
  const lacks = hasOutcome(now) ? lacking(graph, state, key) : undefined;
  return lacks !== undefined && state.stages[lacks]?.receipt !== undefined;
}

/** What is soft and lies outside the subject's own year (another body's, or a record) is nothing to warn of. */
export function softWarnings(graph: StageGraph, state: UnitYearState, stage: ResolvedStage): Warning[] {
  return stage.requires
    .filter((need) => need.mode === 'soft' && stageOf(graph, need.stage) !== undefined)
    .filter((need) => {
      const now = state.stages[need.stage];
      return !hasOutcome(now) && now?.status !== 'waived';
    })
    .map((need) => ({ code: 'STAGE.SOFT_REQUIREMENT', stage: need.stage }));
}

/** How late what comes at an instant is; what nobody is asked for cannot come late. */
export function latenessOf(stage: ResolvedStage, now: StageState | undefined, effectiveAt: string): Lateness {
  if (now?.status === 'waived') return { late: false };
  const lateFrom = lateFromOf(stage, now);
  return latenessBy(stage, lateFrom !== undefined && effectiveAt >= lateFrom, now);
}
