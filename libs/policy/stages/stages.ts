import { lastDay, lateFrom, resolvePackDay, startOfDay } from '#libs/calendar';
import type { ManagementLevel } from '../levels.js';
import type { PolicyPack } from '../pack.schema.js';
import { PolicyError } from '../policy.error.js';
import type { ReportForm } from './report-form.schema.js';
import type { ResolvedStage } from './resolved-stage.types.js';
import type { PackStage, StageRole, StageSet } from './stages.schema.js';

/** The stage graph of a cycle year. Throws `POLICY.YEAR_NOT_COVERED`. */
export const stageSetFor = (pack: PolicyPack, year: number): StageSet => {
  const set = pack.stageSets.find(({ years }) => year >= years.from && year <= (years.to ?? Infinity));
  if (set) return set;
  const covered = pack.stageSets.map(({ years }) =>
    years.to === undefined
      ? `từ ${years.from}`
      : years.from === years.to
        ? `${years.from}`
        : `${years.from}–${years.to}`,
  );
  throw new PolicyError('POLICY.YEAR_NOT_COVERED', {
    pack: pack.id,
    year: String(year),
    covered: covered.join(', '),
  });
};

/**
 * Stages so that each comes after those it requires, otherwise as listed. Requirements outside the set are ignored.
 * The stages left over when a circle makes this impossible are in `circle`.
 */
export const inGraphOrder = (
  stages: readonly PackStage[],
): { readonly ordered: readonly PackStage[]; readonly circle: readonly string[] } => {
  const keys = new Set(stages.map(({ key }) => key));
  const ordered: PackStage[] = [];
  const done = new Set<string>();
  let rest = [...stages];
  while (rest.length > 0) {
    const next = rest.find(({ requires }) =>
      requires.every(({ stage }) => !keys.has(stage) || done.has(stage)),
    );
    if (!next) return { ordered, circle: rest.map(({ key }) => key) };
    ordered.push(next);
    done.add(next.key);
    rest = rest.filter((stage) => stage !== next);
  }
  return { ordered, circle: [] };
};

const resolveStage = (stage: PackStage, year: number, managedBy: ManagementLevel): ResolvedStage => {
  const opensDay = resolvePackDay(stage.opens.day, year);
  const rule =
    stage.due.find(({ level }) => level === managedBy) ?? stage.due.find(({ level }) => level === '*');
  const deadline = rule && { operator: rule.operator, date: resolvePackDay(rule.day, year) };
  const closes = stage.cutOff && ({ operator: 'by', date: resolvePackDay(stage.cutOff.day, year) } as const);
  return {
    key: stage.key,
    name: stage.name,
    ...(stage.shortName !== undefined && { shortName: stage.shortName }),
    kind: stage.kind,
    act: stage.act,
    ...(stage.role !== undefined && { role: stage.role }),
    ...(stage.obligation !== undefined && { obligation: stage.obligation }),
    actor: stage.actor,
    ...(stage.receiver && { receiver: stage.receiver[managedBy] }),
    ...(stage.named && { named: stage.named }),
    requires: stage.requires,
    ...(stage.reportsOn !== undefined && { reportsOn: stage.reportsOn }),
    ...(stage.supplements !== undefined && { supplements: stage.supplements }),
    ...(stage.form && { form: stage.form }),
    opensDay,
    opensAt: startOfDay(opensDay),
    opensStatus: stage.opens.status,
    ...(stage.itemsFrom && { itemsFromDay: resolvePackDay(stage.itemsFrom.day, year) }),
    ...(rule &&
      deadline && {
        due: {
          operator: rule.operator,
          day: deadline.date,
          lastDay: lastDay(deadline),
          lateFrom: lateFrom(deadline),
          words: rule.words,
          src: rule.src,
          status: rule.status,
        },
      }),
    ...(stage.cutOff &&
      closes && {
        cutOff: {
          lastDay: closes.date,
          closedFrom: lateFrom(closes),
          src: stage.cutOff.src,
          status: stage.cutOff.status,
        },
      }),
    documents: stage.documents,
    sheet: stage.sheet,
    ...(stage.variants && { variants: stage.variants }),
    ...(stage.note !== undefined && { note: stage.note }),
    src: stage.src,
    status: stage.status,
  };
};

/**
 * The stages of one unit's year in graph order, with their days worked out for the unit's management level.
 * Throws `POLICY.YEAR_NOT_COVERED`, `POLICY.STAGE_CYCLE`, and the calendar's errors for a day that does not exist.
 */
export const resolveStages = (
  pack: PolicyPack,
  year: number,
  { managedBy }: { readonly managedBy: ManagementLevel },
): ResolvedStage[] => {
  const set = stageSetFor(pack, year);
  const { ordered, circle } = inGraphOrder(set.stages);
  if (circle.length > 0) {
    throw new PolicyError(
      'POLICY.STAGE_CYCLE',
      { pack: pack.id, stages: circle.join(', ') },
      `stageSets.${set.key}`,
    );
  }
  return ordered.map((stage) => resolveStage(stage, year, managedBy));
};

/** The stage of a year that has a role; a year without one asks for nothing of the kind. */
export const stageWithRole = <T extends { readonly role?: StageRole }>(
  stages: readonly T[],
  role: StageRole,
): T | undefined => stages.find((stage) => stage.role === role);

/** Whether the class is given by an act of its own, so that a decided recognition brings none. */
export const isClassApart = (stages: readonly Pick<ResolvedStage, 'act'>[]): boolean =>
  stages.some(({ act }) => act === 'classify');

/** The report of a year that is filled in task by task: the one that is named, else the first; undefined where there is none. */
export const stageWithForm = <T extends Pick<ResolvedStage, 'key' | 'form'>>(
  stages: readonly T[],
  key?: string,
): (T & { readonly form: ReportForm }) | undefined =>
  stages.find(
    (stage): stage is T & { readonly form: ReportForm } =>
      stage.form !== undefined && (key === undefined || stage.key === key),
  );

/** The stages that are Updates of the unit's year, in order. */
export const unitStages = <T extends { readonly kind: ResolvedStage['kind'] }>(stages: readonly T[]): T[] =>
  stages.filter(({ kind }) => kind === 'unit');

/** The stages that are Updates of the year of one body: the papers that it owes itself, in order. */
export const bodyStages = <T extends Pick<ResolvedStage, 'kind' | 'act' | 'actor'>>(
  stages: readonly T[],
  bodyKey: string,
): T[] => stages.filter(({ kind, act, actor }) => kind === 'area' && act !== 'none' && actor === bodyKey);

/** Keys of the bodies that owe papers of their own, in the order of their first stages. */
export const bodyKeys = (
  stages: readonly Pick<ResolvedStage, 'kind' | 'act' | 'actor'>[],
): readonly string[] => [
  ...new Set(stages.filter(({ kind, act }) => kind === 'area' && act !== 'none').map(({ actor }) => actor)),
];
