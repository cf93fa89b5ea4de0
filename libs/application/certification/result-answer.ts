import { daysBetween } from '#libs/calendar';
import type { ResultRowAnswer } from '#libs/contracts/http';
import type { PolicyPack } from '#libs/policy';
import { exemplarOf, resultStage, type UnitYearState } from '#libs/unit-year';
import type { Cycle } from '../cycles/cycles.port.js';
import { standOf } from '../decisions/plan-result.use-case.js';

type Standing = Pick<
  ResultRowAnswer,
  | 'recognised'
  | 'class'
  | 'exclusion'
  | 'certificate'
  | 'appeal'
  | 'revocation'
  | 'exemplar'
  | 'delegatedTo'
  | 'awardProposal'
>;

/** What a unit's result stands at, on both axes, with what came after the decision. */
export function resultAnswer(
  pack: PolicyPack,
  state: UnitYearState,
  cycle: Pick<Cycle, 'clockKind'>,
  today: string,
): Standing {
  const now = resultStage(state)?.now;
  const appeal = now?.appeal;
  return {
    ...standOf(pack, state, cycle),
    appeal: appeal && {
      instance: appeal.instance,
      raisedAt: appeal.raisedAt,
      answerBy: appeal.answerBy,
      complexAnswerBy: appeal.complexAnswerBy,
      outcome: appeal.outcome,
      late: appeal.late,
      assumed: pack.certification.appeal?.status === 'assumed' ? true : undefined,
      daysLeft: appeal.outcome === undefined ? daysBetween(today, appeal.answerBy) : undefined,
    },
    revocation: now?.revocation && { ground: now.revocation.ground, state: now.revocation.state },
    exemplar: exemplarOf(state),
    delegatedTo: state.delegatedTo,
    awardProposal: now?.awardProposal && {
      collectives: now.awardProposal.collectives,
      persons: now.awardProposal.persons,
    },
  };
}
