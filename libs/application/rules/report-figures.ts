import { dateOf } from '#libs/calendar';
import type { LevelFigures, ReportFigures } from '#libs/contracts';
import { endOfWindow, levelsOf, type ResolvedStage, unitStages } from '#libs/policy';
import { stageOf } from '#libs/unit-year';
import type { FigureRecords, ResultCount, StageCount } from '../ports/figures.port.js';
import type { Cycle, UnitYear } from '../ports/records.port.js';
import type { Rules } from './cycle-rules.js';

type Report = Pick<UnitYear, 'communeCode' | 'provinceCode'>;

/**
 * The numbers that a body's report stands on, counted when it is handed in: over the units of its commune or
 * district, or over all of the cycle for a body of the province. Provisional while the assessment window is open (Thông tư 124/2021/TT-BCA,
 * Điều 8.2), because what happens until its end still counts, and while units have no result yet.
 *
 * @param stage the report
 * @param asOf the cycle's now
 */
export async function reportFigures(
  records: FigureRecords,
  cycle: Pick<Cycle, 'id' | 'year'>,
  rules: Rules,
  { communeCode, provinceCode }: Report,
  stage: string,
  asOf: string,
): Promise<ReportFigures> {
  const area = communeCode === provinceCode ? undefined : communeCode;
  const counts = await records.stages(cycle.id, area);
  const results = await records.results(cycle.id, area);
  const all = figuresOf(rules, counts, results, asOf);
  const levels = levelsOf(rules.pack).map((level): LevelFigures => {
    const isOf = (count: { readonly level: string }) => count.level === level;
    return { level, ...figuresOf(rules, counts.filter(isOf), results.filter(isOf), asOf) };
  });
  const present = levels.filter(({ units }) => units > 0);
  const named = stageOf(rules.stages, stageOf(rules.stages, stage)?.reportsOn ?? '');
  return {
    asOf,
    provisional: asOf < endOfWindow(rules.pack, cycle.year) || all.unclassified > 0,
    area: communeCode,
    ...all,
    levels: present.length > 1 ? present : undefined,
    notReported: named && {
      stage: named.key,
      name: named.name,
      units: await records.without(cycle.id, named.key, area),
    },
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
    return needed?.kind === 'record' ? [`${needed.name} (còn ${unclassified} đơn vị chưa có kết quả)`] : [];
  });
}

function figuresOf(
  { pack, stages }: Rules,
  counts: readonly StageCount[],
  results: readonly ResultCount[],
  asOf: string,
): Omit<LevelFigures, 'level'> {
  return {
    units: sum(results),
    stages: unitStages(stages).map(({ key, name }) => ({
      stage: key,
      name,
      ...standingOf(
        counts.filter((count) => count.stage === key),
        dateOf(asOf),
      ),
    })),
    recognised: sum(results.filter(({ recognised }) => recognised === true)),
    notRecognised: sum(results.filter(({ recognised }) => recognised === false)),
    unclassified: sum(results.filter(({ recognised }) => recognised === undefined)),
    classes: pack.classes.map(({ key, name, status }) => ({
      key,
      name,
      assumed: status === 'assumed' ? true : undefined,
      units: sum(results.filter(({ classKey }) => classKey === key)),
    })),
    notSubmitted: sum(results.filter(({ notSubmitted }) => notSubmitted)),
  };
}

/** What a closed year left undone is neither done nor open. */
function standingOf(counts: readonly StageCount[], today: string) {
  const open = counts.filter(({ status }) => status === 'awaiting' || status === 'returned');
  return {
    done: sum(counts.filter(({ status }) => status === 'submitted' || status === 'done')),
    open: sum(open),
    overdue: sum(open.filter(({ dueDay }) => dueDay !== '' && dueDay < today)),
  };
}

const sum = (counts: readonly Pick<ResultCount, 'n'>[]) => counts.reduce((total, { n }) => total + n, 0);
