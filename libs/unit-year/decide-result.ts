import { isSecondAccount, mayAct, RIGHTS, type Rights, rolesOf, withRoles } from '#libs/access';
import { dateOf } from '#libs/calendar';
import type { KeyedArguments } from '#libs/refusals';
import { ADMITTED } from './admitted.js';
import { closedFromOf, lateFromOf, latenessBy, stageOf } from './graph.js';
import { type Refusal, type RefusalCode, refusalOf } from './refusal.js';
import { resultAtOf, standingAppeal } from './result.js';
import type { EndedClass, ResultAct, UnitAct } from './result.types.js';
import type { Act, Decision, Fact, StageGraph, StageState, UnitYearState } from './unit-year.types.js';

type OnResult = Act & ResultAct;
type OnUnit = Act & UnitAct;

const RESULT_ACTS: readonly string[] = [
  'appeal',
  'answerAppeal',
  'proposeRevocation',
  'revoke',
  'overrideExclusion',
  'proposeAwards',
] satisfies ResultAct['kind'][];
const UNIT_ACTS: readonly string[] = [
  'delegate',
  'recordPledges',
  'proposeExemplar',
  'decideExemplar',
  'recordHeads',
] satisfies UnitAct['kind'][];

export const isResultAct = (act: Act): act is OnResult => RESULT_ACTS.includes(act.kind);
export const isUnitAct = (act: Act): act is OnUnit => UNIT_ACTS.includes(act.kind);

/** Complaints, revocations, a class and what follows from it come when they come; a closed year is not opened for them. */
export const outlastsTheYear = (act: Act): boolean =>
  isResultAct(act) || act.kind === 'recordHeads' || act.kind === 'classify';

/** Decides an act on a result; the decision itself must stand. */
export function decideResult(graph: StageGraph, state: UnitYearState, act: OnResult): Decision {
  if (stageOf(graph, act.stage) === undefined) {
    return refuse('STAGE.UNKNOWN', act.stage, { known: graph.map(({ key }) => key).join(', ') });
  }
  const table = act.kind === 'overrideExclusion' ? withRoles(RIGHTS, 'overrideExclusion', act.roles) : RIGHTS;
  const wrong = wrongRole(table, act);
  if (wrong !== undefined) return { outcome: 'refused', refusal: wrong };
  const now = state.stages[act.stage];
  if (now?.recognised === undefined) return refuse('RESULT.NONE', act.stage);
  switch (act.kind) {
    case 'appeal':
      return appeal(now, act);
    case 'answerAppeal':
      return answerAppeal(now, act, endedClass(graph, state, act.classUntil));
    case 'proposeRevocation':
      return proposeRevocation(now, act);
    case 'revoke':
      return revoke(now, act, endedClass(graph, state, act.classUntil));
    case 'overrideExclusion':
      return now.exclusionOverriddenBy === undefined
        ? apply({ kind: 'exclusion.overridden', ...about(act) })
        : refuse('OVERRIDE.ALREADY', act.stage);
    case 'proposeAwards': {
      const { collectives, persons } = act;
      return apply({ kind: 'awards.proposed', ...about(act), collectives, persons });
    }
  }
}

/**
 * A complaint goes to the body that decided; a second one, after its answer or when that is overdue, goes above it
 * (Luật Khiếu nại 2011).
 */
function appeal(now: StageState, act: Extract<OnResult, { kind: 'appeal' }>): Decision {
  const { terms } = act;
  if (terms === undefined) return refuse('APPEAL.NOT_POSSIBLE', act.stage);
  const before = now.appeal;
  const today = dateOf(act.effectiveAt);
  const decidedAt = resultAtOf(now);
  if (decidedAt !== undefined && today < dateOf(decidedAt)) {
    return refuse('APPEAL.BEFORE_RESULT', act.stage, { day: dateOf(decidedAt) });
  }
  if (before?.instance === 2) {
    return before.outcome === undefined
      ? refuse('APPEAL.WAITING', act.stage, { answerBy: before.answerBy })
      : refuse('APPEAL.EXHAUSTED', act.stage);
  }
  if (before !== undefined && before.outcome === undefined && today <= before.answerBy) {
    return refuse('APPEAL.WAITING', act.stage, { answerBy: before.answerBy });
  }
  const { lastDay } = terms;
  if (before === undefined && today > lastDay) return refuse('APPEAL.TOO_LATE', act.stage, { lastDay });
  const instance = before === undefined ? 1 : 2;
  const { answerBy, complexAnswerBy } = instance === 1 ? terms.first : terms.second;
  return apply({ kind: 'result.appealed', ...about(act), instance, answerBy, complexAnswerBy });
}

/** The class that ends with a changed result: one that was given by an act of its own and stands. */
function endedClass(
  graph: StageGraph,
  { stages }: UnitYearState,
  until: string | undefined,
): EndedClass | undefined {
  const classified = graph.find(({ key, act }) => act === 'classify' && stages[key]?.status === 'done');
  return classified && { stage: classified.key, ...(until !== undefined && { until }) };
}

function answerAppeal(
  now: StageState,
  act: Extract<OnResult, { kind: 'answerAppeal' }>,
  ended: EndedClass | undefined,
): Decision {
  const waiting = standingAppeal(now);
  if (waiting === undefined) return refuse('APPEAL.NONE', act.stage);
  const lastDay = act.complex === true ? waiting.complexAnswerBy : waiting.answerBy;
  const late = dateOf(act.effectiveAt) > lastDay;
  const { outcome } = act;
  if (outcome === 'upheld') return apply({ kind: 'result.appealAnswered', ...about(act), outcome, late });
  // A corrected sheet alone leaves the recognition as it is.
  const recognised = act.recognised ?? now.recognised === true;
  const certificate = recognised ? act.certificate : undefined;
  return apply({
    kind: 'result.appealAnswered',
    ...about(act),
    ...{ outcome, late, recognised, certificate },
    ...(ended && { endedClass: ended }),
  });
}

function proposeRevocation(now: StageState, act: Extract<OnResult, { kind: 'proposeRevocation' }>): Decision {
  if (now.recognised !== true) return refuse('REVOKE.NOT_RECOGNISED', act.stage);
  if (!act.grounds.includes(act.ground)) {
    return refuse('REVOKE.GROUND_UNKNOWN', act.stage, { ground: act.ground, known: act.grounds.join(', ') });
  }
  const by = act.actor.id ?? '';
  return apply({ kind: 'result.revocationProposed', ...about(act), ground: act.ground, by });
}

/** Taking a recognition back needs two accounts: one proposes, another decides on the same ground. */
function revoke(
  now: StageState,
  act: Extract<OnResult, { kind: 'revoke' }>,
  ended: EndedClass | undefined,
): Decision {
  if (now.recognised !== true) return refuse('REVOKE.NOT_RECOGNISED', act.stage);
  const proposal = now.revocation;
  if (proposal?.state !== 'proposed' || proposal.ground !== act.ground) {
    return refuse('REVOKE.NOT_PROPOSED', act.stage, { ground: act.ground });
  }
  if (!isSecondAccount(proposal.proposedBy, act.actor.id)) return refuse('REVOKE.SAME_ACTOR', act.stage);
  return apply({
    kind: 'result.revoked',
    ...about(act),
    ground: act.ground,
    ...(ended && { endedClass: ended }),
  });
}

/** Decides an act on the unit itself. */
export function decideUnit(state: UnitYearState, act: OnUnit): Decision {
  const wrong = wrongRole(RIGHTS, act);
  if (wrong !== undefined) return { outcome: 'refused', refusal: wrong };
  const acted = { commandId: act.commandId, effectiveAt: act.effectiveAt };
  switch (act.kind) {
    case 'delegate':
      return apply({ kind: 'unit.delegated', ...acted, to: act.to });
    case 'recordPledges':
      return recordPledges(state, act, acted);
    case 'proposeExemplar':
      return proposeExemplar(state, act, acted);
    case 'decideExemplar': {
      if (state.exemplar === undefined) return refuse('EXEMPLAR.NOT_PROPOSED');
      if (state.exemplar.accepted !== undefined) return refuse('EXEMPLAR.ALREADY');
      return apply({ kind: 'exemplar.decided', ...acted, accepted: act.accepted });
    }
    case 'recordHeads':
      return apply({ kind: 'heads.recorded', ...acted });
  }
}

type Acted = { readonly commandId: string; readonly effectiveAt: string };

function recordPledges(
  state: UnitYearState,
  act: Extract<OnUnit, { kind: 'recordPledges' }>,
  acted: Acted,
): Decision {
  const { window, total, pledged } = act;
  if (window !== undefined) {
    if (act.effectiveAt < window.opensAt) {
      return refuse('STAGE.NOT_OPEN', window.key, { opens: window.opensDay });
    }
    const closedFrom = closedFromOf(window, state.stages[window.key]);
    if (closedFrom !== undefined && act.effectiveAt >= closedFrom) {
      return refuse('STAGE.CUT_OFF_PASSED', window.key, { lastDay: window.cutOff?.lastDay ?? '' });
    }
  }
  const lateFrom = window && lateFromOf(window, state.stages[window.key]);
  const late = lateFrom !== undefined && act.effectiveAt >= lateFrom;
  const lateness = latenessBy(window, late, window && state.stages[window.key]);
  return apply({ kind: 'pledges.recorded', ...acted, total, pledged, ...lateness });
}

function proposeExemplar(
  state: UnitYearState,
  { needs }: Extract<OnUnit, { kind: 'proposeExemplar' }>,
  acted: Acted,
): Decision {
  if (needs === undefined) return refuse('EXEMPLAR.NOT_POSSIBLE');
  if (needs.registered === false) return refuse('EXEMPLAR.NOT_REGISTERED');
  if (needs.recognised === false) return refuse('EXEMPLAR.NOT_RECOGNISED');
  if (state.exemplar !== undefined) return refuse('EXEMPLAR.ALREADY');
  return apply({ kind: 'exemplar.proposed', ...acted });
}

const about = ({ stage, commandId, effectiveAt }: OnResult) => ({ stage, commandId, effectiveAt });

function wrongRole(table: Rights, act: OnResult | OnUnit): Refusal | undefined {
  const kind = act.kind === 'appeal' && act.onBehalf === true ? 'appealOnBehalf' : act.kind;
  if (mayAct(table, act.actor.role, kind, ADMITTED).granted) return undefined;
  return { code: 'ACTOR.OTHER_ROLE', params: { roles: rolesOf(table, kind).join(',') } };
}

const apply = (fact: Fact): Decision => ({ outcome: 'applied', fact, warnings: [] });

const refuse = <C extends RefusalCode>(code: C, ...said: KeyedArguments<C>): Decision => ({
  outcome: 'refused',
  refusal: refusalOf(code, ...said),
});
