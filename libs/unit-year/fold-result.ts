import { latenessIn } from './graph.js';
import type { Certificate, ResultFact, UnitFact } from './result.types.js';
import type { StageState, UnitYearState } from './unit-year.types.js';

/** The stage of the result after one more fact about it; status, lateness and round of the decision stay. */
export function evolveResult(stage: StageState, fact: ResultFact): StageState {
  const { commandId } = fact;
  switch (fact.kind) {
    case 'result.appealed': {
      const { instance, effectiveAt: raisedAt, answerBy, complexAnswerBy } = fact;
      return { ...stage, appeal: { commandId, instance, raisedAt, answerBy, complexAnswerBy } };
    }
    case 'result.appealAnswered': {
      const { outcome, late, recognised } = fact;
      const appeal = stage.appeal && { ...stage.appeal, outcome, late, answeredBy: commandId };
      if (outcome === 'upheld' || recognised === undefined) return { ...stage, appeal };
      const certificate = recognised
        ? fact.certificate === undefined
          ? stage.certificate
          : ({ number: fact.certificate, state: 'issued' } as const)
        : revoked(stage.certificate);
      return { ...changed(stage, fact, recognised), appeal, certificate };
    }
    case 'result.revocationProposed': {
      const { ground, by } = fact;
      return { ...stage, revocation: { ground, proposedBy: by, commandId, state: 'proposed' } };
    }
    case 'result.revoked': {
      const proposedBy = stage.revocation?.proposedBy ?? '';
      const { appeal: _answered, ...taken } = changed(stage, fact, false);
      return {
        ...taken,
        certificate: revoked(stage.certificate),
        revocation: { ground: fact.ground, proposedBy, commandId, state: 'revoked' },
      };
    }
    case 'exclusion.overridden':
      return { ...stage, exclusionOverriddenBy: commandId };
    case 'awards.proposed': {
      const { collectives, persons } = fact;
      return { ...stage, awardProposal: { commandId, collectives, persons } };
    }
  }
}

/** A changed result is judged anew, so what rested on the old class (override, proposal) is gone. */
function changed(
  stage: StageState,
  {
    classification,
    effectiveAt,
    commandId,
  }: Extract<ResultFact, { kind: 'result.appealAnswered' | 'result.revoked' }>,
  recognised: boolean,
): StageState {
  const { exclusionOverriddenBy: _override, awardProposal: _proposal, ...kept } = stage;
  return { ...kept, recognised, classification, resultAt: effectiveAt, resultBy: commandId };
}

const revoked = (certificate: Certificate | undefined): Certificate | undefined =>
  certificate && { ...certificate, state: 'revoked' };

/** The year after one more fact about the unit itself. */
export function evolveUnit(state: UnitYearState, fact: UnitFact): UnitYearState {
  const { commandId, effectiveAt } = fact;
  switch (fact.kind) {
    case 'unit.delegated':
      return { ...state, delegatedTo: fact.to };
    case 'pledges.recorded': {
      const { total, pledged } = fact;
      return { ...state, pledges: { commandId, total, pledged, ...latenessIn(fact), effectiveAt } };
    }
    case 'exemplar.proposed':
      return { ...state, exemplar: { proposedBy: commandId } };
    case 'exemplar.decided': {
      const { accepted } = fact;
      return {
        ...state,
        exemplar: { proposedBy: state.exemplar?.proposedBy ?? '', accepted, decidedBy: commandId },
      };
    }
    case 'heads.recorded':
      return state;
  }
}
