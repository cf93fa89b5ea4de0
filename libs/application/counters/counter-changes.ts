import { type StageGraph, type StageLine, stageLines } from '#libs/unit-year';
import type { NewYear, UnitYear } from '../unit-years/unit-years.port.js';
import type { CounterCell, CounterChange } from './counters.port.js';

/** Whose place in the counters is asked for. */
type Counted = Pick<UnitYear, 'cycleId' | 'communeCode' | 'unitKind' | 'managedBy'>;

/** The counter cells of a subject: one for each line that the pack in force asks for, with the day that counts for it. */
export function cellsOfLines(subject: Counted, lines: readonly StageLine[]): CounterCell[] {
  return lines
    .filter(({ inPack }) => inPack)
    .map(({ stage, dueDay, counted }) => ({
      cycleId: subject.cycleId,
      communeCode: subject.communeCode,
      unitKind: subject.unitKind,
      level: subject.managedBy,
      stage,
      dueDay: dueDay ?? '',
      status: counted,
    }));
}

/** The counter cells that a subject stands in by its state. */
export const counterCells = (graph: StageGraph, unit: Counted & Pick<UnitYear, 'state'>): CounterCell[] =>
  cellsOfLines(unit, stageLines(graph, unit.state));

/** What the counters gain by a subject that comes into them. */
export const counterGains = ({ lines, ...subject }: Counted & Pick<NewYear, 'lines'>): CounterChange[] =>
  cellsOfLines(subject, lines).map((cell) => ({ ...cell, by: 1 }));

/** What the counters gain and lose when lines of a subject change. */
export function counterChanges(
  subject: Counted,
  before: readonly StageLine[],
  changed: readonly StageLine[],
): CounterChange[] {
  const old = new Map(cellsOfLines(subject, before).map((cell) => [cell.stage, cell]));
  const left: CounterChange[] = changed.flatMap(({ stage }) => {
    const cell = old.get(stage);
    return cell === undefined ? [] : [{ ...cell, by: -1 }];
  });
  return [...left, ...cellsOfLines(subject, changed).map((cell) => ({ ...cell, by: 1 }))];
}
