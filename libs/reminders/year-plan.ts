import type { IsoDate, WorkingDayTable } from '#libs/calendar';
import {
  bodyKeys,
  bodyStages,
  calendarOf,
  levelsOf,
  type ManagementLevel,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
  suggestedFor,
  type UnitKind,
  unitStages,
} from '#libs/policy';
import { dueLineOf } from './due-line.js';
import { ladderOf } from './ladder.js';
import type { Rung } from './reminders.types.js';

/** A mail of the ladder that goes to everybody who has not done the stage by then. */
export interface PlannedMail extends Rung {
  readonly stage: string;
  readonly stageName: string;
  /** What is done at it. */
  readonly act: ResolvedStage['act'];
  /** Name of the body that owes the paper; absent where it is a stage of the units. */
  readonly body?: string;
  /** Levels of the units that get it on this day. */
  readonly levels: readonly ManagementLevel[];
  readonly lastDay: IsoDate;
  /** True where no document sets the last day. */
  readonly assumed: boolean;
  /** The kinds of units for which none does, where one does for the others. */
  readonly suggestedFor: readonly UnitKind[];
}

/** What comes on one day of a year by itself. */
export interface PlannedDay {
  readonly day: IsoDate;
  /** Instants of the calendar in words, as `upcoming` tells them. */
  readonly instants: readonly string[];
  readonly mails: readonly PlannedMail[];
}

/** Whose stages they are. */
interface Owner {
  readonly level: ManagementLevel;
  readonly body?: string;
  readonly stages: readonly ResolvedStage[];
}

/**
 * A year under a pack, day by day, as it comes where nobody does anything and no document moves a day: what opens, falls
 * due and closes, and which mails go out.
 *
 * Throws `POLICY.YEAR_NOT_COVERED`, `POLICY.STAGE_CYCLE`, and the calendar's errors.
 */
export function yearPlan(pack: PolicyPack, year: number, table: WorkingDayTable): readonly PlannedDay[] {
  const levels = levelsOf(pack);
  const stages = new Map(levels.map((level) => [level, resolveStages(pack, year, { managedBy: level })]));
  const calendar = calendarOf(pack, year, Object.fromEntries(stages));
  const endDay = (calendar.find(({ kind }) => kind === 'close') ?? calendar.at(-1))?.day;
  const openedAt = calendar[0]?.at;
  const mails =
    endDay === undefined || openedAt === undefined
      ? []
      : ownersOf(pack, stages).flatMap((owner) => mailsOf(pack, owner, { endDay, openedAt }, table));
  const days = [...new Set([...calendar.map(({ day }) => day), ...mails.map(({ sendDay }) => sendDay)])];
  return days.sort().map((day) => ({
    day,
    instants: calendar.filter((each) => each.day === day).map(({ text }) => text),
    mails: merged(mails.filter(({ sendDay }) => sendDay === day)),
  }));
}

function ownersOf(
  pack: PolicyPack,
  stages: ReadonlyMap<ManagementLevel, readonly ResolvedStage[]>,
): readonly Owner[] {
  const units = [...stages].map(([level, all]): Owner => ({ level, stages: unitStages(all) }));
  const bodies = [...stages].flatMap(([level, all]) =>
    bodyKeys(all).flatMap((key): Owner[] => {
      const body = pack.bodies.find((each) => each.key === key && each.level === level);
      return body === undefined ? [] : [{ level, body: body.name, stages: bodyStages(all, key) }];
    }),
  );
  return [...units, ...bodies];
}

function mailsOf(
  pack: PolicyPack,
  { level, body, stages }: Owner,
  cycle: Parameters<typeof dueLineOf>[2],
  table: WorkingDayTable,
): readonly PlannedMail[] {
  return stages.flatMap((stage) => {
    if (stage.due === undefined) return [];
    const { lastDay, status } = stage.due;
    const line = dueLineOf(stage, lastDay, cycle, { stages, closing: pack.reminders.closing });
    const { rungs } = ladderOf(line, pack.reminders, table);
    const about = {
      ...{ stage: stage.key, stageName: stage.name, act: stage.act },
      ...{ lastDay, assumed: status === 'assumed', suggestedFor: suggestedFor(stage) },
    };
    return rungs.map((rung): PlannedMail => ({ ...rung, ...about, body, levels: [level] }));
  });
}

/** What units of several levels get alike is told once. */
function merged(mails: readonly PlannedMail[]): readonly PlannedMail[] {
  const alike = new Map<string, PlannedMail>();
  for (const mail of mails) {
    const key = [mail.sendAt, mail.stage, mail.body ?? '', mail.key, mail.lastDay].join('\n');
    alike.set(key, { ...mail, levels: [...(alike.get(key)?.levels ?? []), ...mail.levels] });
  }
  return [...alike.values()].sort((a, b) => (a.sendAt < b.sendAt ? -1 : a.sendAt > b.sendAt ? 1 : 0));
}
