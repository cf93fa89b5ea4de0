import { sentenceOf } from '#libs/contracts';
import { bodyKeys, eligibility, levelsOf, type ManagementLevel, type PolicyPack } from '#libs/policy';
import {
  endsDelegation,
  evolve,
  initialState,
  type MigrationPlan,
  type MigrationRequest,
  type Place,
  planMigration,
  type StageGraph,
  stageLines,
  stageOf,
  type UnitYearState,
} from '#libs/unit-year';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Records, Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Office, Unit, UnitMove } from '../units/units.port.js';
import type { MigratedYear } from './migrations.port.js';
import type { PackSide } from './pack-side.js';
import { type Blocker, isBlocker, type Placement } from './placement.js';

type Needs = Stores<'cycles' | 'migrations' | 'units'>;

const PAGE = 500;

/** What becomes of one subject of the cycle, or of one that joins it. */
export interface SubjectPlan {
  /** As it was; a joining one as it would have been opened. */
  readonly year: UnitYear;
  readonly isNew: boolean;
  readonly after: MigratedYear;
  /** Absent for a unit that is outside the standard before and after, and for an office that had ended already. */
  readonly plan?: Extract<MigrationPlan, { outcome: 'planned' }>;
}

export interface PlanScene {
  readonly records: Needs;
  readonly rules: CycleRules;
  readonly cycle: Cycle;
  readonly pack: PolicyPack;
  readonly before: PackSide;
  readonly after: PackSide;
  readonly placement: Placement;
  /** Communes that the cycle is limited to afterwards. */
  readonly communesAfter?: readonly string[];
  readonly request: Omit<MigrationRequest, 'recordedOn'>;
  /** Whether what is planned is carried out, so that nobody may act in between. */
  readonly lock: boolean;
}

interface Plans {
  readonly plans: readonly SubjectPlan[];
  readonly blockers: readonly Blocker[];
}

/** Every commune that a cycle of some communes covers afterwards: where its units come to stand, and those that join. */
export async function communesOf(
  records: Pick<Records, 'migrations'>,
  cycleId: string,
  placement: Placement,
): Promise<readonly string[]> {
  const communes = new Set(placement.joining());
  for (let afterId: string | undefined = ''; afterId !== undefined; ) {
    const page: readonly UnitYear[] = await records.migrations.subjects(cycleId, afterId, PAGE, false);
    for (const year of page.filter(({ bodyKey }) => bodyKey === undefined)) {
      const place = placement.of(year);
      if (!isBlocker(place)) communes.add(place.communeCode);
    }
    afterId = page.at(-1)?.unitId;
  }
  return [...communes].sort();
}

/** Units that the list of the province must show at another place, or under another level, from now on. */
export const movesOf = (plans: readonly SubjectPlan[]): readonly UnitMove[] =>
  plans.flatMap(({ year, after }) =>
    year.bodyKey !== undefined ||
    (year.communeCode === after.communeCode && year.managedBy === after.managedBy)
      ? []
      : [{ unitId: year.unitId, before: standOf(year), after: standOf(after) }],
  );

const standOf = ({ communeCode, managedBy }: UnitMove['before']): UnitMove['before'] => ({
  communeCode,
  managedBy,
});

/** Plans every subject of a cycle, and those that join; page by page, in the order of their ids. */
export async function planSubjects(scene: PlanScene): Promise<Plans> {
  const plans: SubjectPlan[] = [];
  const blockers: Blocker[] = [...scene.placement.wrongRows()];
  const add = (found: SubjectPlan | Blocker) => {
    if ('code' in found) blockers.push(found);
    else plans.push(found);
  };
  const offices = await officesOf(scene);
  const known = new Set<string>();
  for (let afterId = ''; ; ) {
    const page = await scene.records.migrations.subjects(scene.cycle.id, afterId, PAGE, scene.lock);
    const last = page.at(-1)?.unitId;
    if (last === undefined) break;
    afterId = last;
    const units = new Map(
      (await scene.records.units.several(page.map(({ unitId }) => unitId))).map((unit) => [unit.id, unit]),
    );
    const days = await scene.records.migrations.recordedDays(scene.cycle.id, [...units.keys()]);
    for (const year of page) {
      known.add(year.unitId);
      const unit = units.get(year.unitId);
      if (year.bodyKey !== undefined) add(await planOffice(scene, year, offices.get(year.unitId)));
      else if (unit !== undefined)
        add(await planUnit(scene, year, unit, { recordedOn: days.get(year.unitId) }));
    }
  }
  for (const unit of await joiningUnits(scene, known))
    add(await planUnit(scene, unitYear(scene, unit), unit, { isNew: true }));
  for (const office of offices.values()) {
    if (known.has(office.code) || !isCovered(scene, office)) continue;
    const year = officeYear(scene, office);
    if (year !== undefined) add(await planOffice(scene, year, office, true));
  }
  return { plans: plans.sort((a, b) => (a.year.unitId < b.year.unitId ? -1 : 1)), blockers };
}

async function planUnit(
  scene: PlanScene,
  year: UnitYear,
  unit: Unit,
  { isNew = false, recordedOn }: { isNew?: boolean; recordedOn?: readonly string[] },
): Promise<SubjectPlan | Blocker> {
  const place = scene.placement.of(year);
  if (isBlocker(place)) return place;
  const standing = standingOf(scene, year, unit, place.managedBy, isNew);
  const after = { unitId: year.unitId, ...place, ...standing };
  const wasInside = year.standing === 'inside' && !isNew;
  const isInside = standing.standing === 'inside';
  const fresh = scene.after.rulesOf({ ...place, unitKind: year.unitKind });
  if (!wasInside && !isInside) {
    // A year without facts is what the stages in force make of it.
    const untouched = year.state.version === 0 ? initialState(fresh.graph) : year.state;
    return { year, isNew, after: { ...after, ...yearOf(fresh.graph, untouched) } };
  }
  const rules = await scene.rules.of(scene.records, scene.cycle, year);
  const before = wasInside ? scene.before.of(year, placeOf(year), rules) : undefined;
  // One that an earlier migration ended goes on with the facts it has.
  const state = wasInside || year.state.version > 0 ? year.state : initialState(fresh.graph);
  const levels = levelsOf(scene.pack);
  const judged = endsDelegation(before, { ...place, levels }, state)
    ? { ...year, state: { ...state, delegatedTo: undefined } }
    : year;
  const plan = planMigration(before, isInside ? scene.after.of(judged, place, fresh) : undefined, state, {
    ...scene.request,
    recordedOn,
  });
  return planned(scene, { ...year, state }, isNew, after, plan);
}

/** An administrator's own choice stays; what the rules of the old pack said, those of the new one say anew. */
function standingOf(
  { before, pack }: PlanScene,
  year: UnitYear,
  unit: Unit,
  managedBy: ManagementLevel,
  isNew: boolean,
): Pick<MigratedYear, 'standing' | 'standingReason'> {
  const was = eligibility(before.levels.tinh.pack, { ...unit, managedBy: year.managedBy });
  const { standing, standingReason } = year;
  if (!isNew && was.standing !== standing) return { standing, standingReason };
  const is = eligibility(pack, { ...unit, managedBy });
  return { standing: is.standing, standingReason: is.standing === 'outside' ? is.reason : undefined };
}

async function planOffice(
  scene: PlanScene,
  year: UnitYear,
  office: Office | undefined,
  isNew = false,
): Promise<SubjectPlan | Blocker> {
  const place = office && officePlace(scene, office);
  const { unitId, communeCode, districtCode, managedBy, bodyKey } = year;
  const after = {
    unitId,
    standing: 'inside' as const,
    ...(place ?? { communeCode, districtCode, managedBy, bodyKey }),
  };
  const fresh = place && scene.after.rulesOf(place);
  const rules = isNew ? undefined : await scene.rules.of(scene.records, scene.cycle, year);
  const state = isNew ? initialState(fresh?.graph ?? []) : year.state;
  if (place === undefined && rules?.graph.length === 0) {
    return { year, isNew, after: { ...after, ...yearOf([], state) } };
  }
  const isBack = state.endedByMigration === true;
  const plan = planMigration(
    isBack ? undefined : rules && scene.before.of(year, placeOf(year), rules),
    place && fresh && scene.after.of(year, place, fresh),
    state,
    scene.request,
  );
  return planned(scene, { ...year, state }, isNew, after, plan);
}

function planned(
  { after: side }: PlanScene,
  year: UnitYear,
  isNew: boolean,
  after: Omit<MigratedYear, 'state' | 'lines'>,
  plan: MigrationPlan,
): SubjectPlan | Blocker {
  if (plan.outcome === 'planned') {
    const { graph } = side.rulesOf({ ...after, unitKind: year.unitKind });
    return { year, isNew, after: { ...after, ...yearOf(graph, evolve(year.state, plan.fact)) }, plan };
  }
  const { code, stage, params } = plan.refusal;
  const stageName = stageOf(side.levels[after.managedBy].stages, stage ?? '')?.name ?? stage ?? '';
  const text = sentenceOf({ code, params: { ...params, stageName } });
  return { id: year.unitId, name: year.unitName, code: 'MIGRATION.NEEDS_DATE', text };
}

const yearOf = (graph: StageGraph, state: UnitYearState): Pick<MigratedYear, 'state' | 'lines'> => ({
  state,
  lines: stageLines(graph, state),
});

/** Every office of the province of a kind that one of the packs knows, by its code. */
async function officesOf({ records, cycle, pack, before }: PlanScene): Promise<ReadonlyMap<string, Office>> {
  const bodies = [...before.levels.tinh.pack.bodies, ...pack.bodies];
  const offices = await records.units.officesOf({ provinceCode: cycle.provinceCode }, [
    ...new Set(bodies.map(({ officeKind }) => officeKind)),
  ]);
  return new Map(offices.map((office) => [office.code, office]));
}

/** The body that an office is under the new pack; undefined where it owes nothing there, or its area is no more. */
function officePlace(
  { after, placement, pack, cycle }: PlanScene,
  office: Office,
): (Place & { readonly bodyKey: string }) | undefined {
  const owing = new Set(bodyKeys(after.levels.tinh.stages));
  const body = pack.bodies.find(({ key, officeKind }) => owing.has(key) && officeKind === office.kind);
  const communeCode = office.areaCode ?? cycle.provinceCode;
  if (body === undefined || body.level === 'bo' || !placement.isInForce(communeCode)) return undefined;
  const districtCode = body.level === 'huyen' ? communeCode : placement.districtOf(communeCode);
  return { managedBy: body.level, communeCode, districtCode, bodyKey: body.key };
}

/** Whether an office lies in what the cycle covers afterwards. */
function isCovered({ communesAfter, cycle, placement }: PlanScene, { areaCode }: Office): boolean {
  if (communesAfter === undefined || areaCode === undefined || areaCode === cycle.provinceCode) return true;
  return communesAfter.some((code) => code === areaCode || placement.districtOf(code) === areaCode);
}

async function joiningUnits(
  { records, cycle, placement }: PlanScene,
  known: ReadonlySet<string>,
): Promise<readonly Unit[]> {
  const communes = placement.joining();
  if (communes.length === 0) return [];
  const joining: Unit[] = [];
  for (let afterId: string | undefined; ; ) {
    const page = await records.units.page({ provinceCode: cycle.provinceCode, communes }, afterId, PAGE);
    afterId = page.at(-1)?.id;
    if (afterId === undefined) return joining;
    joining.push(...page.filter(({ id }) => !known.has(id)));
  }
}

const unitYear = ({ cycle }: PlanScene, unit: Unit): UnitYear => ({
  cycleId: cycle.id,
  unitId: unit.id,
  unitName: unit.name,
  communeCode: unit.communeCode,
  districtCode: unit.districtCode,
  provinceCode: unit.provinceCode,
  unitKind: unit.kind,
  managedBy: unit.managedBy,
  standing: 'inside',
  state: initialState([]),
});

function officeYear(scene: PlanScene, office: Office): UnitYear | undefined {
  const place = officePlace(scene, office);
  if (place === undefined) return undefined;
  return {
    cycleId: scene.cycle.id,
    unitId: office.code,
    unitName: office.name,
    provinceCode: scene.cycle.provinceCode,
    unitKind: 'body',
    standing: 'inside',
    state: initialState([]),
    ...place,
  };
}

const placeOf = ({ managedBy, communeCode, districtCode, bodyKey }: UnitYear): Place => ({
  managedBy,
  communeCode,
  districtCode,
  bodyKey,
});
