import type { StageView, UnitYearView } from '#libs/contracts';
import {
  applyAmendments,
  bodyStages,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
  unitStages,
  withAmendmentSources,
} from '#libs/policy';
import { currentStage, isOver, lastDayOf, type StageGraph, type UnitYearState } from '#libs/unit-year';
import type { Cycle, Records, UnitYear } from '../ports/records.port.js';

/** A cycle's pinned pack worked out for one kind of subject, with the cycle's amendments. */
export interface Rules {
  /** The pack, the documents of the amendments among its sources. */
  readonly pack: PolicyPack;
  readonly stages: readonly ResolvedStage[];
  /** The Update stages of the subject. */
  readonly graph: StageGraph;
}

/** Whose rules are asked for: a unit of one management level, or one body. */
export type Subject = Pick<UnitYear, 'managedBy' | 'bodyKey'>;

/**
 * Works out and keeps the rules a cycle was opened with. A pack is found by the hash of its content and never changes
 * under that hash, and amendments are only ever added under a new version, so what is kept here never grows stale.
 */
export class CycleRules {
  private readonly packs = new Map<string, PolicyPack>();
  private readonly worked = new Map<string, Rules>();

  async of(
    records: Records,
    cycle: Pick<Cycle, 'id' | 'packHash' | 'year' | 'rulesVersion'>,
    { managedBy, bodyKey }: Subject,
  ): Promise<Rules> {
    const amended = cycle.rulesVersion === 0 ? '' : `${cycle.id}/${cycle.rulesVersion}`;
    const key = `${cycle.packHash}/${cycle.year}/${managedBy}/${bodyKey ?? ''}/${amended}`;
    const known = this.worked.get(key);
    if (known !== undefined) return known;
    const pack = await this.packOf(records, cycle);
    const changes = amended === '' ? [] : await records.cycles.amendments(cycle.id);
    const inForce = changes.filter(({ version }) => version <= cycle.rulesVersion);
    const stages = applyAmendments(resolveStages(pack, cycle.year, { managedBy }), managedBy, inForce);
    const rules = {
      pack: inForce.length === 0 ? pack : withAmendmentSources(pack, inForce),
      stages,
      graph: bodyKey === undefined ? unitStages(stages) : bodyStages(stages, bodyKey),
    };
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
