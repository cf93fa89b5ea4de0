import {
  type Fact,
  foldFacts,
  type Place,
  type StageGraph,
  stageLines,
  type UnitYearState,
} from '#libs/unit-year';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { cellsOfLines } from './counter-changes.js';
import type { CounterCell, DayChange } from './counters.port.js';

/** A subject as it stands, with what was recorded of it. Days are those of the cycle's own clock, YYYY-MM-DD. */
export interface SubjectPast {
  readonly subject: Pick<
    UnitYear,
    'cycleId' | 'communeCode' | 'districtCode' | 'unitKind' | 'managedBy' | 'bodyKey' | 'standing'
  >;
  /** In the order of their versions. */
  readonly facts: readonly { readonly day: string; readonly fact: Fact }[];
  /** Day of the choice that took it into the standard; absent where none did. */
  readonly takenInOn?: string;
}

/** The days on which a cycle changed as a whole. */
export interface CycleDays {
  readonly opened: string;
  /** Those on which its rules changed. */
  readonly rules: readonly string[];
}

/** The stages that the rules recorded until the end of a day ask of a subject that stands there. */
export type GraphOn = (day: string, place: Place) => StageGraph | Promise<StageGraph>;

/**
 * How a subject changed the counters on each day, as its facts tell it: what it stood in at the end of the day, against
 * the day before. The counters' own differences by day were written act by act; this is the same from the other end.
 */
export async function dayChanges(
  past: SubjectPast,
  { opened, rules }: CycleDays,
  graphOn: GraphOn,
): Promise<readonly DayChange[]> {
  const own = [...past.facts.map(({ day }) => day), past.takenInOn ?? opened];
  const days = [...new Set([opened, ...own, ...rules].filter((day) => day >= opened))].sort();
  const changes: DayChange[] = [];
  let before: ReadonlyMap<string, CounterCell> = new Map();
  for (const day of days) {
    const after = new Map((await cellsOn(past, day, graphOn)).map((cell) => [keyOf(cell), cell]));
    for (const [key, cell] of before) if (!after.has(key)) changes.push({ ...cell, day, by: -1 });
    for (const [key, cell] of after) if (!before.has(key)) changes.push({ ...cell, day, by: 1 });
    before = after;
  }
  return changes;
}

async function cellsOn(past: SubjectPast, day: string, graphOn: GraphOn): Promise<readonly CounterCell[]> {
  const place = placeOn(past, day);
  if (place === undefined) return [];
  const graph = await graphOn(day, place);
  return cellsOfLines({ ...past.subject, ...place }, stageLines(graph, stateOn(past, graph, day)));
}

const stateOn = ({ facts }: SubjectPast, graph: StageGraph, day: string): UnitYearState =>
  foldFacts(
    graph,
    facts.flatMap((each) => (each.day <= day ? [each.fact] : [])),
  );

/** Where the subject stood in the standard at the end of a day; undefined where it did not. */
function placeOn({ subject, facts, takenInOn }: SubjectPast, day: string): Place | undefined {
  if (takenInOn !== undefined && day < takenInOn) return undefined;
  for (const each of facts) {
    // The first migration still to come tells where the subject stood before it.
    if (each.fact.kind === 'year.migrated' && each.day > day) return each.fact.before;
  }
  const { communeCode, districtCode, managedBy, bodyKey } = subject;
  return subject.standing === 'inside' ? { communeCode, districtCode, managedBy, bodyKey } : undefined;
}

const keyOf = ({ communeCode, level, stage, dueDay, status }: CounterCell): string =>
  [communeCode, level, stage, dueDay, status].join('|');
