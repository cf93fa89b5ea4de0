import { dateOf } from '#libs/calendar';
import type { StageView, UnitYearView } from '#libs/contracts';
import {
  applyAmendments,
  bodyStages,
  type ManagementLevel,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
  stageForKind,
  unitStages,
  withAmendmentSources,
  withConfirmations,
} from '#libs/policy';
import { type KeyedRefusal, REFUSALS, type RefusalCode, type RefusalParams } from '#libs/refusals';
import { currentStage, isOver, lastDayOf, type StageGraph, type UnitYearState } from '#libs/unit-year';
import type { Amendment, Confirmation, Cycle } from '../cycles/cycles.port.js';
import type { Migration } from '../migration/migrations.port.js';
import type { Records, Stores } from '../transaction/records.port.js';
import type { SubjectKind, UnitYear } from '../unit-years/unit-years.port.js';
import { runDetails } from './run-details.js';

type Needs = Stores<'cycles' | 'migrations'>;

/** A cycle's pinned pack worked out for one kind of subject, with the cycle's amendments. */
export interface Rules {
  /** The pack, the documents of the amendments among its sources, what was confirmed resting on its document. */
  readonly pack: PolicyPack;
  /** Hash of the pack as it is stored; absent for one that no cycle has gone by yet. */
  readonly packHash?: string;
  readonly stages: readonly ResolvedStage[];
  /** The Update stages of the subject. */
  readonly graph: StageGraph;
}

/** Whose rules are asked for: a unit of one management level and kind, or one body; without a kind those of every kind. */
export type Subject = Pick<UnitYear, 'managedBy' | 'bodyKey'> &
  Partial<Pick<UnitYear, 'unitKind'>> & {
    /** Tells under whom the subject stood before its cycle came under another pack, and whether that ended its year. */
    readonly state?: Pick<UnitYearState, 'formerly' | 'endedByMigration'>;
  };

/** What changed the rules of a cycle while it ran. */
interface Changes {
  readonly amendments: readonly Amendment[];
  readonly confirmations: readonly Confirmation[];
  readonly migrations: readonly Migration[];
}
const NO_CHANGES: Changes = { amendments: [], confirmations: [], migrations: [] };

/** A time in which a cycle went by one pack; what changed a rule of it then ended with it. */
interface Period extends Omit<Changes, 'migrations'> {
  readonly packHash: string;
  /** The migration that ended it; absent for the pack in force. */
  readonly endedBy?: Migration;
}

type OfCycle = Pick<Cycle, 'id' | 'packHash' | 'rulesVersion'>;

/**
 * Works out and keeps the rules a cycle was opened with. A pack is found by the hash of its content and never changes
 * under that hash, and amendments, confirmations and migrations are only ever added under a new version, so what is kept here never
 * grows stale.
 */
export class CycleRules {
  private readonly packs = new Map<string, PolicyPack>();
  private readonly worked = new Map<string, Rules>();
  private readonly founded = new Map<string, PolicyPack>();
  private readonly changed = new Map<string, Changes>();

  /**
   * @param asOf an instant of the cycle's own clock: the rules by which what came then is judged, those of the pack in
   *   force then and of the place where the subject stood, with nothing that was confirmed after it, and without the
   *   amendments recorded after it that took time away; the rules in force when absent
   */
  async of(
    records: Needs,
    cycle: Pick<Cycle, 'id' | 'packHash' | 'year' | 'rulesVersion'>,
    subject: Subject,
    asOf?: string,
  ): Promise<Rules> {
    const period = await this.periodOf(records, cycle, asOf);
    const former =
      period.endedBy && subject.state?.formerly?.find(({ until }) => asOf !== undefined && until > asOf);
    const { managedBy, bodyKey } = former ?? subject;
    const { unitKind } = subject;
    const all = period.amendments;
    const isLater = ({ effectiveAt }: Amendment) => asOf !== undefined && effectiveAt > asOf;
    const { pack, key: packKey } = await this.foundedPack(records, cycle.id, period);
    const inForce = all.some(isLater)
      ? withoutTaken(resolveStages(pack, cycle.year, { managedBy }), managedBy, all, isLater)
      : all;
    const amended = inForce.length === 0 ? '' : `${cycle.id}/${inForce.map(({ version }) => version).join()}`;
    const key = `${packKey}/${cycle.year}/${managedBy}/${bodyKey ?? ''}/${unitKind ?? ''}/${amended}`;
    const known = this.worked.get(key);
    if (known !== undefined) return known;
    const rules = {
      ...workOut(pack, cycle.year, { managedBy, bodyKey, unitKind }, inForce),
      packHash: period.packHash,
    };
    this.worked.set(key, rules);
    return rules;
  }

  /** The period of the cycle at an instant of its own clock; the present one when absent. */
  private async periodOf(records: Needs, cycle: OfCycle, asOf?: string): Promise<Period> {
    const { amendments, confirmations, migrations } = await this.changesOf(records, cycle);
    const endedBy = asOf === undefined ? undefined : migrations.find((each) => each.effectiveAt > asOf);
    const isWithin = withinPeriod(migrations, endedBy);
    const isLater = ({ effectiveAt }: Confirmation) => asOf !== undefined && effectiveAt > asOf;
    const known = Math.min(
      cycle.rulesVersion,
      ...confirmations.filter(isLater).map(({ version }) => version - 1),
    );
    return {
      packHash: endedBy?.packBefore ?? cycle.packHash,
      endedBy,
      amendments: amendments.filter(isWithin),
      confirmations: confirmations.filter(
        (each) => isWithin(each) && !isLater(each) && !isReplaced(each, ({ version }) => version <= known),
      ),
    };
  }

  private async changesOf(records: Needs, { id, rulesVersion }: OfCycle): Promise<Changes> {
    if (rulesVersion === 0) return NO_CHANGES;
    const key = `${id}/${rulesVersion}`;
    const known = this.changed.get(key);
    if (known !== undefined) return known;
    const isKnown = ({ version }: { readonly version: number }) => version <= rulesVersion;
    const found = {
      amendments: (await records.cycles.amendments(id)).filter(isKnown),
      confirmations: (await records.cycles.confirmations(id)).filter(isKnown),
      migrations: (await records.migrations.list(id)).filter(isKnown),
    };
    this.changed.set(key, found);
    return found;
  }

  /** The pack of a period with what was confirmed in it, and the name under which it is kept. */
  private async foundedPack(
    records: Needs,
    cycleId: string,
    { packHash, confirmations }: Pick<Period, 'packHash' | 'confirmations'>,
  ): Promise<{ readonly pack: PolicyPack; readonly key: string }> {
    const versions = [...new Set(confirmations.map(({ version }) => version))].join();
    const key = versions === '' ? packHash : `${packHash}+${cycleId}/${versions}`;
    const known = this.founded.get(key);
    if (known !== undefined) return { pack: known, key };
    const pack = withConfirmations(await this.storedPack(records, { packHash }), confirmations);
    this.founded.set(key, pack);
    return { pack, key };
  }

  /**
   * The cycle as its rules were recorded at the end of a day of its own clock, to be asked about like the cycle itself: the
   * pack that it went by then, and nothing of what was amended, confirmed or migrated later, whatever day that names.
   *
   * @param day YYYY-MM-DD
   */
  async onDay<C extends OfCycle>(records: Needs, cycle: C, day: string): Promise<C> {
    const { amendments, confirmations, migrations } = await this.changesOf(records, cycle);
    const isLater = (at: string) => dateOf(at) > day;
    const known = [
      ...[...amendments, ...confirmations].filter(({ effectiveAt }) => !isLater(effectiveAt)),
      ...migrations.filter(({ migratedAt }) => !isLater(migratedAt)),
    ];
    return {
      ...cycle,
      packHash: migrations.find(({ migratedAt }) => isLater(migratedAt))?.packBefore ?? cycle.packHash,
      rulesVersion: Math.max(0, ...known.map(({ version }) => version)),
    };
  }

  /** The days of the cycle's own clock on which a day, what sets one, or the pack of it changed, YYYY-MM-DD. */
  async daysOfChange(records: Needs, cycle: OfCycle): Promise<readonly string[]> {
    const { amendments, confirmations, migrations } = await this.changesOf(records, cycle);
    const instants = [
      ...[...amendments, ...confirmations].map(({ effectiveAt }) => effectiveAt),
      ...migrations.map(({ migratedAt }) => migratedAt),
    ];
    return [...new Set(instants.map(dateOf))].sort();
  }

  /** What was confirmed of the pack a cycle goes by. */
  async confirmationsOf(records: Needs, cycle: OfCycle): Promise<readonly Confirmation[]> {
    return (await this.periodOf(records, cycle)).confirmations;
  }

  /** The pack a cycle goes by, with what was confirmed for the cycle. */
  async packOf(records: Needs, cycle: OfCycle): Promise<PolicyPack> {
    return (await this.foundedPack(records, cycle.id, await this.periodOf(records, cycle))).pack;
  }

  /** A whole pack as it was stored when a cycle came under it. */
  async storedPack(records: Needs, cycle: Pick<Cycle, 'packHash'>): Promise<PolicyPack> {
    const known = this.packs.get(cycle.packHash);
    if (known !== undefined) return known;
    const pack = await records.cycles.packOf(cycle.packHash);
    this.packs.set(cycle.packHash, pack);
    return pack;
  }
}

/** Whether a change of a cycle's rules was made in the period that a migration ended, the present one where none did. */
function withinPeriod(migrations: readonly Migration[], endedBy: Migration | undefined) {
  const end = endedBy?.version ?? Infinity;
  const start = migrations.findLast(({ version }) => version < end)?.version ?? 0;
  return ({ version }: { readonly version: number }): boolean => version > start && version < end;
}

/**
 * A pack that the cycle goes by, or went by before a migration, with what was confirmed of it while it was in force: a
 * confirmation made for one pack founds no figure of another.
 */
export async function packOfHash(
  records: Pick<Records, 'cycles' | 'migrations'>,
  { id, packHash: present }: Pick<Cycle, 'id' | 'packHash'>,
  packHash: string,
): Promise<PolicyPack> {
  const migrations = await records.migrations.list(id);
  const endedBy =
    packHash === present ? undefined : migrations.findLast(({ packBefore }) => packBefore === packHash);
  const confirmations = await records.cycles.confirmations(id);
  const isWithin = withinPeriod(migrations, endedBy);
  return withConfirmations(
    await records.cycles.packOf(packHash),
    confirmations.filter((each) => isWithin(each) && !isReplaced(each, isWithin)),
  );
}

/** Whether another letter, of those that count, has taken the place of the one that the confirmation stands in. */
const isReplaced = (
  { until }: Confirmation,
  counts: (change: { readonly version: number }) => boolean,
): boolean => until !== undefined && counts({ version: until });

/** A pack worked out for one kind of subject of a cycle year, with these amendments. */
export function workOut(
  pack: PolicyPack,
  year: number,
  { managedBy, bodyKey, unitKind }: Subject,
  amendments: readonly Amendment[] = [],
): Rules {
  const stages = applyAmendments(resolveStages(pack, year, { managedBy }), managedBy, amendments);
  const rules = {
    pack: amendments.length === 0 ? pack : withAmendmentSources(pack, amendments),
    stages,
    graph: bodyKey === undefined ? unitStages(stages) : bodyStages(stages, bodyKey),
  };
  return unitKind === undefined ? rules : rulesForKind(rules, unitKind);
}

/** The rules of the units of a level as they are for one kind. */
export function rulesForKind(rules: Rules, unitKind: SubjectKind): Rules {
  const own = (stages: readonly ResolvedStage[]) => stages.map((stage) => stageForKind(stage, unitKind));
  return { ...rules, stages: own(rules.stages), graph: own(rules.graph) };
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
  const view = {
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
  const received = graph.flatMap(({ key }) => (state.stages[key]?.receipt === undefined ? [] : [key]));
  return { ...view, details: runDetails(view, new Set(received)) };
}

/** The parameters of a refusal with the Vietnamese names of the stages that it gives by their keys. */
export function withStageNames<R extends KeyedRefusal<RefusalCode>>(
  stages: readonly ResolvedStage[],
  { code, stage, params }: R,
): RefusalParams<R['code']> {
  const keyed: Readonly<Record<string, string | undefined>> = { ...params, stage };
  const nameOf = (key = '') => stages.find((each) => each.key === key)?.name ?? key;
  return Object.fromEntries(
    Object.entries(REFUSALS[code].params).map(([name, kind]) => [
      name,
      kind === 'stage' ? nameOf(keyed[name.replace(/Name$/, '')]) : keyed[name],
    ]),
  ) as RefusalParams<R['code']>;
}
