import { formatDay, formatInstant, warningsOfYears } from '#libs/calendar';
import type { UpcomingAnswer, UpcomingItemAnswer } from '#libs/contracts';
import { RECIPIENT_WORDS } from '#libs/contracts/http';
import { type ResolvedStage, suggestedFor, suggestedForText } from '#libs/policy';
import { alwaysTold, ladderOf, type Rung, rungName } from '#libs/reminders';
import { countedStatusOf, isAsked, isAssumedDay, lastDayOf } from '#libs/unit-year';
import { cycleToRead } from '../access/reading.js';
import { calendarOfCycle } from '../cycle-rules/cycle-days.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { dueLine, type ReminderBasis, reminderBasis } from './due-lines.js';
import { overseerDays, TOLD_WORDS } from './overseer-days.js';
import type { OpenDay } from './reminders.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/** Everything that comes by itself in a cycle: reminders of what is still open, and the instants of its calendar. */
export class Upcoming {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string, limit: number): Promise<UpcomingAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readReminders', cycleId);
      const now = await nowOf(records, cycle);
      if (cycle.state !== 'open') return { cycleId, now, items: [] };
      const basis = await reminderBasis(records, this.rules, cycle);
      const days = await openDaysOf(records, identity, basis);
      const items = [
        ...days.flatMap((each) => remindersOf(basis, each, now)),
        ...calendarItems(basis, now),
        ...(identity.scope.level === 'unit' ? [] : toldItems(basis, now)),
      ];
      const warnings = warningsOfYears(basis.table, now, basis.endDay);
      return { cycleId, now, ...firstOf(items.sort(soonestFirst), limit), warnings };
    });
  }
}

function soonestFirst(a: UpcomingItemAnswer, b: UpcomingItemAnswer): number {
  const keyOf = ({ at, stageName, level, text }: UpcomingItemAnswer) =>
    [at, stageName ?? '', level ?? '', text].join('\n');
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** The first ones; what comes at one instant of one stage is not torn apart. */
function firstOf(items: readonly UpcomingItemAnswer[], limit: number) {
  const last = items[limit - 1];
  const isTorn = (item: UpcomingItemAnswer | undefined) =>
    item !== undefined && item.at === last?.at && item.stageName === last.stageName;
  let end = Math.min(limit, items.length);
  while (isTorn(items[end])) end += 1;
  const left = items.length - end;
  return { items: items.slice(0, end), left: left === 0 ? undefined : left };
}

/** A last day that somebody stands at, with the stage as it is for them. */
interface OpenStage {
  readonly day: OpenDay;
  readonly stage: ResolvedStage;
}

/** A unit's own days are read from its year; the counters do not tell units apart. */
async function openDaysOf(
  records: Needs,
  { scope }: Identity,
  { cycle, book }: ReminderBasis,
): Promise<readonly OpenStage[]> {
  if (scope.level !== 'unit') {
    const days = await records.reminders.openDays(cycle.id, scope);
    return days.flatMap((day) => {
      const stage = book.stage(day.level, day.stage);
      return stage === undefined ? [] : [{ day, stage }];
    });
  }
  const [year] = await records.reminders.visible(cycle.id, scope, { limit: 1 });
  if (year === undefined || year.standing === 'outside' || year.state.status !== 'open') return [];
  return book.of(year).graph.flatMap((stage): OpenStage[] => {
    const state = year.state.stages[stage.key];
    const dueDay = lastDayOf(stage, state);
    if (dueDay === undefined || !isAsked(countedStatusOf(state, year.state.status))) return [];
    return [{ stage, day: { stage: stage.key, level: year.managedBy, dueDay, subjects: 1 } }];
  });
}

function remindersOf(basis: ReminderBasis, { day, stage }: OpenStage, now: string): UpcomingItemAnswer[] {
  const { rungs } = ladderOf(dueLine(basis, stage, day.dueDay), basis.book.pack.reminders, basis.table);
  const after = lookedThrough(basis.cycle, now);
  return rungs.filter(({ sendAt }) => sendAt > after).map((rung) => reminderItem(basis, stage, day, rung));
}

/** What fell into quiet hours is still to come, although its instant has passed. */
function lookedThrough({ reminders, openedAt, createdAt }: Cycle, now: string): string {
  const through = reminders.through ?? openedAt ?? createdAt;
  return through < now ? through : now;
}

function reminderItem(
  { book }: ReminderBasis,
  stage: ResolvedStage,
  day: OpenDay,
  rung: Rung,
): UpcomingItemAnswer {
  const assumed = isAssumedDay(stage, day.dueDay);
  const kinds = stage.due?.lastDay === day.dueDay ? suggestedFor(stage) : [];
  const suggested = kinds.length === 0 ? '' : `; ${suggestedForText(book.pack.unitKinds, kinds)}`;
  const why = rung.nominalDay === rung.sendDay ? '' : `, ${rung.reason}`;
  const to = stage.kind === 'unit' && stage.act === 'submit' ? alwaysTold(rung.to) : undefined;
  const whom = to === undefined ? '' : `: ${to.map((who) => RECIPIENT_WORDS[who]).join(', ')}`;
  const whose = `${day.subjects} ${stage.kind === 'area' ? 'cơ quan' : 'đơn vị'}${whom}`;
  return {
    at: rung.sendAt,
    kind: 'reminder',
    text: `${formatInstant(rung.sendAt)}: nhắc ${stage.name}, hết ngày ${formatDay(day.dueDay)}${assumed ? '*' : ''}, ${rungName(rung.key)}${why} (${whose}${suggested})`,
    stage: stage.key,
    stageName: stage.name,
    level: day.level,
    ofBodies: stage.kind === 'area',
    lastDay: day.dueDay,
    assumed,
    rung: rung.key,
    rungName: rungName(rung.key),
    overdue: rung.overdue,
    subjects: day.subjects,
    to: to && [...to],
    reason: rung.reason,
  };
}

/** The next day of each kind on which those who answer for others are told. */
function toldItems(basis: ReminderBasis, now: string): UpcomingItemAnswer[] {
  const coming = overseerDays(basis).filter(({ at }) => at > now);
  return (['list', 'monthly'] as const).flatMap((kind): UpcomingItemAnswer[] => {
    const next = coming.find(({ kinds }) => kinds.includes(kind));
    if (next === undefined) return [];
    return [{ at: next.at, kind: 'calendar', text: `${formatInstantOfDay(next)}: ${TOLD_WORDS[kind]}` }];
  });
}

/** `26/03/2026 07:30`, as the calendar tells its instants. */
const formatInstantOfDay = ({ day, at }: { readonly day: string; readonly at: string }): string =>
  `${formatDay(day)} ${formatInstant(at).slice(0, 5)}`;

function calendarItems({ cycle, book }: ReminderBasis, now: string): UpcomingItemAnswer[] {
  return calendarOfCycle(cycle, book.levels)
    .filter(({ at }) => at > now)
    .map(({ at, text, stage, name, assumed, levels: of }) => ({
      at,
      kind: 'calendar',
      text,
      stage: stage === '' ? undefined : stage,
      stageName: name,
      level: of.length === 1 ? of[0] : undefined,
      assumed,
    }));
}
