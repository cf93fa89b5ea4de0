import { mayAct, rightsAtStage, rolesOf, type Verdict } from '#libs/access';
import { dateOf } from '#libs/calendar';
import type { ResolvedStage, StageAct } from '#libs/policy';
import type { KeyedArguments } from '#libs/refusals';
import { admittedAt } from './admitted.js';
import {
  latenessOf,
  locked,
  missingRequirement,
  outsideWindow,
  softWarnings,
  unmetNeeds,
} from './conditions.js';
import { decidePaper, isPaperAct } from './decide-paper.js';
import { decideResult, decideUnit, isResultAct, isUnitAct, outlastsTheYear } from './decide-result.js';
import { closedFromOf, hasOutcome, type Lateness, lastDayOf, stageOf } from './graph.js';
import { type Refusal, type RefusalCode, refusalOf } from './refusal.js';
import { planRestart } from './restart.js';
import type {
  Act,
  Decision,
  Fact,
  StageGraph,
  StageState,
  UnitYearState,
  Warning,
} from './unit-year.types.js';

/**
 * Decides one command against the state of one unit's year. Pure: the same three inputs give the same answer, for a
 * dry run as for the transaction that has locked the row.
 *
 * @returns the single fact that follows, or the refusal with its code
 */
export function decide(graph: StageGraph, state: UnitYearState, act: Act): Decision {
  if (
    state.status === 'closed' &&
    act.kind !== 'restart' &&
    !outlastsTheYear(act) &&
    !owesContent(state, act)
  ) {
    return refuse('YEAR.CLOSED');
  }
  switch (act.kind) {
    case 'pause':
      return state.status === 'paused' ? refuse('YEAR.PAUSED') : apply({ kind: 'year.paused' });
    case 'resume':
      return state.status === 'paused' ? apply({ kind: 'year.resumed' }) : refuse('YEAR.NOT_PAUSED');
    case 'close':
      return apply({ kind: 'year.closed' });
    case 'restart':
      return restart(graph, state, act);
    default:
      if (state.status === 'paused') return refuse('YEAR.PAUSED');
      if (isResultAct(act)) return decideResult(graph, state, act);
      if (isUnitAct(act)) return decideUnit(state, act);
      if (isPaperAct(act)) return decidePaper(graph, state, act);
      return decideStage(graph, state, act);
  }
}

/** What has come on paper in time was handed in: its office enters the content also once the year is closed. */
const owesContent = ({ stages }: UnitYearState, act: Act): boolean =>
  act.kind === 'submit' && act.onBehalf !== undefined && stages[act.stage]?.receipt !== undefined;

type StageDecisionAct = Extract<
  Act,
  { kind: 'submit' | 'return' | 'withdraw' | 'extend' | 'appraise' | 'decide' | 'classify' | 'review' }
>;

function decideStage(graph: StageGraph, state: UnitYearState, act: StageDecisionAct): Decision {
  const stage = stageOf(graph, act.stage);
  if (stage === undefined)
    return refuse('STAGE.UNKNOWN', act.stage, { known: graph.map((s) => s.key).join(', ') });
  switch (act.kind) {
    case 'submit':
      return submit(graph, state, stage, act);
    case 'return':
      return returnStage(graph, state, stage, act);
    case 'withdraw':
      return withdraw(graph, state, stage, act);
    case 'extend':
      return extend(graph, state, stage, act);
    case 'appraise':
    case 'decide':
    case 'classify':
    case 'review':
      return conclude(graph, state, stage, act);
  }
}

function submit(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
  act: Extract<Act, { kind: 'submit' }>,
): Decision {
  const now = state.stages[stage.key];
  // Whose paper has come is late, or too late, by the day on which it came, whoever brings its content when.
  const arrivedAt = earlier(act.effectiveAt, now?.receipt?.effectiveAt);
  const refusal =
    wrongAct(stage, 'submit') ??
    wrongSubmitter(stage, act) ??
    (hasOutcome(now) ? refusalOf('STAGE.ALREADY_SUBMITTED', stage.key) : undefined) ??
    otherArrival(stage, now, act) ??
    locked(graph, state, stage) ??
    outsideWindow(stage, now, arrivedAt) ??
    missingRequirement(graph, state, stage, arrivedAt);
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  return apply(
    {
      kind: 'stage.submitted',
      stage: stage.key,
      ...latenessOfArrival(stage, now, arrivedAt),
      effectiveAt: act.effectiveAt,
      commandId: act.commandId,
      ...(state.status === 'closed' && { afterClose: true }),
    },
    softWarnings(graph, state, stage),
  );
}

/** What had come on paper is told as its receipt was, whenever the content is entered. */
function latenessOfArrival(stage: ResolvedStage, now: StageState | undefined, arrivedAt: string): Lateness {
  const lateness = latenessOf(stage, now, arrivedAt);
  const told = now?.receipt?.effectiveAt === arrivedAt ? now.receipt.afterSuggested : undefined;
  return lateness.late && told !== undefined ? { late: true, afterSuggested: told } : lateness;
}

/** The content of a paper whose receipt stands is entered under the number and the day of that receipt. */
function otherArrival(
  { key }: ResolvedStage,
  now: StageState | undefined,
  { onBehalf }: Extract<Act, { kind: 'submit' }>,
): Refusal | undefined {
  const receipt = now?.receipt;
  if (receipt === undefined || onBehalf === undefined) return undefined;
  const { arrivalNumber, arrivedOn } = receipt;
  return arrivalNumber === onBehalf.arrivalNumber && arrivedOn === onBehalf.arrivedOn
    ? undefined
    : refusalOf('PAPER.OTHER_ARRIVAL', key, { arrivalNumber, day: arrivedOn });
}

const earlier = (a: string, b: string | undefined): string => (b !== undefined && b < a ? b : a);

function conclude(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
  act: Extract<Act, { kind: 'appraise' | 'decide' | 'classify' | 'review' }>,
): Decision {
  const now = state.stages[stage.key];
  const refusal =
    wrongAct(stage, act.kind) ??
    wrongRole(stage, act) ??
    (now?.status === 'done' ? refusalOf('STAGE.ALREADY_DONE', stage.key) : undefined) ??
    // A class that a changed result has ended is given again, whatever was concluded from the one before.
    (now?.reopenedBy === undefined ? locked(graph, state, stage) : undefined) ??
    outsideWindow(stage, now, act.effectiveAt) ??
    missingRequirement(graph, state, stage, act.effectiveAt);
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  const result = {
    stage: stage.key,
    ...latenessOf(stage, now, act.effectiveAt),
    effectiveAt: act.effectiveAt,
    commandId: act.commandId,
  };
  if (act.kind === 'decide') {
    const { recognised } = act;
    const certificate = recognised ? act.certificate : undefined;
    return apply({ kind: 'stage.decided', ...result, recognised, certificate });
  }
  if (act.kind === 'classify') return apply({ kind: 'stage.classified', ...result });
  if (act.kind === 'review') return apply({ kind: 'stage.reviewed', ...result });
  const isComplete = unmetNeeds(graph, state, stage).length === 0;
  return apply({ kind: 'stage.appraised', ...result, basis: isComplete ? 'dossier' : 'ownRecords' });
}

function returnStage(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
  act: Extract<Act, { kind: 'return' }>,
): Decision {
  const refusal =
    wrongAct(stage, 'submit') ??
    wrongRole(stage, act) ??
    (state.stages[stage.key]?.status === 'submitted'
      ? undefined
      : refusalOf('STAGE.NOT_SUBMITTED', stage.key)) ??
    locked(graph, state, stage) ??
    (act.answerBy !== undefined && act.answerBy < dateOf(act.effectiveAt)
      ? refusalOf('RETURN.DATE_PASSED', stage.key, { day: act.answerBy })
      : undefined) ??
    unanswerable(stage, state.stages[stage.key], act);
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  return apply({ kind: 'stage.returned', stage: stage.key, answerBy: act.answerBy });
}

/** A paper that went back after the cut-off could not be handed in again, so such a return grants a day. */
function unanswerable(
  stage: ResolvedStage,
  now: StageState | undefined,
  act: Extract<Act, { kind: 'return' }>,
): Refusal | undefined {
  if (act.answerBy !== undefined) return undefined;
  const closedFrom = closedFromOf(stage, now);
  if (closedFrom === undefined || act.effectiveAt < closedFrom) return undefined;
  return refusalOf('RETURN.NEEDS_DATE', stage.key, { lastDay: stage.cutOff?.lastDay ?? '' });
}

function withdraw(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
  act: Extract<Act, { kind: 'withdraw' }>,
): Decision {
  const now = state.stages[stage.key];
  const refusal =
    wrongAct(stage, 'submit') ??
    wrongSubmitter(stage, act) ??
    (now?.status === 'submitted' ? undefined : refusalOf('STAGE.NOT_SUBMITTED', stage.key)) ??
    locked(graph, state, stage) ??
    outsideWindow(stage, now, act.effectiveAt);
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  return apply({ kind: 'stage.withdrawn', stage: stage.key });
}

function extend(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
  act: Extract<Act, { kind: 'extend' }>,
): Decision {
  const now = state.stages[stage.key];
  if (hasOutcome(now)) return refuse('STAGE.ALREADY_DONE', stage.key);
  const fixed = locked(graph, state, stage);
  if (fixed !== undefined) return { outcome: 'refused', refusal: fixed };
  if (act.until < dateOf(act.effectiveAt)) return refuse('EXTEND.PASSED', stage.key, { day: act.until });
  const present = lastDayOf(stage, now);
  if (present !== undefined && act.until <= present) {
    return refuse('EXTEND.NOT_LATER', stage.key, { day: act.until, present });
  }
  return apply({ kind: 'stage.extended', stage: stage.key, until: act.until });
}

function restart(graph: StageGraph, state: UnitYearState, act: Extract<Act, { kind: 'restart' }>): Decision {
  const plan = planRestart(graph, state, act);
  if (plan.outcome === 'refused') return plan;
  const keeps = plan.superseded.filter((stage) => stage.keepsReceipt).map((stage) => stage.key);
  return apply({
    kind: 'year.restarted',
    from: act.from,
    superseded: plan.superseded.map((stage) => stage.key),
    ...(keeps.length > 0 && { keeps }),
    graceUntil: Object.fromEntries(
      plan.superseded.flatMap((stage) =>
        stage.graceUntil === undefined ? [] : [[stage.key, stage.graceUntil]],
      ),
    ),
  });
}

function wrongAct(stage: ResolvedStage, act: StageAct): Refusal | undefined {
  return stage.act === act ? undefined : refusalOf('STAGE.WRONG_ACT', stage.key);
}

/** Who hands in, and takes back: the role of the stage, the body itself, or a clerk who enters a paper on behalf. */
function wrongSubmitter(
  stage: ResolvedStage,
  act: Extract<Act, { kind: 'submit' | 'withdraw' }>,
): Refusal | undefined {
  const onBehalf = act.kind === 'submit' && act.onBehalf !== undefined;
  const verdict = mayAct(
    rightsAtStage(stage),
    act.actor.role,
    onBehalf ? 'submitOnBehalf' : act.kind,
    admittedAt(stage, act.actor),
  );
  return refusedBy(verdict, stage, onBehalf ? 'administrator' : stage.actor);
}

function wrongRole(
  stage: ResolvedStage,
  { kind, actor }: Extract<Act, { kind: 'return' | 'appraise' | 'decide' | 'classify' | 'review' }>,
): Refusal | undefined {
  const table = rightsAtStage(stage);
  const [role = stage.actor] = rolesOf(table, kind);
  return refusedBy(mayAct(table, actor.role, kind, admittedAt(stage, actor)), stage, role);
}

/** @param role whose business it is: a role, or the key of a body */
function refusedBy(
  verdict: Verdict<'submit' | 'submitOnBehalf' | 'return'>,
  { key }: ResolvedStage,
  role: string,
): Refusal | undefined {
  if (verdict.granted) return undefined;
  const code = verdict.lacks === 'role' ? verdict.code : 'ACTOR.WRONG_ROLE';
  return code === 'ACTOR.WRONG_ROLE' ? refusalOf(code, key, { role }) : refusalOf(code, key);
}

function apply(fact: Fact, warnings: readonly Warning[] = []): Decision {
  return { outcome: 'applied', fact, warnings };
}

function refuse<C extends RefusalCode>(code: C, ...said: KeyedArguments<C>): Decision {
  return { outcome: 'refused', refusal: refusalOf(code, ...said) };
}
