import { type FactBody, keptAfterSuggested, type StageState, type YearState } from './types.js';

/** Facts about a result that stands; they may come after the year was closed. */
const ABOUT_RESULT = [
  'result.appealed',
  'result.appealAnswered',
  'result.revocationProposed',
  'result.revoked',
  'exclusion.overridden',
  'awards.proposed',
];
const ABOUT_UNIT = [
  'unit.delegated',
  'pledges.recorded',
  'exemplar.proposed',
  'exemplar.decided',
  'heads.recorded',
];

/** Why a fact beside the stages could not follow, undefined when it could; a fact of a stage answers `not about it`. */
export function wrongAbout(state: YearState, fact: FactBody): string | undefined {
  const isResult = ABOUT_RESULT.includes(fact.kind);
  if (!isResult && !ABOUT_UNIT.includes(fact.kind)) return 'not about it';
  if (state.status === 'paused') return 'the year was paused';
  if (!isResult) {
    if (state.status === 'closed' && fact.kind !== 'heads.recorded') return 'the year was closed';
    if (fact.kind === 'exemplar.proposed' && state.exemplar !== undefined) return 'it was proposed before';
    if (fact.kind === 'exemplar.decided' && state.exemplar?.proposedBy === undefined) {
      return 'nobody had proposed it';
    }
    return undefined;
  }
  const now = state.stages[fact.stage ?? ''];
  if (now?.recognised === undefined) return 'there was no result';
  const waits = now.appeal !== undefined && now.appeal.outcome === undefined;
  switch (fact.kind) {
    case 'result.appealed':
      if (fact.instance !== (now.appeal === undefined ? 1 : 2)) return 'another instance was due';
      return now.appeal?.instance === 2 ? 'the second complaint was made before' : undefined;
    case 'result.appealAnswered':
      return waits ? undefined : 'no complaint was waiting';
    case 'result.revocationProposed':
      return now.recognised ? undefined : 'there was nothing to take back';
    case 'result.revoked':
      if (!now.recognised) return 'there was nothing to take back';
      return now.revocation?.state === 'proposed' && now.revocation.ground === fact.ground
        ? undefined
        : 'nobody had proposed it on this ground';
    default:
      return undefined;
  }
}

/** The state, its version counted already, after a fact beside the stages. */
export function foldAbout(state: YearState, fact: FactBody): YearState {
  const key = fact.stage ?? '';
  const now = state.stages[key];
  const id = fact.commandId ?? '';
  const put = (stage: Partial<StageState>): YearState =>
    now === undefined ? state : { ...state, stages: { ...state.stages, [key]: { ...now, ...stage } } };
  switch (fact.kind) {
    case 'result.appealed':
      return put({
        appeal: {
          commandId: id,
          instance: fact.instance ?? 0,
          raisedAt: fact.effectiveAt ?? '',
          answerBy: fact.answerBy ?? '',
          complexAnswerBy: fact.complexAnswerBy ?? '',
        },
      });
    case 'result.appealAnswered': {
      if (now?.appeal === undefined) return state;
      const answered = {
        ...now,
        appeal: {
          ...now.appeal,
          answeredBy: id,
          ...(fact.outcome === undefined ? {} : { outcome: fact.outcome }),
          ...(fact.late === undefined ? {} : { late: fact.late }),
        },
      };
      const stage = fact.recognised === undefined ? answered : judgedAnew(answered, fact, fact.recognised);
      return unclassed({ ...state, stages: { ...state.stages, [key]: stage } }, fact);
    }
    case 'result.revocationProposed':
      return put({
        revocation: {
          ground: fact.ground ?? '',
          proposedBy: fact.by ?? '',
          commandId: id,
          state: 'proposed',
        },
      });
    case 'result.revoked': {
      if (now === undefined) return state;
      const revocation = {
        ground: fact.ground ?? '',
        proposedBy: now.revocation?.proposedBy ?? '',
        commandId: id,
        state: 'revoked',
      };
      const { appeal: _ended, ...taken } = judgedAnew(now, fact, false);
      const stage = { ...taken, revocation };
      return unclassed({ ...state, stages: { ...state.stages, [key]: stage } }, fact);
    }
    case 'exclusion.overridden':
      return put({ exclusionOverriddenBy: id });
    case 'awards.proposed':
      return put({
        awardProposal: { commandId: id, collectives: fact.collectives, persons: fact.persons },
      });
    case 'unit.delegated':
      return fact.to === undefined ? state : { ...state, delegatedTo: fact.to };
    case 'pledges.recorded': {
      const { total, pledged, late, effectiveAt } = fact;
      return {
        ...state,
        pledges: { commandId: id, total, pledged, late, ...keptAfterSuggested(fact), effectiveAt },
      };
    }
    case 'exemplar.proposed':
      return { ...state, exemplar: { proposedBy: id } };
    case 'exemplar.decided': {
      const accepted = fact.accepted ?? false;
      const proposedBy = state.exemplar?.proposedBy ?? '';
      return { ...state, exemplar: { proposedBy, accepted, decidedBy: id } };
    }
    default:
      return state;
  }
}

/** The class that was given before is asked for again. */
function unclassed(state: YearState, { endedClass: ended, commandId }: FactBody): YearState {
  if (ended === undefined) return state;
  const days = [state.stages[ended.stage]?.graceUntil, ended.until].filter((day) => day !== undefined);
  const until = days.sort().at(-1);
  const stage = {
    status: 'awaiting',
    round: state.round,
    ...(until === undefined ? {} : { graceUntil: until }),
    ...(commandId === undefined ? {} : { reopenedBy: commandId }),
  };
  return { ...state, stages: { ...state.stages, [ended.stage]: stage } };
}

/** A stage with another result: its class anew, its certificate given or taken, nothing kept that stood on the old one. */
function judgedAnew(stage: StageState, fact: FactBody, recognised: boolean): StageState {
  const { exclusionOverriddenBy: _by, awardProposal: _awards, classification: _old, ...kept } = stage;
  const held = stage.certificate;
  const certificate = recognised
    ? fact.certificate === undefined
      ? held
      : { number: fact.certificate, state: 'issued' }
    : held && { ...held, state: 'revoked' };
  return {
    ...kept,
    recognised,
    ...(fact.effectiveAt === undefined ? {} : { resultAt: fact.effectiveAt }),
    ...(fact.commandId === undefined ? {} : { resultBy: fact.commandId }),
    ...(fact.classification === undefined ? {} : { classification: fact.classification }),
    ...(certificate === undefined ? {} : { certificate }),
  };
}
