import { exclusionOf } from '#libs/certification';
import { DomainError, type ResultPlanAnswer, type ResultStandAnswer } from '#libs/contracts';
import { cite, type PolicyPack } from '#libs/policy';
import { classificationOf, isFromOwnRecords, resultStage, type UnitYearState } from '#libs/unit-year';
import { unitYearToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { resultOf } from '../scoring/scoring-desk.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'papers' | 'unitYears' | 'units'>;

/**
 * What a result would come to if the recognition were taken back, or given: points, class and exclusion, by the same
 * computation as the decision itself. Changes nothing, so it serves the dry run of a revocation and of an answer.
 */
export class PlanResult {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD, RESULT.NONE */
  async execute(
    identity: Identity,
    request: { readonly cycleId: string; readonly unitId: string; readonly recognised: boolean },
  ): Promise<ResultPlanAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit } = await unitYearToRead(
        records,
        identity,
        'readResults',
        request.cycleId,
        request.unitId,
      );
      const { pack } = await this.rules.of(records, cycle, unit);
      const result = resultStage(unit.state);
      if (result === undefined) throw new DomainError('RESULT.NONE', { stageName: 'Công nhận' });
      const sheet = await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
      const scored =
        sheet === undefined || pack.criteria.length === 0
          ? undefined
          : resultOf(pack, sheet, request.recognised ? 'recognised' : 'notRecognised', cycle.year);
      const { certificate } = result.now;
      return {
        cycleId: cycle.id,
        unitId: unit.unitId,
        unitName: unit.unitName,
        before: standOf(pack, unit.state, cycle),
        after: {
          recognised: request.recognised,
          class: scored?.class && classAnswer(pack, scored.class.key, scored.total),
          exclusion: exclusionAnswerOf(pack, {
            classKey: scored?.class?.key,
            notSubmitted: isFromOwnRecords(unit.state),
            overridden: false,
            isReal: cycle.clockKind === 'calendar',
          }),
          certificate: certificate && {
            number: certificate.number,
            state: request.recognised ? certificate.state : 'revoked',
          },
        },
        grounds: pack.certification.revocation.map(({ key, text, src, status }) => ({
          key,
          text,
          source: cite(pack, src),
          status,
        })),
      };
    });
  }
}

/** What the result of a unit stands at, on both axes, with what follows for awards. */
export function standOf(
  pack: PolicyPack,
  state: UnitYearState,
  { clockKind }: Pick<Cycle, 'clockKind'>,
): ResultStandAnswer {
  const now = resultStage(state)?.now;
  const classification = classificationOf(state);
  return {
    recognised: now?.recognised,
    class: classification && classAnswer(pack, classification.classKey, classification.total),
    exclusion: exclusionAnswerOf(pack, {
      classKey: classification?.classKey,
      notSubmitted: isFromOwnRecords(state),
      overridden: now?.exclusionOverriddenBy !== undefined,
      isReal: clockKind === 'calendar',
    }),
    certificate: now?.certificate,
  };
}

function exclusionAnswerOf(
  pack: PolicyPack,
  unit: Parameters<typeof exclusionOf>[1],
): ResultStandAnswer['exclusion'] {
  const exclusion = exclusionOf(pack, unit);
  if (exclusion === undefined) return undefined;
  const { effect, text: reason, src, status } = exclusion;
  return { effect, reason, source: status === 'assumed' ? 'chưa có văn bản' : cite(pack, src), status };
}

function classAnswer(pack: PolicyPack, key: string, total: number): ResultStandAnswer['class'] {
  const band = pack.classes.find((each) => each.key === key);
  return { key, name: band?.name ?? key, total, assumed: band?.status === 'assumed' };
}
