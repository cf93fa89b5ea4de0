import { dateOf, resolvePackDay } from '#libs/calendar';
import type { LevelFigures, ReportFigures } from '#libs/contracts';
import {
  endOfWindow,
  isClassApart,
  levelsOf,
  type ManagementLevel,
  type ResolvedStage,
  stageWithRole,
  unitStages,
} from '#libs/policy';
import {
  classificationOf,
  countedStatusOf,
  hasResult,
  isAsked,
  isFromOwnRecords,
  lastDayOf,
  resultStage,
  type Standing,
  stageOf,
} from '#libs/unit-year';
import { standsAt } from '../counters/stands-at.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { figureChanges } from './figure-changes.js';
import type { ResultCount, StageCount } from './figures.port.js';
import { targetMeters } from './target-meters.js';

/** A subject of the cycle; or an area alone, where a paper is drawn up before anybody hands it in. */
type Report = UnitYear | Pick<UnitYear, 'communeCode' | 'provinceCode'>;

const isUnit = (subject: Report): subject is UnitYear => 'state' in subject && subject.bodyKey === undefined;

/** The rules of whoever reports, and of the units that it counts by the level that manages them. */
export interface ReportRules extends Rules {
  readonly levels: Readonly<Record<ManagementLevel, Pick<Rules, 'stages'>>>;
}

/** What a report is counted from. */
type Source = Pick<Records, 'figures' | 'papers'>;

/**
 * Whether a stage is a report that stands on numbers: every paper of a body, and the paper of a unit that a body's
 * report is about.
 */
export function isReport(
  { stages }: Pick<Rules, 'stages'>,
  unit: Pick<UnitYear, 'bodyKey'>,
  stage: string,
): boolean {
  return unit.bodyKey !== undefined || stages.some(({ reportsOn }) => reportsOn === stage);
}

/**
 * The numbers that a report stands on, counted when it is handed in: over the one unit, over the units of a body's
 * commune or district, or over all of the cycle for a body of the province. Provisional while the assessment window is
 * open (Thông tư 124/2021/TT-BCA, Điều 8.2), because what happens until its end still counts, and while units have no
 * result yet. A report that brings an earlier one up to date says what changed against it.
 *
 * @param stage the report
 * @param asOf the cycle's now
 */
export async function reportFigures(
  records: Source,
  cycle: Pick<Cycle, 'id' | 'year'>,
  rules: ReportRules,
  subject: Report,
  stage: string,
  asOf: string,
): Promise<ReportFigures> {
  const unit = isUnit(subject) ? subject : undefined;
  const area = subject.communeCode === subject.provinceCode ? undefined : subject.communeCode;
  const counts = unit === undefined ? await records.figures.stages(cycle.id, area) : ownStages(rules, unit);
  const results = unit === undefined ? await records.figures.results(cycle.id, area) : [ownResult(unit)];
  const all = figuresOf(rules, counts, results, asOf);
  const levels = levelsOf(rules.pack).map((level): LevelFigures => {
    const isOf = (count: { readonly level: string }) => count.level === level;
    return { level, ...figuresOf(rules, counts.filter(isOf), results.filter(isOf), asOf) };
  });
  const present = levels.filter(({ units }) => units > 0);
  const said = stageOf(rules.stages, stage);
  const named = stageOf(rules.stages, said?.reportsOn ?? '');
  const targetUnits = await records.figures.targetUnits(
    cycle.id,
    stageWithRole(rules.stages, 'registration')?.key,
    { areaCode: area },
  );
  const counted = targetUnits.filter(
    ({ standing, unitId }) => standing === 'inside' && (unit === undefined || unitId === unit.unitId),
  );
  const figures: ReportFigures = {
    asOf,
    provisional: asOf < endOfWindow(rules.pack, cycle.year) || all.unclassified > 0,
    period: periodOf(rules, cycle.year, asOf),
    area: subject.communeCode,
    ...all,
    levels: present.length > 1 ? present : undefined,
    meters: targetMeters(rules.pack, counted),
    notReported: named && {
      stage: named.key,
      name: named.name,
      units: await records.figures.without(cycle.id, named.key, area),
    },
  };
  const earlier = stageOf(rules.stages, said?.supplements ?? '');
  const against =
    earlier && 'unitId' in subject
      ? await records.papers.figuresOf(cycle.id, subject.unitId, earlier.key)
      : undefined;
  if (earlier === undefined || against === undefined) return figures;
  const lines = figureChanges(against, figures);
  return { ...figures, changes: { stage: earlier.key, name: earlier.name, asOf: against.asOf, lines } };
}

/** The days of the assessment window that lie behind: "số liệu từ … đến …". */
function periodOf({ pack }: Pick<Rules, 'pack'>, year: number, asOf: string): ReportFigures['period'] {
  const { from, to } = pack.assessmentWindow;
  const [first, last, today] = [resolvePackDay(from, year), resolvePackDay(to, year), dateOf(asOf)];
  return { from: first, to: today < last ? today : last };
}

/** A unit's own year in the words in which many are counted. */
function ownStages({ stages }: Rules, { managedBy, unitKind, state }: UnitYear): readonly StageCount[] {
  return unitStages(stages).map((stage) => {
    const now = state.stages[stage.key];
    const status = countedStatusOf(now, state.status);
    const dueDay = lastDayOf(stage, now) ?? '';
    return { level: managedBy, unitKind, stage: stage.key, dueDay, status, n: 1 };
  });
}

function ownResult({ managedBy, state }: UnitYear): ResultCount {
  const result = resultStage(state)?.now;
  return {
    level: managedBy,
    recognised: result?.recognised,
    classKey: classificationOf(state)?.classKey,
    notSubmitted: isFromOwnRecords(state),
    n: 1,
  };
}

/**
 * What to know of a report that rests on the results of the units while some have none: the step that is missing with
 * how many units lack it, in Vietnamese.
 */
export function missingResults(
  rules: Pick<Rules, 'stages'>,
  stage: ResolvedStage | undefined,
  figures: ReportFigures | undefined,
): readonly string[] {
  const { unclassified = 0 } = figures ?? {};
  if (unclassified === 0) return [];
  return (stage?.requires ?? []).flatMap(({ stage: key }) => {
    const needed = stageOf(rules.stages, key);
    return needed?.kind === 'record' || needed?.act === 'classify'
      ? [`${needed.name} (còn ${unclassified} đơn vị chưa có kết quả)`]
      : [];
  });
}

function figuresOf(
  { pack, stages, levels }: ReportRules,
  counts: readonly StageCount[],
  results: readonly ResultCount[],
  asOf: string,
): Omit<LevelFigures, 'level'> {
  // Where the class is given by an act of its own, a unit without one has no result yet.
  const isApart = isClassApart(stages);
  return {
    units: sum(results),
    stages: unitStages(stages).map(({ key, name }) => ({
      stage: key,
      name,
      ...stageFigures(
        counts.filter((count) => count.stage === key),
        (level) => stageOf(levels[level].stages, key),
        dateOf(asOf),
      ),
    })),
    recognised: sum(results.filter(({ recognised }) => recognised === true)),
    notRecognised: sum(results.filter(({ recognised }) => recognised === false)),
    unclassified: sum(results.filter((result) => !hasResult(result, isApart))),
    classes: pack.classes.map(({ key, name, status }) => ({
      key,
      name,
      assumed: status === 'assumed' ? true : undefined,
      units: sum(results.filter(({ classKey }) => classKey === key)),
    })),
    notSubmitted: sum(results.filter(({ notSubmitted }) => notSubmitted)),
  };
}

/** What is asked of nobody, and what a closed year left undone, is neither done nor open. */
function stageFigures(
  counts: readonly StageCount[],
  stageAt: (level: ManagementLevel) => ResolvedStage | undefined,
  today: string,
): Omit<ReportFigures['stages'][number], 'stage' | 'name'> {
  const standingOf = (count: StageCount): Standing =>
    standsAt(count, stageAt(count.level) ?? { opensDay: today }, today);
  const at = (standing: Standing) => sum(counts.filter((count) => standingOf(count) === standing));
  const received = at('received');
  const notSubmitted = at('notSubmitted');
  const pastSuggested = at('pastSuggested');
  return {
    done: at('done'),
    ...(received > 0 && { received }),
    open: sum(counts.filter((count) => isAsked(count.status) && standingOf(count) !== 'waived')),
    overdue: at('overdue'),
    ...(pastSuggested > 0 && { pastSuggested }),
    ...(notSubmitted > 0 && { notSubmitted }),
  };
}

const sum = (counts: readonly Pick<ResultCount, 'n'>[]) => counts.reduce((total, { n }) => total + n, 0);
