import { dateOf, formatOfficialDay, lastDay } from '#libs/calendar';
import {
  type DeadlineBody,
  type DeadlineChangeAnswer,
  type DeadlineLevelAnswer,
  type DeadlineUnitsAnswer,
  DomainError,
  type RungAnswer,
} from '#libs/contracts';
import { levelsOf, type ManagementLevel, type ResolvedStage, stageForKind } from '#libs/policy';
import { ladderOf, type Rung, rungName } from '#libs/reminders';
import { isAssumedDay } from '#libs/unit-year';
import type { OpenAtStage } from '../calendar/calendar.port.js';
import { dueLine, type ReminderBasis } from '../reminders/due-lines.js';
import type { Stores } from '../transaction/records.port.js';

type Needs = Stores<'calendar'>;

const PAGE = 200;
const MOST_NAMES = 50;

/** A stage of one level whose last day changes. */
export interface LevelChange {
  readonly level: ManagementLevel;
  readonly stage: ResolvedStage;
  readonly before: string;
  readonly after: string;
}

/**
 * What a request comes to for each level that has the stage. A day that is the same already is nothing to move, but for a step
 * that is only asked for a letter may order just that day.
 *
 * @throws DomainError STAGE.UNKNOWN, DEADLINE.NONE, DEADLINE.BEFORE_OPENING, DEADLINE.SAME
 */
export function levelChanges(
  { book }: ReminderBasis,
  request: DeadlineBody,
  orders = false,
): readonly LevelChange[] {
  const levels = levelsOf(book.pack);
  const found = levels.flatMap((level) => {
    const stage = actedAt(book, level).find(({ key }) => key === request.stage);
    return stage === undefined ? [] : [{ level, stage }];
  });
  const [any] = found;
  if (any === undefined) {
    const known = new Set(levels.flatMap((level) => actedAt(book, level).map(({ key }) => key)));
    throw new DomainError('STAGE.UNKNOWN', { stage: request.stage, known: [...known].join(', ') });
  }
  const named = { stage: any.stage.key, stageName: any.stage.name };
  const after = lastDay({ operator: request.operator, date: request.day });
  const wanted = found.filter(({ level }) => request.level === '*' || request.level === level);
  const changes = wanted.map(({ level, stage }): LevelChange => {
    const before = stage.due?.lastDay;
    if (before === undefined) throw new DomainError('DEADLINE.NONE', { ...named, level });
    return { level, stage, before, after };
  });
  if (changes.length === 0) throw new DomainError('DEADLINE.NONE', { ...named, level: request.level });
  for (const { stage } of changes) {
    if (after < stage.opensDay) {
      throw new DomainError('DEADLINE.BEFORE_OPENING', { ...named, day: after, opens: stage.opensDay });
    }
  }
  const isOrder = orders && changes.some(({ stage }) => stage.obligation === 'asked');
  if (!isOrder && changes.every(({ before }) => before === after)) {
    throw new DomainError('DEADLINE.SAME', { ...named, day: after });
  }
  return changes;
}

/** Stages of a level that somebody hands in, judges or decides. */
export function actedAt(book: ReminderBasis['book'], level: ManagementLevel): readonly ResolvedStage[] {
  const bodies = new Set(book.pack.bodies.filter((body) => body.level === level).map(({ key }) => key));
  return book
    .of({ managedBy: level })
    .stages.filter(
      ({ kind, act, actor }) => kind === 'unit' || (kind === 'area' && act !== 'none' && bodies.has(actor)),
    );
}

/**
 * Who is touched by a change of days: what is open, who was told, who turns late, and which reminders go or come.
 *
 * @param now the cycle's now
 */
export async function effectOf(
  records: Needs,
  basis: ReminderBasis,
  request: DeadlineBody,
  changes: readonly LevelChange[],
  now: string,
): Promise<Omit<DeadlineChangeAnswer, 'dryRun' | 'version'>> {
  const { cycle } = basis;
  const today = dateOf(now);
  const levels = changes.map(({ level }) => level);
  const open = await records.calendar.countWithoutOutcome(cycle.id, request.stage, levels);
  const change = (level: ManagementLevel) => changes.find((each) => each.level === level);
  const moves = (turn: Turning) => (each: Touched) => {
    const days = change(each.level);
    return days !== undefined && turningOf(days, each, today) === turn;
  };
  const touched = (turn: Turning) =>
    unitsOf(records, cycle.id, request.stage, levels, open.filter(moves(turn)), moves(turn));
  const turnsLate = await touched('late');
  const noLongerLate = await touched('in time');
  return {
    cycleId: cycle.id,
    stage: request.stage,
    name: changes[0]?.stage.name ?? request.stage,
    number: request.number,
    date: request.date,
    levels: changes.map((each) => levelAnswer(basis, each, open, now)),
    open: sum(open),
    told: await records.calendar.countTold(cycle.id, request.stage, levels),
    turnsLate,
    noLongerLate,
    warnings: warningsOf(changes, turnsLate, today),
  };
}

type Turning = 'late' | 'in time';
type Touched = Pick<OpenAtStage, 'level' | 'graceUntil' | 'unitKind'>;

/**
 * Whether a new last day makes somebody late who was not, or the other way round; a later grace keeps its day. Past a day
 * that the pack only suggests nobody is late, and a document sets the new one.
 */
function turningOf(
  { stage, before, after }: LevelChange,
  { unitKind, graceUntil: grace }: Omit<Touched, 'level'>,
  today: string,
): Turning | undefined {
  const lastDay = (day: string) => (grace !== undefined && grace > day ? grace : day);
  const own = stageForKind(stage, unitKind);
  const isOwed = own.obligation !== 'asked' && !isAssumedDay(own, lastDay(before));
  const wasLate = lastDay(before) < today && isOwed;
  const isLate = lastDay(after) < today;
  if (wasLate === isLate) return undefined;
  return isLate ? 'late' : 'in time';
}

/** Those at a stage for whom something changes, the first of them by name. */
export async function unitsOf(
  records: Needs,
  cycleId: string,
  stage: string,
  levels: readonly ManagementLevel[],
  counted: readonly OpenAtStage[],
  isTouched: (year: Touched) => boolean,
): Promise<DeadlineUnitsAnswer> {
  const count = sum(counted);
  const units: { unitId: string; name: string }[] = [];
  let after: string | undefined;
  while (units.length < Math.min(count, MOST_NAMES)) {
    const page = await records.calendar.withoutOutcome(cycleId, stage, levels, after, PAGE);
    after = page.at(-1)?.unitId;
    if (after === undefined) break;
    for (const { unitId, unitName, unitKind, managedBy, state } of page) {
      const graceUntil = state.stages[stage]?.graceUntil;
      if (isTouched({ level: managedBy, unitKind, graceUntil })) units.push({ unitId, name: unitName });
    }
  }
  return { count, units: units.slice(0, MOST_NAMES) };
}

function levelAnswer(
  basis: ReminderBasis,
  { level, stage, before, after }: LevelChange,
  open: readonly OpenAtStage[],
  now: string,
): DeadlineLevelAnswer {
  const ahead = (day: string) =>
    ladderOf(dueLine(basis, stage, day), basis.book.pack.reminders, basis.table).rungs.filter(
      ({ sendAt }) => sendAt > now,
    );
  const [old, fresh] = [ahead(before), ahead(after)];
  const isIn = (rungs: readonly Rung[]) => (rung: Rung) =>
    rungs.some(({ key, sendAt }) => key === rung.key && sendAt === rung.sendAt);
  return {
    level,
    before,
    beforeAssumed: stage.due?.status === 'assumed' ? true : undefined,
    after,
    open: sum(open.filter((each) => each.level === level)),
    fallAway: old.filter((rung) => !isIn(fresh)(rung)).map(rungAnswer),
    come: fresh.filter((rung) => !isIn(old)(rung)).map(rungAnswer),
  };
}

export const rungAnswer = ({ key, sendDay, sendAt, reason }: Rung): RungAnswer => ({
  name: rungName(key),
  day: sendDay,
  at: sendAt,
  reason,
});

function warningsOf(
  changes: readonly LevelChange[],
  turnsLate: DeadlineUnitsAnswer,
  today: string,
): readonly string[] {
  const after = changes[0]?.after ?? today;
  // Papers in time must be accepted, so the amended rules never close a stage before its last day.
  const taken = changes.flatMap(({ stage }) =>
    stage.cutOff === undefined || stage.cutOff.lastDay >= after ? [] : [stage.cutOff.lastDay],
  );
  const cutOffs = [...new Set(taken)].map(
    (cutOff) =>
      `Ngày hết thời gian tiếp nhận (hết ngày ${formatOfficialDay(cutOff)}) dời theo hạn mới, thành hết ngày ${formatOfficialDay(after)}.`,
  );
  if (after >= today) return cutOffs;
  const late =
    turnsLate.count === 0
      ? 'không có đơn vị nào thành quá hạn'
      : `${turnsLate.count} đơn vị chưa xong thành quá hạn ngay`;
  return [
    ...cutOffs,
    `Hạn mới đã qua (hết ngày ${formatOfficialDay(after)}): ${late}. Kết quả đã nhận giữ nguyên đúng hạn hay trễ hạn như đã ghi.`,
  ];
}

const sum = (counts: readonly OpenAtStage[]) => counts.reduce((total, { subjects }) => total + subjects, 0);
