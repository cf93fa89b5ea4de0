import { addDays, isIsoDate } from '#libs/calendar';
import type { MeterAnswer } from '#libs/contracts';
import {
  bodyStages,
  levelsOf,
  type ManagementLevel,
  numeratorOf,
  type PolicyPack,
  type ResolvedStage,
  stageSetFor,
  stageWithRole,
  suggestedFor,
  suggestedForText,
} from '#libs/policy';
import { isAssumedDay } from '#libs/unit-year';
import { sinceFreeze } from '../freezes/since-freeze.js';
import { isTold } from '../reminders/overseer-days.js';
import type { OpenDay } from '../reminders/reminders.port.js';
import type { StageCount } from '../reports/figures.port.js';
import { targetMeters } from '../reports/target-meters.js';
import type { Stores } from '../transaction/records.port.js';
import { type ListedLine, listedLines, officeActs } from './listed-lines.js';
import type {
  MonthlyAsk,
  MonthlyDue,
  MonthlyFigure,
  MonthlyPage,
  WorriedCommune,
} from './monthly-page.port.js';
import { overseerOffices } from './overseers.js';
import type { OversightScene } from './oversight-scene.js';

type Needs = Stores<'figures' | 'freezes' | 'oversight' | 'reminders' | 'units'>;

/** Counts and lists what the page of a month tells. */
export async function monthlyPage(records: Needs, scene: OversightScene): Promise<MonthlyPage> {
  const { basis, rules, today } = scene;
  const { cycle, book } = basis;
  const month = `${today.slice(0, 7)}-01`;
  const dayBefore = yearBefore(today);
  const counts = await records.figures.stages(cycle.id);
  const before = await records.oversight.doneBefore(cycle, dayBefore);
  const late = await lateLines(records, scene);
  const worried = await worriedCommunes(records, scene, late);
  const meters = await metersOf(records, scene);
  const dues = duesOf(scene, await records.reminders.openDays(cycle.id, 'whole cycle'), monthEnd(month));
  const stages = stageSetFor(book.pack, cycle.year).stages;
  const figures = rules.monthly.figures.flatMap((key): MonthlyFigure[] => {
    const stage = stages.find((each) => each.key === key);
    return stage === undefined ? [] : [figureOf(stage, counts, before)];
  });
  return {
    month,
    dayBefore,
    figures,
    freeze: await sinceFreeze(records, cycle, figures),
    meters,
    communes: worried.slice(0, rules.monthly.communes),
    otherCommunes: Math.max(0, worried.length - rules.monthly.communes),
    dues,
    asks: asksOf(scene, meters, worried, monthEnd(month)),
  };
}

/** The same day a year before; of 29/02 the 28th. */
function yearBefore(day: string): string {
  const same = `${String(Number(day.slice(0, 4)) - 1)}${day.slice(4)}`;
  return isIsoDate(same) ? same : `${same.slice(0, 8)}28`;
}

const monthEnd = (month: string): string => addDays(`${addDays(month, 31).slice(0, 7)}-01`, -1);

function figureOf(
  { key, name }: { readonly key: string; readonly name: string },
  counts: readonly StageCount[],
  before: ReadonlyMap<string, number> | undefined,
): MonthlyFigure {
  const own = counts.filter(({ stage, status }) => stage === key && status !== 'waived');
  const sum = (some: readonly StageCount[]) => some.reduce((total, { n }) => total + n, 0);
  const done = sum(own.filter(({ status }) => status === 'done' || status === 'submitted'));
  return { stage: key, name, done, of: sum(own), before: before?.get(key) ?? (before && 0) };
}

async function metersOf(records: Needs, { basis, rules }: OversightScene): Promise<readonly MeterAnswer[]> {
  if (rules.monthly.targets.length === 0) return [];
  const { cycle, book } = basis;
  const registration = stageWithRole(stageSetFor(book.pack, cycle.year).stages, 'registration');
  const units = await records.figures.targetUnits(cycle.id, registration?.key, { areaCode: undefined });
  const meters = targetMeters(
    book.pack,
    units.filter(({ standing }) => standing === 'inside'),
  );
  return meters.filter(({ target }) => rules.monthly.targets.includes(target));
}

/** What units and offices of communes hand in late. */
async function lateLines(records: Needs, scene: OversightScene): Promise<readonly ListedLine[]> {
  const { basis, today } = scene;
  const upTo = { lastDay: addDays(today, -1), today };
  const owed = await records.oversight.owed(basis.cycle.id, upTo, officeActs(basis.book));
  return listedLines(scene, owed).filter(
    ({ state, stage, line }) =>
      (state === 'overdue' || state === 'pastSuggested') &&
      stage.act === 'submit' &&
      line.communeCode !== basis.cycle.provinceCode,
  );
}

/** The worst first: by what is past a day that a document sets, then by what is past a suggested one. */
async function worriedCommunes(
  records: Needs,
  scene: OversightScene,
  late: readonly ListedLine[],
): Promise<readonly WorriedCommune[]> {
  if (late.length === 0) return [];
  const offices = await overseerOffices(records, scene, scene.rules.lists.to);
  const communes = new Map<string, { name: string; overdue: number; pastSuggested: number }>();
  for (const { line, state } of late) {
    const found = communes.get(line.communeCode) ?? { name: line.communeName, overdue: 0, pastSuggested: 0 };
    found[state === 'overdue' ? 'overdue' : 'pastSuggested'] += 1;
    communes.set(line.communeCode, found);
  }
  return [...communes]
    .map(([code, commune]) => ({
      ...commune,
      telephone: offices.find(
        ({ level, office }) => level === 'xa' && office.areaCode === code && office.telephone !== undefined,
      )?.office.telephone,
    }))
    .sort(
      (a, b) =>
        b.overdue - a.overdue || b.pastSuggested - a.pastSuggested || a.name.localeCompare(b.name, 'vi'),
    );
}

function duesOf(
  { basis, rules, today }: OversightScene,
  open: readonly OpenDay[],
  end: string,
): readonly MonthlyDue[] {
  const dues = new Map<string, MonthlyDue>();
  for (const { stage: key, level, dueDay, subjects } of open) {
    const stage = basis.book.stage(level, key);
    if (stage === undefined || !isTold(rules, stage)) continue;
    // A day that one unit was given is no day of the month for all.
    if (dueDay < today || dueDay > end || stage.due?.lastDay !== dueDay) continue;
    const id = `${dueDay}/${stage.opensDay}/${key}`;
    const before = dues.get(id)?.open ?? 0;
    dues.set(id, {
      name: nameWithKinds(basis.book.pack, stage),
      day: dueDay,
      assumed: isAssumedDay(stage, dueDay),
      open: before + subjects,
    });
  }
  return [...dues].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, due]) => due);
}

/** The step with the kinds of units to which its day is only suggested, where a document sets it for the others. */
function nameWithKinds({ unitKinds }: Pick<PolicyPack, 'unitKinds'>, stage: ResolvedStage): string {
  const kinds = suggestedFor(stage);
  return kinds.length === 0 ? stage.name : `${stage.name} (${suggestedForText(unitKinds, kinds)})`;
}

function asksOf(
  scene: OversightScene,
  meters: readonly MeterAnswer[],
  worried: readonly WorriedCommune[],
  end: string,
): readonly MonthlyAsk[] {
  const own = ownStages(scene, end).map(
    ({ name, due }): MonthlyAsk => ({
      ...{ kind: 'own', name, day: due.lastDay, assumed: due.status === 'assumed' },
    }),
  );
  const sum = (key: 'overdue' | 'pastSuggested') => worried.reduce((total, each) => total + each[key], 0);
  const urge: MonthlyAsk = {
    ...{ kind: 'urge', communes: worried.length },
    ...{ overdue: sum('overdue'), pastSuggested: sum('pastSuggested') },
  };
  const missed = meters
    .filter((meter) => meter.met === false && isOver(scene, meter))
    .map((meter): MonthlyAsk => ({ kind: 'target', meter }));
  return [...own, ...(worried.length === 0 ? [] : [urge]), ...missed];
}

/** Whether the last day of the step by which a target is reached has passed: before it nothing is missed. */
function isOver({ basis: { book }, today }: OversightScene, { target }: MeterAnswer): boolean {
  const rule = book.pack.targets.find(({ key }) => key === target);
  const numerator = rule && numeratorOf(rule);
  return levelsOf(book.pack).every((level) => {
    const { stages } = book.levels[level];
    const step =
      numerator === 'recognised'
        ? stages.find(({ act }) => act === 'decide')
        : stageWithRole(stages, 'registration');
    return step?.due !== undefined && step.due.lastDay < today;
  });
}

type DueStage = ResolvedStage & { readonly due: NonNullable<ResolvedStage['due']> };

/** Steps that fall due in the month and that the body does itself, for units of whatever level or as a paper of its own. */
function ownStages({ basis, rules, today }: OversightScene, end: string): readonly DueStage[] {
  const { book } = basis;
  const found = levelsOf(book.pack).flatMap((level: ManagementLevel) => {
    const { stages } = book.levels[level];
    const acts = stages.filter(({ act, receiver }) => act !== 'submit' && receiver === rules.monthly.to);
    return [...acts, ...bodyStages(stages, rules.monthly.to)];
  });
  const isDue = (stage: ResolvedStage): stage is DueStage =>
    stage.due !== undefined && stage.due.lastDay >= today && stage.due.lastDay <= end;
  return [...new Map(found.filter(isDue).map((stage) => [stage.key, stage])).values()];
}
