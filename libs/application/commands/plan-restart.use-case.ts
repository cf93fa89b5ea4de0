import { dateOf } from '#libs/calendar';
import { DomainError, type RestartPlanAnswer } from '#libs/contracts';
import { paperAtRestart, planRestart, resultCommandOf } from '#libs/unit-year';
import { checkAssignment } from '../access/assignment.js';
import { findUnitYear } from '../access/find-unit-year.js';
import { type CycleRules, withStageNames } from '../cycle-rules/cycle-rules.js';
import { supersededDecisions } from '../decisions/superseded-decision.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'cycles' | 'documents' | 'migrations' | 'now' | 'unitYears' | 'units'>;

/** The dry run of a restart: exactly what the restart would do, by the same pure plan, changing nothing. */
export class PlanRestart {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError with the code of the refusal */
  async execute(
    identity: Identity,
    request: { cycleId: string; unitId: string; from: string; until?: string },
  ): Promise<RestartPlanAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit } = await findUnitYear(records, identity, request.cycleId, request.unitId);
      const rules = await this.rules.of(records, cycle, unit);
      const { stages, graph } = rules;
      const effectiveAt = await nowOf(records, cycle);
      await checkAssignment(records, identity, rules, unit, { act: 'restart' }, dateOf(effectiveAt));
      const plan = planRestart(graph, unit.state, { from: request.from, until: request.until, effectiveAt });
      if (plan.outcome === 'refused') {
        throw new DomainError(plan.refusal.code, withStageNames(stages, plan.refusal));
      }
      const results = plan.superseded.flatMap(({ before }) =>
        before.recognised === undefined ? [] : (resultCommandOf(before) ?? []),
      );
      const decisions = await supersededDecisions(records, await records.documents.decisions(results));
      const legal = (key: string) => graph.find((stage) => stage.key === key);
      return {
        cycleId: cycle.id,
        unitId: unit.unitId,
        unitName: unit.unitName,
        round: unit.state.round,
        nextRound: plan.round,
        superseded: plan.superseded.map(({ key, before, keepsReceipt, graceUntil }) => ({
          stage: key,
          name: legal(key)?.name ?? key,
          status: before.status,
          effectiveAt: before.effectiveAt,
          lastDay: legal(key)?.due?.lastDay,
          assumed: legal(key)?.due?.status === 'assumed',
          newLastDay: graceUntil,
          paper: paperAtRestart({ before, keepsReceipt }),
        })),
        decisions,
        kept: plan.kept.map(({ key, state }) => ({
          stage: key,
          name: legal(key)?.name ?? key,
          status: state.status,
          effectiveAt: state.effectiveAt,
          lastDay: legal(key)?.due?.lastDay,
          assumed: legal(key)?.due?.status === 'assumed',
        })),
      };
    });
  }
}
