import { addDays, formatDay, resolvePackDay, startOfDay } from '#libs/calendar';
import type { ManagementLevel } from '../levels.js';
import { LEVEL_NAMES, levelsOf } from '../levels.js';
import type { PolicyPack } from '../pack.schema.js';
import type { RuleStatus } from '../sources/sources.schema.js';
import type { UnitKind } from '../units/units.schema.js';
import type { ResolvedStage } from './resolved-stage.types.js';
import { stageWithRole } from './stages.js';
import { suggestedFor, suggestedForText } from './variants.js';

/** What a cycle's calendar acts at. `windowClose` and `close` concern the whole cycle. */
export type CalendarKind = 'stageOpens' | 'stageLate' | 'stageCutOff' | 'windowClose' | 'close';

/** One instant of a cycle's calendar. */
export interface CalendarInstant {
  readonly kind: CalendarKind;
  /** Key of the stage; empty for what concerns the whole cycle. */
  readonly stage: string;
  /** Vietnamese name of the stage. */
  readonly name: string;
  /** Levels for which it comes at this day; none for what concerns the whole cycle. */
  readonly levels: readonly ManagementLevel[];
  /** The day that opens, or the day at whose end it comes (YYYY-MM-DD). */
  readonly day: string;
  /** ISO 8601 UTC; a day that ends does so at the start of the next. */
  readonly at: string;
  /** True where no document names the day, at one of the levels at least. */
  readonly assumed: boolean;
  /** The kinds of units for which no document names the day, where one does for the others. */
  readonly assumedFor?: readonly UnitKind[];
  /** For people, the day with `*` where it is assumed: `31/03/2026 24:00: hết hạn Nghị quyết, kế hoạch Quý I`. */
  readonly text: string;
}

const ORDER: readonly CalendarKind[] = ['stageLate', 'stageCutOff', 'windowClose', 'close', 'stageOpens'];
const WORDS: Readonly<Record<CalendarKind, string>> = {
  stageOpens: 'mở',
  stageLate: 'hết hạn',
  stageCutOff: 'hết thời gian tiếp nhận',
  windowClose: 'hết kỳ đánh giá',
  close: 'đóng chu kỳ',
};

/** A day that no document sets takes nothing away from anybody when it ends. */
const SUGGESTED_DAY_ENDS = 'hết ngày đề nghị';

/**
 * Everything a cycle's calendar acts at, soonest first: each stage somebody hands in, judges or decides opens, becomes
 * late and is cut off; the assessment window ends; the cycle closes. A stage that comes at the same day for several
 * levels is one instant. Stages that are only recorded are not in it: nothing waits for them.
 *
 * @param stages the stages of each management level with the days in force
 */
export const calendarOf = (
  pack: Pick<PolicyPack, 'assessmentWindow' | 'bodies' | 'unitKinds'>,
  year: number,
  stages: Readonly<Partial<Record<ManagementLevel, readonly ResolvedStage[]>>>,
): readonly CalendarInstant[] => {
  const merged = new Map<string, CalendarInstant>();
  const levels = levelsOf(pack);
  for (const level of levels) {
    for (const stage of (stages[level] ?? []).filter((each) => isActedAt(pack, each, level))) {
      for (const instant of instantsOf(stage, level)) {
        const key = `${instant.kind}/${stage.key}/${instant.day}`;
        const same = merged.get(key);
        const assumed = instant.assumed || same?.assumed === true;
        merged.set(key, { ...instant, assumed, levels: [...(same?.levels ?? []), level] });
      }
    }
  }
  const ofEvery = (key: string) =>
    levels.every((level) => stages[level]?.some((each) => isOf(pack, each, key, level)));
  const named = [...merged.values()].map((instant) => ({
    ...instant,
    text: `${textOf(instant, ofEvery(instant.stage) && instant.levels.length < levels.length)}${kindsText(pack, instant)}`,
  }));
  return [...named, ...ofCycle(pack, year, stages.tinh ?? [])].sort(inTime);
};

/** Where an instant stands in the calendar: by time, what ends before what begins. */
const inTime = (a: CalendarInstant, b: CalendarInstant): number =>
  a.at === b.at ? ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) : a.at < b.at ? -1 : 1;

/** A unit's stage stands in the calendar of its level, a body's paper in that of the body's level. */
const isActedAt = (
  pack: Pick<PolicyPack, 'bodies'>,
  stage: ResolvedStage,
  level: ManagementLevel,
): boolean => {
  if (stage.kind === 'unit') return true;
  if (stage.kind !== 'area' || stage.act === 'none') return false;
  return pack.bodies.find(({ key }) => key === stage.actor)?.level === level;
};

const isOf = (pack: Pick<PolicyPack, 'bodies'>, stage: ResolvedStage, key: string, level: ManagementLevel) =>
  stage.key === key && isActedAt(pack, stage, level);

const instantsOf = (stage: ResolvedStage, level: ManagementLevel): CalendarInstant[] => {
  const at = (
    kind: CalendarKind,
    day: string,
    instant: string,
    status: RuleStatus | undefined,
  ): CalendarInstant => ({
    kind,
    stage: stage.key,
    name: stage.name,
    levels: [level],
    day,
    at: instant,
    assumed: status === 'assumed',
    text: '',
  });
  const { due, cutOff } = stage;
  return [
    at('stageOpens', stage.opensDay, stage.opensAt, stage.opensStatus),
    ...(due === undefined
      ? []
      : [{ ...at('stageLate', due.lastDay, due.lateFrom, due.status), ...assumedForOf(stage) }]),
    ...(cutOff === undefined ? [] : [at('stageCutOff', cutOff.lastDay, cutOff.closedFrom, cutOff.status)]),
  ];
};

const assumedForOf = (stage: ResolvedStage): Pick<CalendarInstant, 'assumedFor'> => {
  const kinds = suggestedFor(stage);
  return kinds.length === 0 ? {} : { assumedFor: kinds };
};

/** Of a day that a document sets for some: for whom it is only suggested. */
const kindsText = (
  { unitKinds }: Pick<PolicyPack, 'unitKinds'>,
  { assumed, assumedFor = [] }: CalendarInstant,
): string => (assumed || assumedFor.length === 0 ? '' : `; ${suggestedForText(unitKinds, assumedFor)}`);

const ofCycle = (
  pack: Pick<PolicyPack, 'assessmentWindow'>,
  year: number,
  stages: readonly ResolvedStage[],
): CalendarInstant[] => {
  const whole = (kind: CalendarKind, day: string, name: string, assumed: boolean): CalendarInstant => {
    const at = startOfDay(addDays(day, 1));
    const instant = { kind, stage: '', name, levels: [], day, at, assumed, text: '' };
    return { ...instant, text: textOf(instant, false) };
  };
  const close = stageWithRole(stages, 'close');
  const lastDay = close === undefined ? undefined : (close.due?.lastDay ?? close.opensDay);
  const closeStatus = close?.due === undefined ? close?.opensStatus : close.due.status;
  const { to, status } = pack.assessmentWindow;
  return [
    whole('windowClose', resolvePackDay(to, year), 'Kỳ đánh giá', status === 'assumed'),
    ...(lastDay === undefined ? [] : [whole('close', lastDay, close?.name ?? '', closeStatus === 'assumed')]),
  ];
};

const textOf = (
  { kind, name, stage, levels, day, assumed }: CalendarInstant,
  ofSomeLevels: boolean,
): string => {
  const time = kind === 'stageOpens' ? '00:00' : '24:00';
  const does = kind === 'stageLate' && assumed ? SUGGESTED_DAY_ENDS : WORDS[kind];
  const what = stage === '' ? does : `${does} ${name}`;
  const whose = ofSomeLevels
    ? ` (đơn vị ${levels.map((level) => `cấp ${LEVEL_NAMES[level]}`).join(', ')})`
    : '';
  return `${formatDay(day)}${assumed ? '*' : ''} ${time}: ${what}${whose}`;
};
