import type { StageView, UnitYearView } from '#libs/contracts';
import {
  type ManagementLevel,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
  unitStages,
} from '#libs/policy';
import { currentStage, isOver, lastDayOf, type StageGraph, type UnitYearState } from '#libs/unit-year';
import type { Cycle, Records } from '../ports/records.port.js';

/** A cycle's pinned pack worked out for one management level. */
export interface Rules {
  readonly pack: PolicyPack;
  readonly stages: readonly ResolvedStage[];
  readonly graph: StageGraph;
}

/**
 * Works out and keeps the rules a cycle was opened with. A pack is found by the hash of its content and never changes
 * under that hash, so what is kept here never grows stale.
 */
export class CycleRules {
  private readonly packs = new Map<string, PolicyPack>();
  private readonly worked = new Map<string, Rules>();

  async of(
    records: Records,
    cycle: Pick<Cycle, 'packHash' | 'year'>,
    managedBy: ManagementLevel,
  ): Promise<Rules> {
    const key = `${cycle.packHash}/${cycle.year}/${managedBy}`;
    const known = this.worked.get(key);
    if (known !== undefined) return known;
    const pack = await this.packOf(records, cycle);
    const stages = resolveStages(pack, cycle.year, { managedBy });
    const rules = { pack, stages, graph: unitStages(stages) };
    this.worked.set(key, rules);
    return rules;
  }

  /** The whole pack a cycle is bound to. */
  async packOf(records: Records, cycle: Pick<Cycle, 'packHash'>): Promise<PolicyPack> {
    const known = this.packs.get(cycle.packHash);
    if (known !== undefined) return known;
    const pack = await records.cycles.packOf(cycle.packHash);
    this.packs.set(cycle.packHash, pack);
    return pack;
  }
}

/** What a workflow adopts: the state as the record holds it, with names and days for the reader of a run. */
export function viewOf(graph: StageGraph, state: UnitYearState): UnitYearView {
  return {
    version: state.version,
    round: state.round,
    status: state.status,
    stages: graph.map((stage): StageView => {
      const now = state.stages[stage.key];
      return {
        key: stage.key,
        name: stage.name,
        status: now?.status ?? 'awaiting',
        lastDay: lastDayOf(stage, now),
      };
    }),
    current: currentStage(graph, state)?.key,
    over: isOver(graph, state),
  };
}

/** Vietnamese names of the stages that a refusal speaks of, beside their keys. */
export function withStageNames(
  stages: readonly ResolvedStage[],
  refusal: { readonly stage?: string | undefined; readonly params: Readonly<Record<string, string>> },
): Record<string, string> {
  const named = (key: string | undefined) => stages.find((stage) => stage.key === key)?.name ?? key ?? '';
  const { requires, by } = refusal.params;
  return {
    ...refusal.params,
    stage: refusal.stage ?? '',
    stageName: named(refusal.stage),
    ...(requires === undefined ? {} : { requiresName: named(requires) }),
    ...(by === undefined ? {} : { byName: named(by) }),
  };
}
