import { type ReadStage, type StagesOf, vietnamDay } from './pack-reading.js';
import { groupBy } from './snapshot.js';
import { countedOf } from './stages.js';
import type {
  CycleRow,
  FactRow,
  PlaceBody,
  Report,
  Snapshot,
  StageState,
  UnitYearRow,
  YearState,
} from './types.js';
import { fold, freshState } from './years.js';

/** The later of the day in force and the grace. */
const lastDay = (stage: ReadStage, now: StageState | undefined): string =>
  [stage.movedTo.at(-1) ?? stage.due?.lastDay ?? '', now?.graceUntil ?? ''].sort().at(-1) ?? '';

const cell = (...parts: string[]): string => parts.join('|');

/** I6: the counters are what the years come to, and so is each day's difference what the facts of that day changed. */
export function checkCounters(data: Snapshot, stagesOf: StagesOf, report: Report): void {
  const counted = new Map<string, number>();
  for (const unit of data.units) {
    if (unit.standing !== 'inside' || unit.state.endedByMigration === true) continue;
    for (const stage of stagesOf(unit.cycle_id, unit)) {
      const now = unit.state.stages[stage.key];
      const key = cell(
        unit.cycle_id,
        unit.commune_code,
        unit.unit_kind,
        unit.managed_by,
        stage.key,
        lastDay(stage, now),
        countedOf(unit.status, now),
      );
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
  }
  for (const row of data.counters) {
    const key = cell(
      row.cycle_id,
      row.commune_code,
      row.unit_kind,
      row.level,
      row.stage,
      row.due_day,
      row.status,
    );
    const real = counted.get(key) ?? 0;
    if (row.n !== real) report('I6', key, `the counter says ${row.n}, a recount gives ${real}`);
    counted.delete(key);
  }
  for (const [key, real] of counted) report('I6', key, `no counter, a recount gives ${real}`);
  checkDays(data, stagesOf, report);
  checkOutside(data, report);
}

/** A subject at the end of a day. */
interface Place extends PlaceBody {
  readonly kind: string;
}

function checkDays(data: Snapshot, stagesOf: StagesOf, report: Report): void {
  const facts = groupBy(data.facts, (fact) => `${fact.cycle_id}/${fact.unit_id}`);
  const told = new Map<string, number>();
  for (const cycle of data.cycles) {
    const units = data.units.filter(({ cycle_id }) => cycle_id === cycle.id);
    for (const unit of units) {
      const own = facts.get(`${cycle.id}/${unit.unit_id}`) ?? [];
      foldByDay({ data, cycle, unit, facts: own }, stagesOf, told);
    }
  }
  for (const row of data.counterDays) {
    const cycle = data.cycles.find(({ id }) => id === row.cycle_id);
    const day = cycle === undefined ? row.day : onDay(cycle, row.day);
    const { cycle_id, commune_code, unit_kind, level, stage, due_day, status } = row;
    const key = cell(day, cycle_id, commune_code, unit_kind, level, stage, due_day, status);
    told.set(key, (told.get(key) ?? 0) - row.by);
  }
  for (const [key, left] of told) {
    if (left !== 0)
      report(
        'I6',
        key,
        `the day's difference is ${Math.abs(left)} ${left > 0 ? 'less' : 'more'} than the facts tell`,
      );
  }
}

/** Differences up to the opening stand together, and those of before they were kept by day on the first day of it. */
function onDay(cycle: CycleRow, day: string): string {
  const opened = vietnamDay(cycle.opened_at ?? cycle.clock_at ?? new Date());
  return [day, opened, cycle.past_known_from ?? ''].sort().at(-1) ?? day;
}

interface UnitPast {
  readonly data: Snapshot;
  readonly cycle: CycleRow;
  readonly unit: UnitYearRow;
  readonly facts: readonly FactRow[];
}

function foldByDay(past: UnitPast, stagesOf: StagesOf, told: Map<string, number>): void {
  const { data, cycle, unit, facts } = past;
  const taken = data.choices.find(
    ({ cycle_id, unit_id, reason }) =>
      unit.standing === 'inside' &&
      cycle_id === cycle.id &&
      unit_id === unit.unit_id &&
      reason === unit.standing_reason,
  );
  const takenInOn = taken && vietnamDay(taken.recorded_at);
  const isOwn = (each: { readonly cycle_id: string }) => each.cycle_id === cycle.id;
  const days = [
    onDay(cycle, ''),
    ...facts.map(({ at_cycle }) => vietnamDay(at_cycle)),
    ...data.amendments.filter(isOwn).map(({ effective_at }) => vietnamDay(effective_at)),
    ...data.migrations.filter(isOwn).map(({ migrated_at }) => vietnamDay(migrated_at)),
    ...(takenInOn === undefined ? [] : [takenInOn]),
  ].map((day) => onDay(cycle, day));
  let before: readonly string[] = [];
  for (const day of [...new Set(days)].sort()) {
    const after = takenInOn !== undefined && day < takenInOn ? [] : cellsOn(past, stagesOf, day);
    for (const key of after) told.set(`${day}|${key}`, (told.get(`${day}|${key}`) ?? 0) + 1);
    for (const key of before) told.set(`${day}|${key}`, (told.get(`${day}|${key}`) ?? 0) - 1);
    before = after;
  }
}

function cellsOn({ cycle, unit, facts }: UnitPast, stagesOf: StagesOf, day: string): string[] {
  const place = placeOn(unit, facts, day);
  if (place === undefined) return [];
  const subject = { managed_by: place.managedBy, body_key: place.bodyKey ?? null };
  const stages = stagesOf(cycle.id, subject, { day });
  const state = facts
    .filter(({ at_cycle }) => vietnamDay(at_cycle) <= day)
    .reduce<YearState>((sum, { body }) => fold(sum, body), freshState(stages));
  if (state.endedByMigration === true) return [];
  return stages.map((stage) => {
    const now = state.stages[stage.key];
    const status = countedOf(state.status, now);
    return cell(
      cycle.id,
      place.communeCode,
      place.kind,
      place.managedBy,
      stage.key,
      lastDay(stage, now),
      status,
    );
  });
}

/** Where a subject stood in the standard; a migration still to come tells where it stood before. */
function placeOn(unit: UnitYearRow, facts: readonly FactRow[], day: string): Place | undefined {
  const next = facts.find(({ kind, at_cycle }) => kind === 'year.migrated' && vietnamDay(at_cycle) > day);
  const present: PlaceBody = {
    managedBy: unit.managed_by,
    communeCode: unit.commune_code,
    bodyKey: unit.body_key ?? undefined,
  };
  const place = next === undefined ? (unit.standing === 'inside' ? present : undefined) : next.body.before;
  return place && { ...place, kind: unit.unit_kind };
}

function checkOutside(data: Snapshot, report: Report): void {
  const left = new Map<string, number>();
  const add = (key: string, by: number) => left.set(key, (left.get(key) ?? 0) + by);
  const opened = new Set(data.cycles.flatMap(({ id, state }) => (state === 'opening' ? [] : [id])));
  for (const { cycle_id, commune_code, unit_kind, standing } of data.units) {
    if (standing === 'outside' && opened.has(cycle_id)) add(cell(cycle_id, commune_code, unit_kind), 1);
  }
  for (const { cycle_id, commune_code, unit_kind, by } of data.outsideDays) {
    add(cell(cycle_id, commune_code, unit_kind), -by);
  }
  for (const [key, by] of left) {
    if (by !== 0) report('I6', key, `the days tell ${by} units outside the standard too few`);
  }
}
