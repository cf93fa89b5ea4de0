import type {
  BoardAnswer,
  BoardBodyAnswer,
  BoardCellAnswer,
  BoardColumnAnswer,
  BoardDayAnswer,
} from '#libs/contracts/http';
import { type ManagementLevel, type ResolvedStage, suggestedFor } from '#libs/policy';
import { STANDINGS, type Standing } from '#libs/unit-year';
import { type CountedStage, standsAt } from '../counters/stands-at.js';
import type { BoardCount, StuckCount, WaitingCount } from './watch-model.port.js';

/** What the cells of a board are made of: counts of its scope, and the day on which it is looked at. */
export interface BoardMatter {
  readonly counts: readonly BoardCount[];
  readonly stuck: readonly Omit<StuckCount, 'unitKind'>[];
  /** The cycle's today, YYYY-MM-DD. */
  readonly today: string;
  readonly names: ReadonlyMap<string, string>;
}

/** A paper that one body owes, at the level of that body. */
export interface BodyStage {
  readonly stage: ResolvedStage;
  readonly level: ManagementLevel;
  readonly bodyName: string;
}

const byName = new Intl.Collator('vi').compare;

/** Graphs of the levels that the pack has, the widest first. */
export type Graphs = ReadonlyMap<ManagementLevel, readonly ResolvedStage[]>;

/** Stages of all levels as columns, in the order of the year; days that are the same stand once. */
export function boardColumns(graphs: Graphs, today: string): BoardColumnAnswer[] {
  const keys = [...new Set([...graphs.values()].flat().map(({ key }) => key))];
  return keys.flatMap((key): BoardColumnAnswer[] => {
    const levels = [...graphs].flatMap(([level, graph]) => {
      const stage = graph.find((each) => each.key === key);
      return stage === undefined ? [] : [{ level, stage }];
    });
    const [first] = levels;
    if (first === undefined) return [];
    const days = levels.flatMap(({ level, stage }): BoardDayAnswer[] =>
      stage.due === undefined
        ? []
        : [{ day: stage.due.lastDay, level, assumed: stage.due.status === 'assumed', ...suggestedOf(stage) }],
    );
    return [
      {
        stage: key,
        name: first.stage.name,
        shortName: first.stage.shortName ?? first.stage.name,
        opens: first.stage.opensDay,
        isOpen: first.stage.opensDay <= today,
        lastDays: oneWhereSame(days, graphs.size).sort((a, b) => (a.day < b.day ? -1 : 1)),
      },
    ];
  });
}

/** For which kinds of units the day is only suggested, where a document sets it for the others. */
function suggestedOf(stage: ResolvedStage): Pick<BoardDayAnswer, 'suggestedFor'> {
  const kinds = suggestedFor(stage);
  return kinds.length === 0 ? {} : { suggestedFor: [...kinds] };
}

function oneWhereSame(days: readonly BoardDayAnswer[], levels: number): BoardDayAnswer[] {
  const [first] = days;
  if (first === undefined || days.length < levels) return [...days];
  const { level: _, ...told } = first;
  const textOf = ({ day, assumed, suggestedFor: kinds }: BoardDayAnswer) =>
    JSON.stringify([day, assumed, kinds]);
  return days.every((each) => textOf(each) === textOf(first)) ? [told] : [...days];
}

type Counted = Pick<BoardMatter, 'counts' | 'stuck'> & {
  /** Of a past day nobody knows what waited. */
  readonly waiting?: readonly WaitingCount[];
};

/** The stages of each level by their keys, as cells ask for them. */
export type StagesByLevel = ReadonlyMap<ManagementLevel, ReadonlyMap<string, CountedStage>>;

export const stagesByLevel = (graphs: Graphs): StagesByLevel =>
  new Map([...graphs].map(([level, graph]) => [level, new Map(graph.map((stage) => [stage.key, stage]))]));

/** Cells of units, one for each column; offices in the counts are left out. */
export function cellsOf(
  columns: readonly BoardColumnAnswer[],
  stages: StagesByLevel,
  { counts, stuck, waiting = [] }: Counted,
  today: string,
): BoardCellAnswer[] {
  const counted = byStage(counts.filter(({ isBody }) => !isBody));
  const failing = byStage(stuck.filter(({ isBody }) => !isBody));
  const waitingAt = byStage(waiting);
  return columns.map(({ stage, opens }) => ({
    ...cellOf(
      counted.get(stage) ?? [],
      failing.get(stage) ?? [],
      ({ level }) => stages.get(level)?.get(stage) ?? { opensDay: opens },
      today,
    ),
    ...waitingCell(waitingAt.get(stage) ?? []),
  }));
}

const byStage = <T extends { readonly stage: string }>(rows: readonly T[]) =>
  grouped(rows, ({ stage }) => stage);

/** Rows by what they have in common. */
export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** Cells of the units, in all and by commune, the communes in the order of their names. */
export function boardRows(columns: readonly BoardColumnAnswer[], graphs: Graphs, matter: BoardMatter) {
  const { counts, stuck, today } = matter;
  const stages = stagesByLevel(graphs);
  const stuckOf = grouped(stuck, ({ communeCode }) => communeCode);
  const communes = [...grouped(counts, ({ communeCode }) => communeCode)].map(([code, own]): BoardRow => {
    const cells = cellsOf(columns, stages, { counts: own, stuck: stuckOf.get(code) ?? [] }, today);
    return { code, name: matter.names.get(code) ?? code, units: unitsIn(cells), cells };
  });
  return {
    total: cellsOf(columns, stages, { counts, stuck }, today),
    communes: communes.filter(({ units }) => units > 0).sort(inOrderOfName),
  };
}

/** A commune's row. */
export type BoardRow = BoardAnswer['communes'][number];

/** Vietnamese order; two of one name by their codes. */
export const inOrderOfName = (
  a: Pick<BoardRow, 'code' | 'name'>,
  b: Pick<BoardRow, 'code' | 'name'>,
): number => byName(a.name, b.name) || (a.code < b.code ? -1 : 1);

/** Every unit stands in one cell of each column, so any column counts them; a column of one level alone has fewer. */
export const unitsIn = (cells: readonly BoardCellAnswer[]) =>
  Math.max(0, ...cells.map((cell) => STANDINGS.reduce((sum, standing) => sum + (cell[standing] ?? 0), 0)));

/** Papers of the offices that are in the counts, with the places whose paper is overdue. */
export function boardBodies(stages: readonly BodyStage[], matter: BoardMatter): BoardBodyAnswer[] {
  return stages.flatMap(({ stage, level, bodyName }): BoardBodyAnswer[] => {
    const ofStage = <T extends { readonly isBody: boolean; readonly stage: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.isBody && row.stage === stage.key);
    const counts = ofStage(matter.counts);
    if (counts.length === 0) return [];
    const isOpen = stage.opensDay <= matter.today;
    const nameOf = (code: string) => (level === 'tinh' ? bodyName : (matter.names.get(code) ?? code));
    const placesAt = (standing: Standing) => {
      const there = counts.filter((row) => row.n > 0 && standsAt(row, stage, matter.today) === standing);
      return [...new Set(there.map(({ communeCode }) => nameOf(communeCode)))].sort(byName);
    };
    const pastSuggestedAt = placesAt('pastSuggested');
    return [
      {
        stage: stage.key,
        name: stage.name,
        shortName: stage.shortName ?? stage.name,
        level,
        opens: stage.opensDay,
        isOpen,
        lastDay: stage.due?.lastDay,
        assumed: stage.due?.status === 'assumed',
        ...cellOf(counts, ofStage(matter.stuck), () => stage, matter.today),
        late: placesAt('overdue'),
        ...(pastSuggestedAt.length > 0 && { pastSuggestedAt }),
      },
    ];
  });
}

function cellOf(
  counts: readonly BoardCount[],
  stuck: BoardMatter['stuck'],
  stageOf: (row: BoardCount) => CountedStage,
  today: string,
): BoardCellAnswer {
  const sums = new CellSums();
  for (const row of counts) sums.add(standsAt(row, stageOf(row), today), row.n);
  for (const { n } of stuck) sums.add('failing', n);
  return sums.cell();
}

/** What of a cell waits for somebody, each where there is any. */
function waitingCell(rows: readonly WaitingCount[]): Pick<BoardCellAnswer, WaitingCount['what']> {
  const sums: Partial<Record<WaitingCount['what'], number>> = {};
  for (const { what, n } of rows) sums[what] = (sums[what] ?? 0) + n;
  return sums;
}

type CellKey = keyof BoardCellAnswer;

/** Of these a cell says nothing where there is none. */
const WHERE_ANY = new Set<CellKey>([
  'received',
  'pastSuggested',
  'closed',
  'waived',
  'awaitingHead',
  'extensionsAsked',
]);
const CELL_KEYS = [...STANDINGS, 'failing', 'awaitingHead', 'extensionsAsked'] as const;

/** What the cells of a board are added up in. */
export class CellSums {
  private readonly sums = new Map<CellKey, number>(CELL_KEYS.map((key) => [key, 0]));

  add(key: CellKey, n: number): void {
    this.sums.set(key, (this.sums.get(key) ?? 0) + n);
  }

  addCell(cell: BoardCellAnswer): void {
    for (const key of CELL_KEYS) this.add(key, cell[key] ?? 0);
  }

  cell(): BoardCellAnswer {
    const told = [...this.sums].filter(([key, n]) => n > 0 || !WHERE_ANY.has(key));
    return Object.fromEntries(told) as BoardCellAnswer;
  }
}
