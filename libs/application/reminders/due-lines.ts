import type { WorkingDayTable } from '#libs/calendar';
import { bodyKeys, LEVELS, type ManagementLevel, type PolicyPack, type ResolvedStage } from '#libs/policy';
import { type DueLine, dueLineOf } from '#libs/reminders';
import { calendarOfCycle, type LevelRules, levelRulesOf } from '../cycle-rules/cycle-days.js';
import { type CycleRules, type Rules, rulesForKind, type Subject } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Stores } from '../transaction/records.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'workingDays'>;

/** The rules of every kind of subject of one cycle, read once for a whole turn. */
export interface RuleBook {
  /** The pack, the documents of the amendments among its sources. */
  readonly pack: PolicyPack;
  /** The rules of the units by level. */
  readonly levels: LevelRules;
  /** Rules of a subject, by its kind; without a graph for one that a migration ended, for it owes nothing any more. */
  of(subject: Subject): Rules;
  /** The stage as it is for every kind of unit of one level, whoever acts at it. */
  stage(level: ManagementLevel, key: string): ResolvedStage | undefined;
}

/** What everything about a cycle's reminders is worked out from. */
export interface ReminderBasis {
  readonly cycle: Cycle;
  readonly book: RuleBook;
  readonly table: WorkingDayTable;
  /** Day at whose end the cycle closes, YYYY-MM-DD. */
  readonly endDay: string;
}

export async function reminderBasis(records: Needs, rules: CycleRules, cycle: Cycle): Promise<ReminderBasis> {
  const calendar = calendarOfCycle(cycle, await levelRulesOf(records, rules, cycle));
  const end = calendar.find(({ kind }) => kind === 'close') ?? calendar.at(-1);
  if (end === undefined) throw new Error(`cycle ${cycle.id} has no calendar`);
  const book = await ruleBook(records, rules, cycle);
  return { cycle, book, table: await records.workingDays(cycle.provinceCode), endDay: end.day };
}

/** What the ladder of a stage hangs on for those whose last day is `dueDay`, grace included. */
export function dueLine(
  { cycle, endDay, book }: ReminderBasis,
  stage: ResolvedStage,
  dueDay: string,
): DueLine {
  // Under another pack nobody is reminded of what lay before it came.
  const openedAt = cycle.migratedAt ?? cycle.openedAt ?? cycle.createdAt;
  const ofLevel = LEVELS.map((level) => book.levels[level].stages).find((stages) => stages.includes(stage));
  const beside = { stages: ofLevel ?? [], closing: book.pack.reminders.closing };
  return dueLineOf(stage, dueDay, { endDay, openedAt }, beside);
}

async function ruleBook(records: Needs, rules: CycleRules, cycle: Cycle): Promise<RuleBook> {
  const levels = await levelRulesOf(records, rules, cycle);
  const bodies = new Map<string, Rules>();
  const keyOf = ({ managedBy, bodyKey }: Subject) => `${managedBy}/${bodyKey ?? ''}`;
  for (const managedBy of LEVELS) {
    for (const bodyKey of bodyKeys(levels[managedBy].stages)) {
      const subject = { managedBy, bodyKey };
      bodies.set(keyOf(subject), await rules.of(records, cycle, subject));
    }
  }
  const kinds = new Map<string, Rules>();
  const ofUnits = ({ managedBy, unitKind }: Subject): Rules => {
    if (unitKind === undefined) return levels[managedBy];
    const key = `${managedBy}/${unitKind}`;
    const known = kinds.get(key) ?? rulesForKind(levels[managedBy], unitKind);
    kinds.set(key, known);
    return known;
  };
  const of = (subject: Subject): Rules => {
    const units = ofUnits(subject);
    const found = subject.bodyKey === undefined ? units : bodies.get(keyOf(subject));
    return found === undefined || subject.state?.endedByMigration === true ? { ...units, graph: [] } : found;
  };
  return {
    pack: levels.tinh.pack,
    levels,
    of,
    stage: (level, key) => levels[level].stages.find((stage) => stage.key === key),
  };
}
