import type { StageView, UnitYearView } from '#libs/contracts';
import {
  applyAmendments,
  bodyStages,
  type ManagementLevel,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
  unitStages,
  withAmendmentSources,
  withConfirmations,
} from '#libs/policy';
import { currentStage, isOver, lastDayOf, type StageGraph } from '#libs/unit-year';
import type { Amendment, Confirmation, Cycle, Records, UnitYear } from '../ports/records.port.js';

/** A cycle's pinned pack worked out for one kind of subject, with the cycle's amendments. */
export interface Rules {
  /** The pack, the documents of the amendments among its sources, what was confirmed resting on its document. */
  readonly pack: PolicyPack;
  readonly stages: readonly ResolvedStage[];
  /** The Update stages of the subject. */
  readonly graph: StageGraph;
}

/** Whose rules are asked for: a unit of one management level, or one body. */
export type Subject = Pick<UnitYear, 'managedBy' | 'bodyKey'>;

/**
 * Works out and keeps the rules a cycle was opened with. A pack is found by the hash of its content and never changes
 * under that hash, and amendments and confirmations are only ever added under a new version, so what is kept here never
 * grows stale.
 */
export class CycleRules {
  private readonly packs = new Map<string, PolicyPack>();
  private readonly worked = new Map<string, Rules>();
  private readonly amended = new Map<string, readonly Amendment[]>();
  private readonly confirmed = new Map<string, readonly Confirmation[]>();
  private readonly founded = new Map<string, PolicyPack>();

  /**
   * @param asOf an instant of the cycle's own clock: the rules by which what came then is judged, without the
   *   amendments recorded after it that took time away; the rules in force when absent
   */
  async of(
    records: Records,
    cycle: Pick<Cycle, 'id' | 'packHash' | 'year' | 'rulesVersion'>,
    { managedBy, bodyKey }: Subject,
    asOf?: string,
  ): Promise<Rules> {
    const all = await this.amendmentsOf(records, cycle);
    const isLater = ({ effectiveAt }: Amendment) => asOf !== undefined && effectiveAt > asOf;
    const { pack, key: packKey } = await this.foundedPack(records, cycle);
    const inForce = all.some(isLater)
      ? withoutTaken(resolveStages(pack, cycle.year, { managedBy }), managedBy, all, isLater)
      : all;
    const amended = inForce.length === 0 ? '' : `${cycle.id}/${inForce.map(({ version }) => version).join()}`;
    const key = `${packKey}/${cycle.year}/${managedBy}/${bodyKey ?? ''}/${amended}`;
    const known = this.worked.get(key);
    if (known !== undefined) return known;
    const stages = applyAmendments(resolveStages(pack, cycle.year, { managedBy }), managedBy, inForce);
    const rules = {
      pack: inForce.length === 0 ? pack : withAmendmentSources(pack, inForce),
      stages,
      graph: bodyKey === undefined ? unitStages(stages) : bodyStages(stages, bodyKey),
    };
    this.worked.set(key, rules);
    return rules;
  }

  private async amendmentsOf(
    records: Records,
    { id, rulesVersion }: Pick<Cycle, 'id' | 'rulesVersion'>,
  ): Promise<readonly Amendment[]> {
    if (rulesVersion === 0) return [];
    const key = `${id}/${rulesVersion}`;
    const known = this.amended.get(key);
    if (known !== undefined) return known;
    const found = (await records.cycles.amendments(id)).filter(({ version }) => version <= rulesVersion);
    this.amended.set(key, found);
    return found;
  }

  private async confirmationsOf(
    records: Records,
    { id, rulesVersion }: Pick<Cycle, 'id' | 'rulesVersion'>,
  ): Promise<readonly Confirmation[]> {
    if (rulesVersion === 0) return [];
    const key = `${id}/${rulesVersion}`;
    const known = this.confirmed.get(key);
    if (known !== undefined) return known;
    const found = (await records.cycles.confirmations(id)).filter(({ version }) => version <= rulesVersion);
    this.confirmed.set(key, found);
    return found;
  }

  /** The pack with the cycle's confirmations, and the name under which it is kept. */
  private async foundedPack(
    records: Records,
    cycle: Pick<Cycle, 'id' | 'packHash' | 'rulesVersion'>,
  ): Promise<{ readonly pack: PolicyPack; readonly key: string }> {
    const confirmations = await this.confirmationsOf(records, cycle);
    const versions = confirmations.map(({ version }) => version).join();
    const key = versions === '' ? cycle.packHash : `${cycle.packHash}+${cycle.id}/${versions}`;
    const known = this.founded.get(key);
    if (known !== undefined) return { pack: known, key };
    const pack = withConfirmations(await this.storedPack(records, cycle), confirmations);
    this.founded.set(key, pack);
    return { pack, key };
  }

  /** The pack a cycle is bound to, with what was confirmed for the cycle. */
  async packOf(
    records: Records,
    cycle: Pick<Cycle, 'id' | 'packHash' | 'rulesVersion'>,
  ): Promise<PolicyPack> {
    return (await this.foundedPack(records, cycle)).pack;
  }

  /** The whole pack a cycle is bound to, as it was when the cycle was opened. */
  async storedPack(records: Records, cycle: Pick<Cycle, 'packHash'>): Promise<PolicyPack> {
    const known = this.packs.get(cycle.packHash);
    if (known !== undefined) return known;
    const pack = await records.cycles.packOf(cycle.packHash);
    this.packs.set(cycle.packHash, pack);
    return pack;
  }
}

/** The amendments without those of the later ones that put a day of this level earlier than it was before them. */
function withoutTaken(
  stages: readonly ResolvedStage[],
  managedBy: ManagementLevel,
  all: readonly Amendment[],
  isLater: (amendment: Amendment) => boolean,
): readonly Amendment[] {
  const days = new Map(stages.map(({ key, due }) => [key, due?.lastDay ?? '']));
  return all.filter((amendment) => {
    const { stage, level, lastDay } = amendment;
    if (level !== '*' && level !== managedBy) return true;
    if (isLater(amendment) && lastDay < (days.get(stage) ?? '')) return false;
    days.set(stage, lastDay);
    return true;
  });
}

/** What a workflow adopts: the state as the record holds it, with names and days for the reader of a run. */
export function viewOf(
  graph: StageGraph,
  { state, standing }: Pick<UnitYear, 'state' | 'standing'>,
): UnitYearView {
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
    // A unit outside the standard registers the movement and waits for nothing more.
    over: standing === 'outside' || isOver(graph, state),
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
